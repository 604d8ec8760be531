"""Numbers, dates and phones in the words of one language: as people say them, and aloud where they are heard."""

from __future__ import annotations

from assistant.profile.model import Language
from assistant.understanding.quantity import spoken

_GROUPS = ((0, 3), (3, 7), (7, None))


def say_range(low: float | None, high: float | None, language: Language) -> str:
    """A number or a range with both ends: 一万二, 八九千, 两; 12,000, 8,000 to 9,000.

    Raises:
        ValueError: an end is missing; open ranges have their own wording.
    """
    if low is None or high is None:
        raise ValueError("an open range")
    if language == "zh":
        return "两" if low == high == 2 else _tens(low, high) or spoken.span(low, high)
    return _figure(low) if low == high else f"{_figure(low)} to {_figure(high)}"


def say_years(years: float, language: Language) -> str | None:
    """A length of time given in years: 三年半, 半年, 三个月; None in English, where figures do."""
    return spoken.duration(round(years * 12, 1)) if language == "zh" else None


def say_phone(digits: str, language: Language, *, aloud: bool) -> str:
    """A phone number in groups; aloud in Chinese digit by digit (幺三八 …)."""
    if aloud and language == "zh" and digits.isdecimal():
        return spoken.phone(digits)
    return " ".join(part for start, end in _GROUPS if (part := digits[start:end]))


def say_year(year: int, language: Language, *, aloud: bool) -> str:
    """A year, digit by digit when it is heard in Chinese."""
    return spoken.year(year) if aloud and language == "zh" else str(year)


def _tens(low: float, high: float) -> str | None:
    """Ranges above ten as people say them: 11 to 19 is 十几, 21 to 29 二十多, 35 and 36 三十五六."""
    tens, first = divmod(low, 10)
    if not (1 <= tens <= 9 and first >= 1 and high <= tens * 10 + 9):
        return None
    if (first, high - low) == (1, 8):
        return "十几" if tens == 1 else f"{spoken.number(tens * 10)}多"
    return spoken.number(low) + spoken.number(high % 10) if high - low == 1 else None


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
