"""Numbers as people say them: 一万二, 八九千, 十来年, 三年半; in English, plain figures."""

from __future__ import annotations

from typing import Final

from assistant.profile.model import Language

Number = int | float

_DIGITS: Final = "零一二三四五六七八九"
_JUST_OVER: Final = (10000, 11000)  # 一万出头
_UNITS: Final = ((10000, "万"), (1000, "千"), (100, "百"))


def spoken_integer(value: int) -> str:
    """A whole number below one hundred million as it is spoken: 12000 一万二, 8050 八千零五十, 260 两百六."""
    if not 0 <= value < 100_000_000:
        raise ValueError("only 0 to 99,999,999 are spoken")
    if value < 100:
        return _below_hundred(value)
    for size, unit in _UNITS:
        if value >= size:
            head, rest = divmod(value, size)
            return f"{_head(head)}{unit}{_tail(rest, size)}"
    raise AssertionError("unreachable: every value of 100 or more has a unit")


def _head(value: int) -> str:
    return "两" if value == 2 else spoken_integer(value)


def _tail(rest: int, size: int) -> str:
    if rest == 0:
        return ""
    next_size = size // 10
    if rest < next_size:
        return "零" + _full_tail(rest)
    if rest % next_size == 0:
        return _DIGITS[rest // next_size]
    return _full_tail(rest)


def _full_tail(rest: int) -> str:
    if 10 <= rest < 20:
        return "一" + spoken_integer(rest)
    return spoken_integer(rest)


def _below_hundred(value: int) -> str:
    if value < 10:
        return _DIGITS[value]
    tens, ones = divmod(value, 10)
    return f"{'' if tens == 1 else _DIGITS[tens]}十{_DIGITS[ones] if ones else ''}"


def counted(value: Number) -> str:
    """A count before a measure word: 2 is 两."""
    if value == 2:
        return "两"
    return spoken_integer(int(value)) if float(value).is_integer() else f"{value:g}"


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
        return f"{first}{_DIGITS[b]}{unit}"
    last_a, last_b = a % 10, b % 10
    if a // 10 != b // 10 or last_a == 0 or last_b == 0:
        return None
    return f"{_head_of_pair(a * size)}{_DIGITS[last_b]}"


def _head_of_pair(value: int) -> str:
    return spoken_integer(value)


def spoken_range(low: Number | None, high: Number | None, *, approximate: bool = False) -> tuple[str, str]:
    """The words of a range, and how it is bounded, so that the caller's template can say what surrounds them.

    Bounds: `exact`, `pair` (八九), `teens` (十几, 二十多), `about`, `tens` (an approximate round ten: 十来),
    `just_over` (一万出头), `from`, `to`, `between`.
    """
    if low is None and high is None:
        raise ValueError("a range needs an end")
    if low is None or high is None:
        return counted(low if low is not None else high or 0), "from" if high is None else "to"
    if low == high:
        return counted(low), _roundness(low) if approximate else "exact"
    if not (float(low).is_integer() and float(high).is_integer()):
        return f"{counted(low)}到{counted(high)}", "between"
    a, b = int(low), int(high)
    if (a, b) == _JUST_OVER:
        return spoken_integer(a), "just_over"
    if b < 100 and b - a == 8 and a % 10 == 1:
        return f"{_below_hundred(a // 10 * 10)}{'几' if a < 20 else '多'}", "teens"
    pair = spoken_pair(a, b)
    return (pair, "pair") if pair else (f"{counted(a)}到{counted(b)}", "between")


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
    low: Number | None, high: Number | None, language: Language, *, approximate: bool = False
) -> tuple[str, str]:
    """`spoken_range` in Chinese, `figure_range` in English."""
    words = spoken_range if language == "zh" else figure_range
    return words(low, high, approximate=approximate)
