"""Numbers as people say them: 一万二, 八九千, 十来年, 三年半; in English, plain figures."""

from __future__ import annotations

from typing import Final

from assistant.profile.model import Language
from assistant.understanding.quantity.spoken import count, number

Number = int | float

_DIGITS: Final = "零一二三四五六七八九"
_JUST_OVER: Final = (10000, 11000)  # 一万出头


def counted(value: Number) -> str:
    """A count before a measure word, in full: 2 is 两, 150 is 一百五十."""
    return count(value, "")


def spoken_pair(low: int, high: int) -> str | None:
    """Two neighbouring round numbers run together (八九千, 七八, 一万二三, 三十五六), or None when they are not."""
    for size in (10000, 1000, 100, 10, 1):
        if low % size or high % size:
            continue
        a, b = low // size, high // size
        if b - a != 1:
            return None
        return _run_together(a, b, size)
    return None


def _run_together(a: int, b: int, size: int) -> str | None:
    unit = {10000: "万", 1000: "千", 100: "百", 10: "十", 1: ""}[size]
    if b < 10 and a > 0:
        first = "两" if a == 2 and size != 10 else _DIGITS[a]
        second = "两" if b == 2 else _DIGITS[b]
        return f"{first}{second}{unit}"
    last_a, last_b = a % 10, b % 10
    if a // 10 != b // 10 or last_a == 0 or last_b == 0:
        return None
    return number(a * size) + _DIGITS[last_b]


def spoken_range(
    low: Number | None, high: Number | None, *, approximate: bool = False, of_money: bool = False
) -> tuple[str, str]:
    """The words of a range, and how it is bounded, so that the caller's template can say what surrounds them.

    Sums of money are said the short way (一万二), counts in full.
    Bounds: `exact`, `pair` (八九), `teens` (十几, 二十多), `about`, `tens` (an approximate round ten: 十来),
    `just_over` (一万出头), `from`, `to`, `between`.
    """
    if low is None and high is None:
        raise ValueError("a range needs an end")
    said = number if of_money else counted
    if low is None or high is None:
        return said(low if low is not None else high or 0), "from" if high is None else "to"
    if low == high:
        return said(low), _roundness(low) if approximate else "exact"
    if not (float(low).is_integer() and float(high).is_integer()):
        return f"{said(low)}到{said(high)}", "between"
    a, b = int(low), int(high)
    if (a, b) == _JUST_OVER:
        return number(a), "just_over"
    if b < 100 and b - a == 8 and a % 10 == 1:
        return f"{number(a // 10 * 10)}{'几' if a < 20 else '多'}", "teens"
    pair = spoken_pair(a, b)
    return (pair, "pair") if pair else (f"{said(a)}到{said(b)}", "between")


def _roundness(value: Number) -> str:
    return "tens" if 10 <= value < 100 and value % 10 == 0 else "about"


def figure(value: Number) -> str:
    """A plain figure with thousands separators."""
    return f"{value:,.2f}".rstrip("0").rstrip(".") if not float(value).is_integer() else f"{int(value):,}"


def figure_range(low: Number | None, high: Number | None, *, approximate: bool = False) -> tuple[str, str]:
    """The same as `spoken_range`, in figures."""
    if low is None and high is None:
        raise ValueError("a range needs an end")
    if low is None or high is None:
        return figure(low if low is not None else high or 0), "from" if high is None else "to"
    if low == high:
        return figure(low), "about" if approximate else "exact"
    return f"{figure(low)}–{figure(high)}", "between"


def range_words(
    low: Number | None, high: Number | None, language: Language, *, approximate: bool = False, of_money: bool = False
) -> tuple[str, str]:
    """`spoken_range` in Chinese, `figure_range` in English."""
    if language == "zh":
        return spoken_range(low, high, approximate=approximate, of_money=of_money)
    return figure_range(low, high, approximate=approximate)
