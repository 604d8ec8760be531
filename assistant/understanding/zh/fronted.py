"""Finds things named before what is done with them (饭我煮得来): the thing alone then stands for the task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.zh import grammar
from assistant.vocabulary import TermMatch

_KINDS: Final = ("jobs", "skills")
_FILE: Final = "fronting"


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]:
    entries: list[dict[str, str]] = load_yaml(data_path("knowledge_base", "grammar", "zh", "fronted.yaml"))
    between, after = grammar.source(_FILE, "between"), grammar.source(_FILE, "after")
    return tuple(
        (
            re.compile(
                f"(?P<thing>{entry['thing']})(?={between}(?P<verb>{entry['verb']})(?={after}))"
                if entry["verb"]
                else f"(?P<thing>{entry['thing']})(?P<verb>)"
            ),
            tuple((kind, entry[kind]) for kind in _KINDS if kind in entry),
        )
        for entry in entries
    )


def fronted(text: str, found: Sequence[TermMatch]) -> list[TermMatch]:
    """The terms of `text` with those of its fronted things.

    A verb that closes such a statement is not also the verb of the thing after it (老人我不照顾孩子行): the term that
    took it is left with the thing alone.
    """
    result = list(found)
    seen: set[int] = set()
    for shape, terms in _shapes():
        for match in shape.finditer(text):
            start, end = match.span("thing")
            if start in seen or _covered(result, start, end):
                continue
            seen.add(start)
            result = [_without_verb(term, *match.span("verb")) for term in result]
            result += [TermMatch(start, end, kind, name, match.group("thing"), kind == "jobs") for kind, name in terms]
    if seen or any(term.kind == "jobs" for term in found):
        for match in grammar.pattern(_FILE, "sibling").finditer(text):
            if not _covered(result, *match.span()):
                job = "elderly_carer" if match.group("old") else "childcare_nanny"
                result.append(TermMatch(*match.span(), "jobs", job, match.group(), hint=True))
    return result


def _covered(found: Sequence[TermMatch], start: int, end: int) -> bool:
    """Whether a term of work stands there already, or a longer one of another kind."""
    return any(
        t.start < end and start < t.end
        if t.kind in _KINDS and t.end - t.start > 1
        else t.kind in ("preferences", "certificates", "languages")
        and t.start <= start
        and t.end >= end
        and t.end - t.start > end - start
        for t in found
    )


def _without_verb(term: TermMatch, start: int, end: int) -> TermMatch:
    if term.kind not in _KINDS or term.start != start or term.end <= end:
        return term
    return TermMatch(end, term.end, term.kind, term.id, term.form[end - start :], term.hint)
