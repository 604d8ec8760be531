"""What must not be answered from the library: danger first, then requests that are declined with what will help."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml

GuardKind = Literal["emergency", "refusal"]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str
    kind: GuardKind
    any: list[str]
    unless: list[str] = []
    text: dict[Literal["zh", "en"], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of question and what is said to it."""

    id: str
    kind: GuardKind
    patterns: tuple[re.Pattern[str], ...]
    exceptions: tuple[re.Pattern[str], ...]
    text: dict[Literal["zh", "en"], str]

    def applies(self, text: str) -> bool:
        """Whether a lower-cased question is of this kind."""
        return any(p.search(text) for p in self.patterns) and not any(p.search(text) for p in self.exceptions)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order they are tried, from `prompts/knowledge/guard.yaml`."""
    entries = [_Entry.model_validate(raw) for raw in load_yaml(data_path("prompts", "knowledge", "guard.yaml"))]
    return tuple(
        Rule(
            entry.id,
            entry.kind,
            tuple(re.compile(pattern) for pattern in entry.any),
            tuple(re.compile(pattern) for pattern in entry.unless),
            entry.text,
        )
        for entry in entries
    )


def guard(text: str) -> Rule | None:
    """The rule that takes this question out of the library's hands, or None."""
    folded = text.lower()
    return next((rule for rule in rules() if rule.applies(folded)), None)
