"""Numbers in Chinese text, in the words people say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.quantity import spoken

_NUMBER: Final = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TO: Final = r"\s*(?:-|－|–|—|~|～|至|到)\s*"
_LARGEST: Final = 10**8
_DIGITS: Final = "零一二三四五六七八九"
_LINE_DIGITS: Final = "零幺二三四五六七八九"
_YEARS: Final = range(1900, 2100)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    lines: tuple[str, ...]
    digits_after: tuple[str, ...]
    money_signs: dict[str, str]
    money_words: tuple[str, ...]
    big: dict[str, int]
    units: dict[str, str]
    counters: frozenset[str]
    per_cent: str
    per_mille: str
    of: str
    to: str
    minus: str
    point: str
    half: str
    zero: str
    clock: dict[str, str]
    signs: dict[str, str]


@cache
def _words() -> _Words:
    return _Words.model_validate(load_yaml(data_path("knowledge_base", "speech", "aloud.yaml"))["zh"])


@cache
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]:
    words = _words()
    signs = _one_of(words.money_signs)
    units = _one_of(words.units) + r"(?![A-Za-z])"
    big = _one_of(words.big) + r"(?![A-Za-z])"
    after = _one_of(words.digits_after)
    return (
        (re.compile(r"(?<![\d.])(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)"), _phone),
        (
            re.compile(
                rf"(?<![\d.,:])({_one_of(words.lines)})(?![\d,:%年月日号天个元块家岁小斤公分点平米]|\.\d|-\d|\s*{units})"
            ),
            _line,
        ),
        (re.compile(rf"((?:{after})[是为:：\s]*)(\d[\d-]*)"), _after),
        (re.compile(r"(?<!\d)(\d{17}[\dXx]|0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4})(?!\d)"), _row),
        (re.compile(r"(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"), _day),
        (re.compile(r"(?<![\d.-])((?:19|20)\d\d)[-/](\d{1,2})(?![\d-])"), _month),
        (re.compile(r"(?<![\d.])(\d{4})(?=年)"), _year),
        (re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?(?!\d)"), _time),
        (re.compile(rf"(?:{signs})\s*({_NUMBER})(?:{_TO}(?:{signs})?\s*({_NUMBER}))?\s*({big})?(?:元|块)?"), _money),
        (re.compile(rf"({_NUMBER})\s*(?:%)?{_TO}({_NUMBER})\s*%"), _share_range),
        (re.compile(rf"({_NUMBER})\s*([%‰])"), _share),
        (re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])"), _fraction),
        (re.compile(rf"({_NUMBER}){_TO}({_NUMBER})\s*({big})?({units})?"), _range),
        (re.compile(r"(第)(\d{1,8})(?!\d)"), _ordinal),
        (re.compile(r"(?<![\w.])-\s?(?=\d)"), _negative),
        (re.compile(r"(?<=[A-Za-z])(\d{3,})"), _sign_row),
        (re.compile(rf"({_NUMBER})\s*({big})({_one_of(words.money_words)})?"), _large),
        (re.compile(rf"({_NUMBER})\s*({units})"), _measured),
        (re.compile(r"(\d+)年半"), _years_and_half),
        (re.compile(rf"({_NUMBER})"), _bare),
    )


def numbers(text: str) -> str:
    """`text` with every number in words; nothing else is changed."""
    for pattern, word in _rules():
        text = pattern.sub(word, text)
    return text


def _one_of(texts: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) + ")"


def _value(written: str) -> int | float:
    plain = written.replace(",", "")
    if "." not in plain:
        return int(plain)
    value = float(plain)
    return int(value) if value.is_integer() and plain.endswith(".0") else value


def _is_row(written: str) -> bool:
    """Whether digits are a row of signs and no amount: a leading zero, or too many."""
    whole = written.replace(",", "").split(".")[0]
    return (len(whole) > 1 and whole[0] == "0") or int(whole) >= _LARGEST


def _digits(row: str, names: str = _DIGITS) -> str:
    return "".join(names[int(digit)] for digit in row if digit.isdigit())


def _said(written: str) -> str:
    """A number by itself, with all its units named: 8500 -> 八千五百, 3.5 -> 三点五."""
    if _is_row(written):
        return _words().point.join(_digits(part) for part in written.split("."))
    plain = written.replace(",", "")
    if "." in plain:
        whole, decimals = plain.split(".", 1)
        return f"{spoken.count(int(whole), '') if int(whole) != 2 else '二'}{_words().point}{_digits(decimals)}"
    value = int(plain)
    return "二" if value == 2 else spoken.count(value, "")


def _counted(written: str, unit: str) -> str:
    return f"两{unit}" if written == "2" and unit in _words().counters else _said(written) + unit


def _phone(match: re.Match[str]) -> str:
    return spoken.phone("".join(match.groups())).replace(" ", "，")


def _line(match: re.Match[str]) -> str:
    return _digits(match[1], _LINE_DIGITS)


def _after(match: re.Match[str]) -> str:
    return match[1] + _digits(match[2], _LINE_DIGITS)


def _row(match: re.Match[str]) -> str:
    groups = [_digits(group, _LINE_DIGITS) for group in match[1].rstrip("Xx").split("-")]
    return "，".join(groups) + (" X" if match[1][-1] in "Xx" else "")


def _day(match: re.Match[str]) -> str:
    try:
        return spoken.day(date(int(match[1]), int(match[3]), int(match[4])).isoformat())
    except ValueError:
        return "，".join(_said(part) for part in (match[1], match[3], match[4]))


def _month(match: re.Match[str]) -> str:
    if not 1 <= int(match[2]) <= 12:
        return f"{_said(match[1])}{_words().to}{_said(match[2])}"
    return f"{spoken.year(int(match[1]))}年{_said(str(int(match[2])))}月"


def _year(match: re.Match[str]) -> str:
    return spoken.year(int(match[1])) if int(match[1]) in _YEARS else _said(match[1])


def _time(match: re.Match[str]) -> str:
    words, hour, minute = _words(), str(int(match[1])), int(match[2])
    said = _counted(hour, words.clock["hour"])
    if minute == 0:
        return said
    if minute == 30:
        return said + words.half
    return said + (words.zero if minute < 10 else "") + _said(str(minute)) + words.clock["minute"]


def _money(match: re.Match[str]) -> str:
    words = _words()
    sign = next(unit for written, unit in words.money_signs.items() if match[0].startswith(written))
    low = _scaled(match[1], match[3])
    if match[2] is None:
        return _counted(low, sign)
    return f"{_said(low)}{words.to}{_said(_scaled(match[2], match[3]))}{sign}"


def _scaled(written: str, big: str | None) -> str:
    if big is None:
        return written
    value = round(float(written.replace(",", "")) * _words().big[big], 4)
    return str(int(value)) if value.is_integer() else f"{value:f}".rstrip("0")


def _share_range(match: re.Match[str]) -> str:
    words = _words()
    return f"{words.per_cent}{_said(match[1])}{words.to}{_said(match[2])}"


def _share(match: re.Match[str]) -> str:
    words = _words()
    return (words.per_cent if match[2] == "%" else words.per_mille) + _said(match[1])


def _fraction(match: re.Match[str]) -> str:
    if 0 < int(match[1]) < int(match[2]):
        return _said(match[2]) + _words().of + _said(match[1])
    return f"{_said(match[1])}，{_said(match[2])}"


def _range(match: re.Match[str]) -> str:
    words = _words()
    unit = words.units.get(match[4] or "", "")
    high = _scaled(match[2], match[3])
    low = _scaled(match[1], match[3]) if match[3] and float(match[1].replace(",", "")) < 1000 else match[1]
    first = "两" if low == "2" and (unit or _is_counted(match)) else _said(low)
    return f"{first}{words.to}{_said(high)}{unit}"


def _ordinal(match: re.Match[str]) -> str:
    return match[1] + _said(match[2])


def _negative(match: re.Match[str]) -> str:
    del match
    return _words().minus


def _sign_row(match: re.Match[str]) -> str:
    return " " + _digits(match[1], _LINE_DIGITS)


def _large(match: re.Match[str]) -> str:
    """1.2万 -> 一万二, 1.2万元 -> 一万两千元: as money is said."""
    scaled, unit = _scaled(match[1], match[2]), match[3] or ""
    if _is_row(scaled) or "." in scaled:
        return _said(match[1]) + (match[2] if match[2] in "万千百" else "") + unit
    return _counted(scaled, unit) if unit else spoken.number(int(scaled))


def _measured(match: re.Match[str]) -> str:
    return _counted(match[1], _words().units[match[2]])


def _years_and_half(match: re.Match[str]) -> str:
    return _counted(match[1], "年") + _words().half


def _bare(match: re.Match[str]) -> str:
    return "两" if match[1] == "2" and _is_counted(match) else _said(match[1])


def _is_counted(match: re.Match[str]) -> bool:
    """Whether a measure word follows the number."""
    rest = match.string[match.end() : match.end() + 3].lstrip()
    return any(rest.startswith(counter) for counter in _words().counters)
