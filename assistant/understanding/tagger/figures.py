"""Figures no rule read: the quantity where the tagger hears a field, in the field's shape."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Fact, Language
from assistant.understanding.common.drafts import Draft
from assistant.understanding.en import quantities as english
from assistant.understanding.en.dates import find_dates
from assistant.understanding.quantity import Quantity, scan
from assistant.understanding.tagger.model import Tags
from assistant.understanding.zh.fields.pay import LARGEST
from assistant.understanding.zh.fields.pay_units import MONTHLY_FROM
from assistant.vocabulary.folding import fold

# Likely, not certain: a clear word of hers later stands over it.
LIKELY: Final = 0.6
# What is heard less than this is not even weighed.
POSSIBLE: Final = 0.3
# What a field counts, by the kinds of quantities of both languages.
KINDS: Final = {
    "years_experience": ("duration", "date"),
    "age": ("age", "number"),
    "birth_year": ("birth_year", "number"),
    "expected_salary": ("money", "number", "count", "days_per"),
    "rest_days_per_month": ("rest",),
    "families_served": ("count",),
    "available_from": ("date",),
}
_MONTHS: Final = 12
_MONTH_DATE: Final = len("2026-12")
_LONGEST: Final = 45
_AGES: Final = range(16, 76)
_BORN: Final = range(1945, 2011)
_CENTURY: Final = 1900
# Pay said in thousands (between nine and ten), by the hour, and by the day, where no unit is said.
_THOUSANDS: Final = range(4, 20)
_BY_THE_HOUR: Final = range(20, 100)
_BY_THE_DAY: Final = range(100, 2000)
_ROUGH: Final = "approximate"
# Units of money that are units of pay.
_PAY: Final = frozenset({"month", "26_days", "day", "hour", "visit", "42_days"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of either language: its place, kind, limits, unit and whether it is rough; of a date its `day`.

    The limits of a past date are the months since.
    """

    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    unit: str | None
    rough: bool
    day: str | None = None


def figures(text: str, language: Language, today: date) -> list[Figure]:
    """The quantities of a turn."""
    found: list[Any]
    if language == "en":
        folded = fold(text)
        dates = find_dates(folded, today)
        dated = [_dated(d, d.iso, rough=_ROUGH in d.flags, today=today) for d in dates]
        found = [q for q in english.scan(folded) if not any(d.start < q.end and q.start < d.end for d in dates)]
    else:
        quantities = scan(text, today)
        dated = [_dated(q, _last(q), rough=q.has(_ROUGH), today=today) for q in quantities if q.kind == "date"]
        found = [q for q in quantities if q.kind != "date"]
    return [*dated, *map(_counting, found)]


def _counting(quantity: Any) -> Figure:  # noqa: ANN401 - a quantity of either language
    """A quantity, with the short words for years that stand after English figures understood."""
    months = _units()["duration"].get(str(quantity.unit)) if quantity.kind == "count" else None
    low, high = (end if end is None or months is None else end * months for end in (quantity.min, quantity.max))
    kind = quantity.kind if months is None else "duration"
    return Figure(quantity.start, quantity.end, kind, low, high, quantity.unit, _ROUGH in quantity.flags)


def _dated(said: Any, iso: str | None, *, rough: bool, today: date) -> Figure:  # noqa: ANN401 - a date of either
    year = int(iso[:4]) if iso and iso[:4].isdigit() else today.year
    since = (today.year - year) * _MONTHS or None
    since = since if since and since > 0 else None
    return Figure(said.start, said.end, "date", since, since, None, rough, _to_come(iso, today))


@cache
def _units() -> Mapping[str, Mapping[str, Any]]:
    units: Mapping[str, Mapping[str, Any]] = load_yaml(
        data_path("knowledge_base", "understanding", "tagger_units.yaml")
    )
    return units


def _last(quantity: Quantity) -> str | None:
    """A date as exact as it was said; of the end of a month the last day."""
    iso = quantity.iso
    if iso is None or len(iso) != _MONTH_DATE or not quantity.has("end"):
        return iso
    return f"{iso}-{monthrange(int(iso[:4]), int(iso[5:]))[1]}"


def _to_come(iso: str | None, today: date) -> str | None:
    """The first day of a date, "now" when it has begun; None when it is past."""
    if iso is None or iso == "now" or len(iso) < _MONTH_DATE:
        return iso if iso == "now" else None
    now = today.isoformat()[: len(iso)]
    if iso <= now:
        return "now" if iso == now else None
    return f"{iso}-01" if len(iso) == _MONTH_DATE else iso


def counted(tags: Tags, found: Callable[[], Sequence[Figure]], facts: Sequence[Fact]) -> Iterator[Draft]:
    """Drafts of the fields that none of `facts` tells, each from the figure at which it is heard best.

    The figures are looked for only when one is wanted.
    """
    told = {fact.field for fact in facts}
    told |= {"age"} if "birth_year" in told else set()
    wanted = [field for field in KINDS if field not in told and tags.best(f"{field}+")[0] >= POSSIBLE]
    if not wanted:
        return
    known = found()
    used = [(fact.start, fact.end) for fact in facts if fact.field in KINDS]
    for field in wanted:
        free = [
            (likely, at)
            for at, figure in enumerate(known)
            if figure.kind in KINDS[field] and not any(s < figure.end and figure.start < e for s, e in used)
            if (likely := tags.within(f"{field}+", figure.start, figure.end)) >= POSSIBLE
            if shaped(field, figure) is not None
        ]
        if free:
            _, at = max(free)
            flags = (_ROUGH,) if known[at].rough else ()
            used.append((known[at].start, known[at].end))
            value = shaped(field, known[at])
            yield Draft(field, value, known[at].start, known[at].end, flags=flags, confidence=LIKELY)


def shaped(field: str, figure: Figure) -> Any:  # noqa: ANN401 - values are JSON
    """The figure as a value of the field; None when it cannot be one."""
    if field == "available_from":
        return figure.day
    low, high = figure.low, figure.high
    known = [end for end in (low, high) if end is not None]
    if not known:
        return None
    if field == "age":
        return _exact(low, high) if all(int(end) in _AGES for end in known) else None
    if field == "birth_year":
        low, high = (None if end is None else end + _CENTURY * (end < 100) for end in (low, high))
        return _exact(low, high) if all(end is None or int(end) in _BORN for end in (low, high)) else None
    if field == "years_experience":
        years = {key: None if end is None else _plain(end / _MONTHS) for key, end in (("min", low), ("max", high))}
        return years if max(known) <= _LONGEST * _MONTHS else None
    if field == "expected_salary":
        return _paid(figure)
    return {"min": low, "max": high}


def _exact(low: float | None, high: float | None) -> Any:  # noqa: ANN401 - values are JSON
    known = {end for end in (low, high) if end is not None}
    return int(known.pop()) if len(known) == 1 else {"min": low, "max": high}


def _paid(figure: Figure) -> dict[str, Any] | None:
    low, high = figure.low, figure.high
    least, most = (pick(end for end in (low, high) if end is not None) for pick in (min, max))
    unit = _units()["pay"].get(str(figure.unit), figure.unit if figure.kind == "money" else None)
    if most > LARGEST or (unit is not None and unit not in _PAY):
        return None
    if figure.kind == "days_per":
        return _wage(low, high, "day") if int(least) in _BY_THE_DAY else None
    if unit is None and figure.kind == "number" and int(least) in _THOUSANDS and int(most) in _THOUSANDS:
        low, high = (None if end is None else end * 1000 for end in (low, high))
        return _wage(low, high, "month")
    if unit is None and least >= MONTHLY_FROM:
        return _wage(low, high, "month")
    if unit is None and figure.kind != "count" and int(least) in _BY_THE_HOUR:
        return _wage(low, high, "hour")
    return _wage(low, high, unit) if unit or figure.kind == "money" else None


def _wage(low: float | None, high: float | None, unit: str | None) -> dict[str, Any]:
    return {"min": low, "max": high} | ({"unit": unit} if unit else {})


def _plain(years: float) -> float:
    return int(years) if years == int(years) else round(years, 2)
