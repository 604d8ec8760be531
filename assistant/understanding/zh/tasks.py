"""Finds jobs described by their tasks (陪老人看病挂号, 上门洗油烟机): hints, like those of the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.zh import grammar
from assistant.vocabulary import TermMatch, vocabulary

_FILE: Final = "tasks"


@cache
def _described() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = load_yaml(data_path("knowledge_base", "grammar", "zh", f"{_FILE}.yaml"))
    jobs = {term.id for term in vocabulary().terms("jobs")}
    return tuple((name, grammar.pattern(_FILE, name)) for name in named if name in jobs)


def with_tasks(text: str, found: Sequence[TermMatch]) -> list[TermMatch]:
    """The terms of `text` with the jobs it describes.

    A description is one thing: a shorter one inside it tells of no other job (陪老人 in 陪老人去医院拿药).
    """
    described = list(tasked(text, found))
    spans = [(t.start, t.end, t.id) for t in described]
    return [
        term
        for term in (*found, *described)
        if term.kind != "jobs"
        or not term.hint
        or not any(
            s <= term.start and term.end <= e and e - s > term.end - term.start and job != term.id
            for s, e, job in spans
        )
    ]


def tasked(text: str, found: Sequence[TermMatch]) -> Iterator[TermMatch]:
    """Jobs that `text` describes and that no word of `found` names at the same place."""
    taken = [(t.start, t.end) for t in found if t.kind == "jobs" and not t.hint]
    known = {(t.start, t.id) for t in found if t.kind == "jobs"}
    for job, pattern in _described():
        for match in pattern.finditer(text):
            start, end = match.span()
            if (start, job) not in known and not any(s < end and start < e for s, e in taken):
                yield TermMatch(start, end, "jobs", job, match.group(), hint=True)
