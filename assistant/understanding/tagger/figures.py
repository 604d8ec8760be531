"""Figures no rule read: the quantity where the tagger hears a field, in the field's shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assistant.profile.model import Fact, Language
from assistant.understanding.common.drafts import Draft
from assistant.understanding.en import quantities as english
from assistant.understanding.quantity import scan
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.model import Tags
from assistant.understanding.zh.fields.pay import LARGEST
from assistant.understanding.zh.fields.pay_units import MONTHLY_FROM
from assistant.vocabulary.folding import fold

# Likely, not certain: a clear word of hers later stands over it.
LIKELY: Final = 0.6
# What a field counts, by the kinds of quantities of both languages.
KINDS: Final = {
    "years_experience": ("duration",),
    "age": ("age", "number"),
    "birth_year": ("birth_year",),
    "expected_salary": ("money", "number"),
    "rest_days_per_month": ("rest",),
    "families_served": ("count",),
}
_MONTHS: Final = 12
_LONGEST: Final = 45
_AGES: Final = range(16, 76)
_ROUGH: Final = "approximate"
# Units of money that are units of pay.
_PAY: Final = frozenset({"month", "26_days", "day", "hour", "visit", "42_days"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of either language: its place, kind, limits, unit and whether it is rough."""

    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    unit: str | None
    rough: bool


def figures(text: str, language: Language, today: date) -> list[Figure]:
    """The quantities of a turn."""
    found: Sequence[Any] = english.scan(fold(text)) if language == "en" else scan(text, today)
    return [Figure(q.start, q.end, q.kind, q.min, q.max, q.unit, _ROUGH in q.flags) for q in found]


def counted(
    tags: Tags, found: Callable[[], Sequence[Figure]], facts: Sequence[Fact], bars: Bars, asked: str | None = None
) -> Iterator[Draft]:
    """Drafts of the fields that none of `facts` tells, each from the figure at which it is heard best.

    The figures are looked for only when one is wanted.
    """
    told = {fact.field for fact in facts}
    told |= {"age"} if "birth_year" in told else set()
    limits = {field: bars.add(field, asked=field == asked) for field in KINDS if field not in told}
    wanted = [field for field, bar in limits.items() if tags.best(f"{field}+")[0] >= bar]
    if not wanted:
        return
    known = found()
    used = [(fact.start, fact.end) for fact in facts if fact.field in KINDS]
    for field in wanted:
        free = [
            (tags.within(f"{field}+", figure.start, figure.end), at)
            for at, figure in enumerate(known)
            if figure.kind in KINDS[field] and not any(s < figure.end and figure.start < e for s, e in used)
        ]
        likely, at = max(free, default=(0.0, 0))
        value = _shaped(field, known[at]) if likely >= limits[field] else None
        if value is not None:
            flags = (_ROUGH,) if known[at].rough else ()
            used.append((known[at].start, known[at].end))
            yield Draft(field, value, known[at].start, known[at].end, flags=flags, confidence=LIKELY)


def _shaped(field: str, figure: Figure) -> Any:  # noqa: ANN401 - values are JSON
    """The figure as a value of the field; None when it cannot be one."""
    low, high = figure.low, figure.high
    known = [end for end in (low, high) if end is not None]
    if not known:
        return None
    if field in ("age", "birth_year"):
        if field == "age" and not all(int(end) in _AGES for end in known):
            return None
        return int(known[0]) if len(set(known)) == 1 else {"min": low, "max": high}
    if field == "years_experience":
        years = {key: None if end is None else _plain(end / _MONTHS) for key, end in (("min", low), ("max", high))}
        return years if max(known) <= _LONGEST * _MONTHS else None
    if field == "expected_salary":
        return _paid(figure)
    return {"min": low, "max": high}


def _paid(figure: Figure) -> dict[str, Any] | None:
    known = [end for end in (figure.low, figure.high) if end is not None]
    unit = figure.unit
    if max(known) > LARGEST or (figure.kind == "number" and min(known) < MONTHLY_FROM):
        return None
    if unit is not None and unit not in _PAY:
        return None
    if unit is None and min(known) >= MONTHLY_FROM:
        unit = "month"
    return {"min": figure.low, "max": figure.high} | ({"unit": unit} if unit else {})


def _plain(years: float) -> float:
    return int(years) if years == int(years) else round(years, 2)
