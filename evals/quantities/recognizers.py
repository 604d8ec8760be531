"""Recognizers-Text's Chinese specifications: which cases are comparable, and how they map to quantities.

Comparable and mapped:
* NumberModel: whole and decimal numbers -> the exact number of any quantity that covers the expected words (a count, a
  sum and a bare number alike). Left out: negatives, fractions, dozens, 兆, powers, infinities, Latin suffixes but k.
* NumberRangeModel: [a,b], (a,), (,b) -> min and max; open and closed ends are the same to us. Left out as above.
* AgeModel -> age (years), duration (months) or count (days).
* CurrencyModel, yuan only -> money.
* PhoneNumberModel: mainland mobile numbers must be found; in every other text no mobile number may be.
* DateTimeModel, types date and daterange of a whole day, month or year -> date or birth_year; `value` or `start` is
  compared as far as we are precise. Durations in years, months, weeks or days -> duration or count. Times of day, sets
  and time ranges are left out: nobody is asked for them.
* DurationParser -> the same durations. BooleanModel, DurationExtractor and TimePeriodParser have no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from assistant.understanding.quantity import Quantity, scan
from evals.quantities.score import Tally

_FOREIGN: Final = re.compile(
    r"[负負兆打^/∞／]|分\s*之|又|(?<![0-9.])-[0-9.]|－|[eE][-－+]|[0-9]\s?[eEMGTBmgtb]|万亿|萬億|万万|萬萬|[0-9.]{6,}\.[0-9]"
)
_INTERVAL: Final = re.compile(r"[\[(]([0-9.]*),([0-9.]*)[\])]")
_TIMEX: Final = re.compile(r"P([0-9.]+)([YMWD])")
_TODAY: Final = date(2019, 1, 1)
_WEEK: Final = 7 / 30.4375
_LOOSE: Final = 0.011


@dataclass(frozen=True, slots=True)
class Case:
    """One specification: a text, what is expected in it, and the day it is said on."""

    model: str
    text: str
    expected: tuple[dict[str, Any], ...]
    today: date


def cases(rows: Iterator[dict[str, Any]]) -> Iterator[Case]:
    """The rows of the data set as cases."""
    for row in rows:
        said_on = (row["context"] or {}).get("ReferenceDateTime")
        today = date.fromisoformat(said_on[:10]) if said_on else _TODAY
        yield Case(row["model"], row["text"], tuple(row["expected"]), today)


def judge(case: Case, tallies: dict[str, Tally]) -> None:
    """Scores one case into the tally of its kind."""
    found = scan(case.text, case.today)
    match case.model:
        case "NumberModel":
            _each(case, found, tallies, "number", _number)
        case "NumberRangeModel":
            _each(case, found, tallies, "number range", _range)
        case "AgeModel":
            _each(case, found, tallies, "age", _age)
        case "CurrencyModel":
            _each(case, found, tallies, "money (yuan)", _yuan)
        case "PhoneNumberModel":
            _phone(case, found, tallies)
        case "DateTimeModel" | "DurationParser":
            _dates(case, found, tallies)
        case _:
            tallies.setdefault("no counterpart", Tally()).skipped += 1


def _each(case: Case, found: list[Quantity], tallies: dict[str, Tally], kind: str, compare: Any) -> None:  # noqa: ANN401 - one of the comparisons below
    tally = tallies.setdefault(kind, Tally())
    for expected in case.expected:
        verdict = compare(case, expected, found)
        if verdict is None:
            tally.skipped += 1
        else:
            tally.expect(met=verdict, note=f"{case.text} | {expected['text']} | {expected['resolution']}")


def _covering(case: Case, expected: dict[str, Any], found: list[Quantity]) -> list[Quantity]:
    start = expected.get("start")
    if start is None:
        start = max(case.text.find(expected["text"]), 0)
    end = start + len(expected["text"])
    return [quantity for quantity in found if quantity.start < end and start < quantity.end]


def _number(case: Case, expected: dict[str, Any], found: list[Quantity]) -> bool | None:
    value = _float(expected["resolution"]["value"])
    if value is None or _FOREIGN.search(case.text):
        return None
    return any(_is(quantity.min, value) and _is(quantity.max, value) for quantity in _covering(case, expected, found))


def _range(case: Case, expected: dict[str, Any], found: list[Quantity]) -> bool | None:
    interval = _INTERVAL.fullmatch(expected["resolution"]["value"])
    if interval is None or _FOREIGN.search(case.text):
        return None
    low, high = _float(interval.group(1)), _float(interval.group(2))
    return any(_is(quantity.min, low) and _is(quantity.max, high) for quantity in _covering(case, expected, found))


def _age(case: Case, expected: dict[str, Any], found: list[Quantity]) -> bool | None:
    kinds = {"Year": "age", "Month": "duration", "Day": "count", "Week": "duration"}
    resolution = expected["resolution"]
    value = _float(resolution["value"])
    kind = kinds.get(resolution["unit"])
    if value is None or kind is None:
        return None
    value *= _WEEK if resolution["unit"] == "Week" else 1
    return any(quantity.kind == kind and _is(quantity.min, value) for quantity in _covering(case, expected, found))


def _yuan(case: Case, expected: dict[str, Any], found: list[Quantity]) -> bool | None:
    resolution = expected["resolution"]
    value = _float(resolution["value"])
    if resolution.get("isoCurrency") != "CNY" or value is None or "兆" in case.text:
        return None
    return any(quantity.kind == "money" and _is(quantity.min, value) for quantity in _covering(case, expected, found))


def _phone(case: Case, found: list[Quantity], tallies: dict[str, Tally]) -> None:
    phones = [quantity for quantity in found if quantity.kind == "phone" and not quantity.has("incomplete")]
    said = {re.sub(r"[^0-9(]", "", expected["text"]).removeprefix("00") for expected in case.expected}
    mobiles = {digits.removeprefix("86") for digits in said if re.fullmatch(r"(?:86)?1[3-9][0-9]{9}", digits)}
    if mobiles:
        tally = tallies.setdefault("phone (mainland mobile)", Tally())
        tally.expect(met=mobiles <= {quantity.digits for quantity in phones}, note=case.text)
    else:
        tally = tallies.setdefault("phone (none to find)", Tally())
        tally.expect(met=not phones, note=case.text)


def _dates(case: Case, found: list[Quantity], tallies: dict[str, Tally]) -> None:
    for expected in case.expected:
        kind = expected.get("type", "").removeprefix("datetimeV2.")
        values = expected["resolution"]["values"] if "resolution" in expected else []
        if kind == "duration":
            timex = expected["value"]["Timex"] if "value" in expected else values[0]["timex"]
            _duration(case, expected, timex, found, tallies)
        elif kind in ("date", "daterange"):
            _day(case, expected, kind, values, found, tallies)
        else:
            tallies.setdefault("time of day, set", Tally()).skipped += 1


def _duration(
    case: Case, expected: dict[str, Any], timex: str, found: list[Quantity], tallies: dict[str, Tally]
) -> None:
    tally = tallies.setdefault("duration", Tally())
    parts = _TIMEX.fullmatch(timex)
    if parts is None:
        tally.skipped += 1
        return
    amount, unit = float(parts.group(1)), parts.group(2)
    months = amount * {"Y": 12, "M": 1, "W": _WEEK, "D": 1}[unit]
    kind = "count" if unit == "D" else "duration"
    covering = _covering(case, expected, found)
    met = any(quantity.kind == kind and _is(quantity.min, months, _LOOSE) for quantity in covering)
    tally.expect(met=met, note=f"{case.text} | {expected['text']} | {timex}")


def _day(
    case: Case,
    expected: dict[str, Any],
    kind: str,
    values: list[dict[str, str]],
    found: list[Quantity],
    tallies: dict[str, Tally],
) -> None:
    wanted = {value.get("value") or value.get("start") or value.get("end") or "" for value in values}
    tally = tallies.setdefault(kind, Tally())
    if not any(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and text >= "1900" for text in wanted):
        tally.skipped += 1
        return
    said = [
        quantity.iso or str(quantity.min)
        for quantity in _covering(case, expected, found)
        if quantity.iso or quantity.kind == "birth_year"
    ]
    met = any(text[: len(iso)] == iso or iso == "now" for iso in said for text in wanted)
    tally.expect(met=met, note=f"{case.text} | {expected['text']} | {sorted(wanted)} | {said}")


def _float(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _is(value: float | None, wanted: float | None, loose: float = 1e-6) -> bool:
    if value is None or wanted is None:
        return value is None and wanted is None
    return abs(value - wanted) <= loose * max(1.0, abs(wanted))
