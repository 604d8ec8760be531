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


_CHORES: Final = "chores"
_HOMES: Final = "homes"
# The trade that is told by a chore, where trades are what is spoken of.
_TRADES: Final = {"cooking": "cook", "daily_cleaning": "cleaner"}
_BESIDE: Final = "_beside"
_IN_THE_WAY: Final = frozenset({"skills", "cuisines", "certificates", "languages", "education"})


@cache
def _chores() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = load_yaml(data_path("knowledge_base", "grammar", "zh", f"{_CHORES}.yaml"))
    skills = {term.id for term in vocabulary().terms("skills")}
    return tuple((name, grammar.pattern(_CHORES, name)) for name in named if name.removesuffix(_BESIDE) in skills)


def chores(text: str, found: Sequence[TermMatch]) -> Iterator[TermMatch]:
    """Skills told by a verb and what it is done to, where no word of `found` stands."""
    taken = [(t.start, t.end) for t in found if t.kind in _IN_THE_WAY and not (t.hint and t.end - t.start == 1)]
    jobs = [(t.start, t.end) for t in found if t.kind == "jobs"]
    several = grammar.says(_CHORES, "appliance_beside", text)
    for name, pattern in _chores():
        skill = name.removesuffix(_BESIDE)
        if skill != name and not several:
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(s < end and start < e for s, e in taken):
                continue
            taken.append((start, end))
            yield TermMatch(start, end, "skills", skill, match.group())
            if skill in _TRADES and not any(s < end and start < e for s, e in jobs):
                yield TermMatch(start, end, "jobs", _TRADES[skill], match.group(), hint=True)


@cache
def _homes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = load_yaml(data_path("knowledge_base", "grammar", "zh", f"{_HOMES}.yaml"))
    return tuple((name, grammar.pattern(_HOMES, name)) for name in named)


def homes(text: str, found: Sequence[TermMatch]) -> Iterator[TermMatch]:
    """Conditions described (公婆住一起的, 睡客厅) where no word of `found` stands."""
    taken = [(t.start, t.end) for t in found if t.kind in (*_IN_THE_WAY, "preferences") and not t.hint]
    for name, pattern in _homes():
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(s < end and start < e for s, e in taken):
                taken.append((start, end))
                yield TermMatch(start, end, "preferences", name, match.group())


@cache
def _described() -> tuple[tuple[str, re.Pattern[str]], ...]:
    named = load_yaml(data_path("knowledge_base", "grammar", "zh", f"{_FILE}.yaml"))
    jobs = {term.id for term in vocabulary().terms("jobs")}
    return tuple((name, grammar.pattern(_FILE, name)) for name in named if name in jobs)


def with_tasks(text: str, found: Sequence[TermMatch], *, of_homes: bool = True) -> list[TermMatch]:
    """The terms of `text` with the jobs it describes.

    Conditions are described only where they are what may be spoken of (`of_homes`). A description is one thing: a
    shorter one inside it tells of no other job (陪老人 in 陪老人去医院拿药).
    """
    found = [*found, *chores(text, found), *(homes(text, found) if of_homes else ())]
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
