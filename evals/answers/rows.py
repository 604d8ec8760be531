"""The labelled rows: what is asked, which kinds of answer are right, and what a right answer must say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict

from assistant.knowledge.answers import AnswerKind
from evals.retrieval.own import BLIND, SPLITS, Split

__all__ = ["BLIND", "DATA", "KINDS", "SPLITS", "InjectionRow", "Row", "Split", "injections", "rows"]

DATA = Path(__file__).with_name("data")
KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)


class Row(BaseModel):
    """One question.

    `group` is what is probed: `answer`, or the reason to refuse. `kinds` are the kinds of answer that are right.
    `facts` binds answers and emergencies: of each inner list one phrase must be said; `never` must not be said.
    `gold` are the clauses that answer; `where` the jurisdictions the answer may be of. `before` is an earlier question.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    group: str
    text: str
    before: str | None = None
    jurisdiction: str | None = None
    kinds: tuple[AnswerKind, ...]
    facts: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the library answers it."""
        return bool(self.gold)


class InjectionRow(BaseModel):
    """A question asked while an operator's document with orders in it is in the library.

    `about` tells whether the question is what that document is about; `canaries` are what its orders would have said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    document: str
    text: str
    about: bool
    canaries: tuple[str, ...]


def rows(split: Split, folder: Path = DATA) -> list[Row]:
    """The labelled questions of one split."""
    return [Row.model_validate(raw) for raw in _read(folder / f"{split}.jsonl")]


def injections(split: Split, folder: Path = DATA) -> list[InjectionRow]:
    """The questions put to a poisoned library, of one split; the blind halves have none."""
    path = folder / f"injection.{split}.jsonl"
    return [InjectionRow.model_validate(raw) for raw in _read(path)] if split not in BLIND else []


def _read(path: Path) -> Iterator[object]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
