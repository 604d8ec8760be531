"""Numbers in English text, in the words people say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml

_NUMBER: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TO: Final = r"\s*(?:-|–|—|~|to)\s*"
_LARGEST: Final = 10**12
_YEARS: Final = range(1900, 2100)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    lines: tuple[str, ...]
    digits_after: tuple[str, ...]
    money_signs: dict[str, str]
    units: dict[str, str]
    ones: tuple[str, ...]
    tens: tuple[str, ...]
    scales: tuple[tuple[int, str], ...]
    hundred: str
    ordinals: dict[str, str]
    months: tuple[str, ...]
    per_cent: str
    of: str
    to: str
    minus: str
    point: str
    oh: str
    o_clock: str
    hundred_hours: str
    signs: dict[str, str]


@cache
def _words() -> _Words:
    return _Words.model_validate(load_yaml(data_path("knowledge_base", "speech", "aloud.yaml"))["en"])


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    words = _words()
    signs, units = _one_of(words.money_signs), _one_of(words.units) + r"(?![A-Za-z])"
    months = "|".join(f"{month}|{month[:3]}" for month in words.months)
    return (
        (re.compile(r"(?<![\d.])(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)"), _row_of_groups),
        (re.compile(rf"(?<![\d.,:])({_one_of(words.lines)})(?![\d.,:]\d|\d|%| (?:days|yuan|families|years))"), _row),
        (re.compile(rf"(?i)(\b(?:{_one_of(words.digits_after)})[ :]+)(\d[\d-]*)"), _after),
        (re.compile(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"), _day),
        (re.compile(r"(?<![\d.-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d-])"), _month),
        (re.compile(rf"\b({months})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? ((?:19|20)\d\d))?(?![\d:])"), _month_day),
        (re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)"), _time),
        (re.compile(rf"(?:{signs})\s*({_NUMBER})(?:{_TO}(?:{signs})?\s*({_NUMBER}))?(?:\s*yuan)?"), _money),
        (re.compile(rf"({_NUMBER})\s*%"), _share),
        (re.compile(r"\b((?:19|20)\d)0s\b"), _decade),
        (re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])"), _fraction),
        (re.compile(rf"({_NUMBER}){_TO}({_NUMBER})"), _range),
        (re.compile(r"\b(\d{1,9})(?:st|nd|rd|th)\b"), _ordinal),
        (re.compile(r"(?<![\w.])-\s?(?=\d)"), _negative),
        (re.compile(rf"({_NUMBER})\s*({units})"), _measured),
        (re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?!\d|[,.]\d| (?:yuan|a month|per))"), _year),
        (re.compile(rf"({_NUMBER})"), _bare),
    )


def numbers(text: str) -> str:
    """`text` with every number in words; nothing else is changed."""
    for pattern, word in _rules():
        text = pattern.sub(word, text)
    return text


def cardinal(value: int) -> str:
    """A whole number below 10**12 in words: 8500 -> eight thousand five hundred."""
    words = _words()
    if value < 20:
        return words.ones[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return words.tens[ten] + (f"-{words.ones[one]}" if one else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return f"{words.ones[hundreds]} {words.hundred}" + (f" {cardinal(rest)}" if rest else "")
    for scale, name in words.scales:
        if value >= scale:
            many, rest = divmod(value, scale)
            return f"{cardinal(many)} {name}" + (f" {cardinal(rest)}" if rest else "")
    raise ValueError(f"no words for {value}")


def ordinal(value: int) -> str:
    """The place of a whole number: 1 -> first, 23 -> twenty-third."""
    head, join, last = cardinal(value).rpartition("-" if "-" in cardinal(value).split(" ")[-1] else " ")
    known = _words().ordinals.get(last)
    if known is None:
        known = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return head + join + known


def _one_of(texts: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) + ")"


def _digits(row: str) -> str:
    return " ".join(_words().ones[int(digit)] for digit in row if digit.isdigit())


def _said(written: str) -> str:
    plain = written.replace(",", "")
    whole, _, decimals = plain.partition(".")
    is_row = (len(whole) > 1 and whole[0] == "0") or int(whole) >= _LARGEST
    said = _digits(whole) if is_row else cardinal(int(whole))
    return f"{said} {_words().point} {_digits(decimals)}" if decimals else said


def _calendar_year(year: int) -> str:
    """1979 -> nineteen seventy-nine, 2026 -> twenty twenty-six, 2005 -> two thousand five."""
    century, rest = divmod(year, 100)
    if year not in _YEARS or 2000 <= year < 2010:
        return cardinal(year)
    if rest == 0:
        return f"{cardinal(century)} {_words().hundred}"
    return f"{cardinal(century)} {_words().oh + ' ' if rest < 10 else ''}{cardinal(rest)}"


def _row(match: re.Match[str]) -> str:
    return _digits(match[1])


def _row_of_groups(match: re.Match[str]) -> str:
    return ", ".join(_digits(group) for group in match.groups())


def _after(match: re.Match[str]) -> str:
    return match[1] + ", ".join(_digits(group) for group in match[2].split("-") if group)


def _day(match: re.Match[str]) -> str:
    try:
        day = date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return ", ".join(_said(part) for part in (match[1], match[3], match[4]))
    return f"{_words().months[day.month - 1]} {ordinal(day.day)}, {_calendar_year(day.year)}"


def _month(match: re.Match[str]) -> str:
    return f"{_words().months[int(match[2]) - 1]} {_calendar_year(int(match[1]))}"


def _month_day(match: re.Match[str]) -> str:
    year = f", {_calendar_year(int(match[3]))}" if match[3] else ""
    month = next(name for name in _words().months if name.startswith(match[1][:3]))
    return f"{month} {ordinal(int(match[2]))}{year}"


def _time(match: re.Match[str]) -> str:
    words, hour, minute = _words(), int(match[1]), int(match[2])
    if minute == 0:
        return f"{cardinal(hour)} {words.o_clock if hour <= 12 else words.hundred_hours}"
    return f"{cardinal(hour)} {words.oh + ' ' if minute < 10 else ''}{cardinal(minute)}"


def _money(match: re.Match[str]) -> str:
    words = _words()
    unit = next(unit for sign, unit in words.money_signs.items() if match[0].startswith(sign))
    high = f" {words.to} {_said(match[2])}" if match[2] else ""
    return f"{_said(match[1])}{high} {unit}"


def _share(match: re.Match[str]) -> str:
    return f"{_said(match[1])} {_words().per_cent}"


def _decade(match: re.Match[str]) -> str:
    said = _calendar_year(int(match[1] + "0"))
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def _fraction(match: re.Match[str]) -> str:
    return f"{_said(match[1])} {_words().of} {_said(match[2])}"


def _range(match: re.Match[str]) -> str:
    return f"{_said(match[1])} {_words().to} {_said(match[2])}"


def _ordinal(match: re.Match[str]) -> str:
    return ordinal(int(match[1]))


def _negative(match: re.Match[str]) -> str:
    del match
    return f"{_words().minus} "


def _measured(match: re.Match[str]) -> str:
    unit = _words().units[match[2]]
    return f"{_said(match[1])} {unit.removesuffix('s') if match[1] == '1' else unit}"


def _year(match: re.Match[str]) -> str:
    return _calendar_year(int(match[1]))


def _bare(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()], match.string[match.end() :]
    left = " " if before[-1:].isalpha() else ""
    right = " " if after[:1].isalpha() else ""
    return f"{left}{_said(match[1])}{right}"
