"""WeTextProcessing's spoken-to-written set: the numbers of the written form must be read from the spoken one.

Compared are the numbers, ranges (15-6 means 15 to 16) and dates of the written form against the values of our
quantities; an age or duration counts with the number that was said. Left out: negatives, fractions, 兆, times of day,
sums split at 万 or 亿 (1亿2300), amounts of time from now, sentences the normaliser leaves as they are, and any written
form these rules cannot take apart.
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
    r"[-±]\d+(?:\.|$)|\d/\d(?!\d)|兆|a\.m\.|p\.m\.|\d:\d|=|×|÷|\^|负|[A-Za-z]-|亿\d|万\d|年后|月后|\d盒"
)
_DATE: Final = re.compile(r"(?:(\d{2,4})[/年])?(\d{2})/(\d{2})|(\d{4})/(\d{2})|(\d{4})年")
_COINS: Final = re.compile(r"(\d+)块(\d)毛?")
_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(?:[~-](\d+(?:\.\d+)?))?([万亿W])?")
_TIMES: Final = {"万": 10_000, "W": 10_000, "亿": 100_000_000}
_TODAY: Final = date(2022, 6, 1)


@dataclass(frozen=True, slots=True)
class _Wanted:
    low: float
    high: float
    digits: str
    iso: str = ""


def judge(row: dict[str, Any], tallies: dict[str, Tally]) -> None:
    """Scores one row into the tally of its kind."""
    tally = tallies.setdefault(f"itn {str(row['kind']).split('_', maxsplit=1)[0]}", Tally())
    if _FOREIGN.search(row["written"]) or row["kind"] == "time" or row["spoken"] == row["written"]:
        tally.skipped += 1
        return
    found = scan(row["spoken"], _TODAY)
    for wanted in _wanted(row["written"]):
        met = any(_says(quantity, wanted) for quantity in found)
        tally.expect(met=met, note=f"{row['spoken']} | {row['written']} | {wanted}")


def _wanted(written: str) -> Iterator[_Wanted]:
    position = 0
    while position < len(written):
        day = _DATE.match(written, position)
        if day:
            yield _date(day)
            position = day.end()
            continue
        coins = _COINS.match(written, position)
        if coins:
            value = float(f"{coins.group(1)}.{coins.group(2)}")
            yield _Wanted(value, value, coins.group())
            position = coins.end()
            continue
        number = _NUMBER.match(written, position)
        if number:
            yield _interval(number)
            position = number.end()
            continue
        position += 1


def _date(match: re.Match[str]) -> _Wanted:
    if match.group(6):
        return _Wanted(0, 0, "", match.group(6))
    if match.group(4):
        return _Wanted(0, 0, "", f"{match.group(4)}-{match.group(5)}")
    year = match.group(1) or ""
    return _Wanted(0, 0, "", f"{year}-{match.group(2)}-{match.group(3)}")


def _interval(match: re.Match[str]) -> _Wanted:
    first, second, times = match.group(1), match.group(2), _TIMES.get(match.group(3) or "", 1)
    if second is None:
        return _Wanted(float(first) * times, float(first) * times, first)
    if len(second) < len(first) and "." not in second:
        second = first[: -len(second)] + second
    return _Wanted(float(first) * times, float(second) * times, first)


def _says(quantity: Quantity, wanted: _Wanted) -> bool:
    if wanted.iso:
        said = quantity.iso or (str(quantity.min) if quantity.kind == "birth_year" else "")
        return bool(said) and (said.endswith(wanted.iso) or wanted.iso.startswith(said))
    if quantity.digits is not None:
        return quantity.digits == wanted.digits
    for factor in (1, 12) if quantity.kind == "duration" else (1,):
        low, high = quantity.min, quantity.max
        if low is not None and high is not None and _is(low / factor, wanted.low) and _is(high / factor, wanted.high):
            return True
    return False


def _is(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= 1e-6 * max(1.0, abs(wanted))
