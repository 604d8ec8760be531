"""What must not be answered from the library: danger first, then requests that are declined with what will help.

Patterns speak first, since an operator can read and change them. What they do not know is judged by its likeness to
examples (`knowledge_base/guard/examples/`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.kit.e5_weights import Array
from assistant.knowledge.likeness import Example, Judgement, Likeness

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


ORDINARY: Final = "lawful"
Unruled = Literal["out_of_scope", "not_held"]
UNRULED: Final[tuple[Unruled, ...]] = get_args(Unruled)
OUT_OF_SCOPE: Final = "out_of_scope"
NOT_HELD: Final = "not_held"
# Chosen on questions by strangers, none of them an example: forbidden ones lie in small groups, not in half-spaces.
_SHARPNESS: Final = 2.0
_RIDGE: Final = 0.1


class Bounds(BaseModel):
    """How far a question must lean to a kind of trouble to be told that it is of that kind.

    `emergency` by the lead of the kind alone; `named` for a question that is not answered anyway. `certain` are the
    rules whose patterns decide by themselves; the other refusals' patterns are weighed with the clause found.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    emergency: float
    named: float
    certain: frozenset[str]


@cache
def bounds() -> Bounds:
    """The bounds that come with the product."""
    return Bounds.model_validate(load_yaml(data_path("knowledge_base", "guard", "bounds.yaml")))


@cache
def examples() -> tuple[Example, ...]:
    """Questions of every kind, from the files of `knowledge_base/guard/examples`.

    Raises:
        ValueError: a kind is neither a rule of the guard nor one of the others.
    """
    found: dict[Example, None] = {}
    for path in sorted(data_path("knowledge_base", "guard", "examples").glob("*.yaml")):
        loaded: dict[str, dict[str, list[str]]] = load_yaml(path)
        unknown = set(loaded) - {rule.id for rule in rules()} - {ORDINARY, *UNRULED}
        if unknown:
            raise ValueError(f"no such kinds in {path.name}: {sorted(unknown)}")
        found |= {
            Example(kind, text): None for kind, said in loaded.items() for texts in said.values() for text in texts
        }
    return tuple(found)


class SecondOpinion:
    """Judges by likeness. Until it is taught, and where the encoder is missing, it has no opinion."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._likeness: Likeness | None = None

    def teach(self, model: str, lawful: Sequence[str], embed: Callable[[Sequence[str]], Array]) -> None:
        """Learn from the examples and from questions the library answers; what was learned before is taken up again.

        `model` names the encoder behind `embed`, which turns questions into one vector each.
        """
        taught = (*examples(), *(Example(ORDINARY, text) for text in lawful))
        about = json.dumps([model, _SHARPNESS, _RIDGE, [(example.kind, example.text) for example in taught]])
        path = self._folder / f"guard-{hashlib.sha256(about.encode()).hexdigest()[:16]}.npz"
        try:
            self._likeness = Likeness.load(path)
        except FileNotFoundError:
            vectors = embed([example.text for example in taught])
            self._likeness = Likeness.teach(taught, vectors, ORDINARY, ridge=_RIDGE, sharpness=_SHARPNESS)
            self._folder.mkdir(parents=True, exist_ok=True)
            for older in self._folder.glob("guard-*.npz"):
                older.unlink()
            self._likeness.save(path)

    def judge(self, text: str, embed: Callable[[Sequence[str]], Array]) -> Judgement | None:
        """The kind of trouble the question leans to, or None when that cannot be told."""
        return self._likeness.judge(text, embed([text])[0]) if self._likeness is not None else None


def danger(judgement: Judgement | None, text: str) -> Rule | None:
    """The emergency a question leans to; what is told of the past or of who pays is no danger now."""
    if judgement is None or judgement.alone < bounds().emergency:
        return None
    rule = next((rule for rule in rules() if rule.id == judgement.kind and rule.kind == "emergency"), None)
    past = rule is not None and any(exception.search(text.lower()) for exception in rule.exceptions)
    return None if past else rule


def reason(judgement: Judgement | None) -> Rule | Unruled | None:
    """Why a question that is not answered is not: a rule, a kind refused without one, or None when none stands out."""
    if judgement is None or judgement.margin < bounds().named:
        return None
    rule = next((rule for rule in rules() if rule.id == judgement.kind and rule.kind == "refusal"), None)
    return rule or next((kind for kind in UNRULED if kind == judgement.kind), OUT_OF_SCOPE)
