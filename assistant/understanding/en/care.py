"""Jobs told by whom one cares for: "sitting with patients", "mostly old folks", "two years with toddlers"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from assistant.profile.model import Topic
from assistant.understanding.en.patterns import pattern
from assistant.vocabulary import TermMatch

# The group of `cared_for` that matched -> the job that cares for such people.
_JOBS: Final = {
    "newborn": "maternity_nurse",
    "elder": "elderly_carer",
    "patient": "patient_carer",
    "child": "childcare_nanny",
}


_PLAIN_CARERS: Final = frozenset({"carer", "caregiver", "care giver", "care worker", "carers"})
_NEAR = 64


def cared_for(text: str, asking: Topic | None, named: Iterable[TermMatch]) -> list[TermMatch]:
    """Descriptions of jobs by a verb of care and its object, where the vocabulary names no job there.

    Under the topic `job` the object alone may be the answer ("babies only"), under `experience` it may follow a length
    of time ("two years with toddlers").
    """
    taken = sorted((term.start, term.end) for term in named if term.kind == "jobs")
    found = [_term(match) for match in pattern("care_told").finditer(text)]
    if asking is Topic.EXPERIENCE:
        found += [_term(match) for name in ("care_with", "care_timed") for match in pattern(name).finditer(text)]
    if asking is None:
        found += [
            _term(match) for name in ("care_mainly", "care_mainly_after") for match in pattern(name).finditer(text)
        ]
        found += [_term(match) for name in ("care_declined", "care_timed") for match in pattern(name).finditer(text)]
    if asking is Topic.JOB:
        found += [
            TermMatch(m.start("place"), m.end("place"), "jobs", _JOBS["patient"], m.group("place"), hint=True)
            for m in pattern("hospital_denied").finditer(text)
        ]
        found += [
            TermMatch(m.start(), m.end(), "jobs", "cleaner", m.group(), hint=True)
            for m in pattern("works_by_verb").finditer(text)
        ]
        found += [_term(each) for match in pattern("care_alone").finditer(text) for each in _objects(match)]
    found.sort(key=lambda term: (term.start, -term.end))
    apart = [t for t in found if not any(o is not t and o.start <= t.start and t.end <= o.end for o in found)]
    return [term for term in apart if not _overlaps(taken, term.start, term.end)]


def _objects(match: re.Match[str]) -> Iterable[re.Match[str]]:
    return pattern("cared_for").finditer(match.string, match.start("objects"), match.end("objects"))


def _term(match: re.Match[str]) -> TermMatch:
    job = next(job for group, job in _JOBS.items() if match.group(group))
    return TermMatch(match.start(), match.end(), "jobs", job, match.group(), hint=True)


def settled_carers(text: str, terms: Iterable[TermMatch]) -> list[TermMatch]:
    """The terms, a carer said near a hospital being one for patients."""
    return [
        replace(term, id=_JOBS["patient"])
        if term.kind == "jobs"
        and term.form in _PLAIN_CARERS
        and pattern("in_a_ward").search(text, max(term.start - _NEAR, 0), term.end + _NEAR)
        else term
        for term in terms
    ]


def without_bare_tongues(text: str, asking: Topic | None, terms: Iterable[TermMatch]) -> list[TermMatch]:
    """The terms without names that are languages only where languages are spoken of ("Yi", "Bai", "Dong")."""
    return [
        term
        for term in terms
        if term.kind != "languages"
        or not term.hint
        or (asking is Topic.LANGUAGES and pattern("tongue_before").search(text, 0, term.start))
        or pattern("speaks_it").search(text, max(term.start - _NEAR, 0), term.start)
    ]


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, end))
    return any(low < end and start < high for low, high in spans[max(at - 1, 0) : at + 1])
