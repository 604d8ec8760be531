"""Years, and when a number before 年 is one: 七九年, 18年来的, 二零一八年, 去年; but 十八年 and 七八年了 last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.understanding.quantity.anchors import calendar_words
from assistant.understanding.quantity.characters import digit_value
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.numerals import read_numeral
from assistant.understanding.quantity.source import Source, ends_any, starts_any

_FORMS: Final = Forms("years")

_PAIRS: Final = frozenset({"一二", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"})
_YOUNGEST, _GROWN, _OLDEST = 15, 25, 85
_PIVOT = 10


@dataclass(frozen=True, slots=True)
class SaidYear:
    """A year and where its words end; `relative` when it was named from today (去年)."""

    year: int
    end: int
    relative: bool = False


def read_year(source: Source, position: int) -> SaidYear | None:
    """The calendar year said at `position`, or None; a duration in years is none."""
    words = calendar_words()
    word = words.year_words.at(source.text, position)
    if word is not None and source.text.startswith("级", position + len(word)):
        return None
    if word is not None:
        end = position + len(word)
        return SaidYear(source.today.year + words.years[word], end, relative=True)
    happened = _year_of_event(source, position)
    if happened is not None:
        return happened
    four = _FORMS.four.match(source.text, position)
    if four:
        return SaidYear(int(digit_value(four.group(1))), four.end())
    thousands = _FORMS.thousands.match(source.text, position)
    if thousands:
        numeral = read_numeral(source.text, position)
        return SaidYear(int(numeral.low or 0), thousands.end()) if numeral else None
    two = _FORMS.two.match(source.text, position)
    if two and _is_year(source, two):
        return SaidYear(full_year(int(digit_value(two.group(1))), source.today), two.end())
    return None


def _year_of_event(source: Source, position: int) -> SaidYear | None:
    """奥运那年: the year named by what happened in it."""
    words = calendar_words()
    event = words.event_words.at(source.text, position)
    if event is None:
        return None
    end = position + len(event)
    after = starts_any(source.text, words.event_year_after, end)
    return SaidYear(words.event_years[event], end + len(after)) if after else None


def full_year(two_digits: int, today: date) -> int:
    """The year meant by two digits: up to ten years ahead of `today`, else the last century."""
    century = today.year - today.year % 100
    return century + two_digits if two_digits <= today.year % 100 + _PIVOT else century - 100 + two_digits


def _is_year(source: Source, match: re.Match[str]) -> bool:
    spelled, text = match.group(1), source.text
    if _FORMS.month_follows.match(text, match.end()):
        return True
    before, after = source.text[max(0, match.start() - 4) : match.start()], source.after(match.end(), 12)
    cued = bool(_FORMS.year_before.search(before) or _FORMS.year_after.match(after) or _FORMS.born.match(after))
    if spelled in _PAIRS:
        year = full_year(int(digit_value(spelled)), source.today)
        return cued or _zodiac_near(source, year, after) or _decade_before(source, match.start(), year)
    if not spelled.isascii():
        return True
    lasting = starts_any(after, calendar_words().before_words + calendar_words().after_words) or after.startswith(
        ("多", "半", "了")
    )
    value = int(spelled)
    return spelled.startswith("0") or ((value >= 50 or cued) and not lasting)


def _zodiac_near(source: Source, year: int, after: str) -> bool:
    """属马的，七八年的: a zodiac mention makes the pair a year when it agrees or closely follows."""
    index = (year - 4) % 12
    return any(found.kind == "zodiac" and found.low == index for found in source.found[-2:]) or after.lstrip(
        "的，, "
    ).startswith("属")


def _decade_before(source: Source, start: int, year: int) -> bool:
    """七零后，七八年的: the decade just said makes the pair a year."""
    return any(
        found.kind == "birth_year"
        and "decade" in found.flags
        and start - found.end <= 2
        and (found.low or 0) <= year <= (found.high or 0)
        for found in source.found[-1:]
    )


def read_birth_decade(source: Source, position: int) -> Mention | None:
    """七零后, 80后, 六几年的, 七十年代的: ten years of birth, or of something else."""
    text, today = source.text, source.today
    match = _FORMS.decade.match(text, position)
    if match:
        first = full_year(int(digit_value(match.group(1))) * 10, today)
        half = match.group(2) in "5五"
        return _years(position, match.end(), "birth_year", first + (5 if half else 0), first + 9)
    match = _FORMS.some_year.match(text, position) or _FORMS.era.match(text, position)
    if match is None:
        return None
    digit = next(group for group in match.groups() if group)
    first = full_year(int(digit_value(digit)) * 10, today)
    if _is_birth(source, position, match.end(), first + 9):
        return _years(position, match.end(), "birth_year", first, first + 9)
    mention = _years(position, match.end(), "date", None, None)
    mention.iso, mention.iso_end = str(first), str(first + 9)
    return mention


def _years(start: int, end: int, kind: str, low: int | None, high: int | None) -> Mention:
    return Mention(start, end, "birth_year" if kind == "birth_year" else "date", low, high, flags={"decade"})


def as_birth_year(source: Source, mention: Mention) -> Mention:
    """Turns the date `mention` into a year of birth when the words around it say so."""
    iso = mention.iso or ""
    if not iso or iso == "now" or starts_with_relative(source, mention.start):
        return mention
    year = int(iso[:4])
    if "lunar" in mention.flags:
        said = read_year(source, mention.start)
        year = said.year if said else year
    if not _has_year(source, mention) or not _is_birth(source, mention.start, mention.end, year):
        return mention
    mention.kind, mention.low, mention.high = "birth_year", year, year
    if len(iso) == 4 or "lunar" in mention.flags:
        mention.iso = None
    return mention


def starts_with_relative(source: Source, position: int) -> bool:
    """Whether the date begins with 去年, 明年 and the like."""
    return calendar_words().year_words.at(source.text, position) is not None


def _has_year(source: Source, mention: Mention) -> bool:
    return read_year(source, mention.start) is not None or (mention.iso or "").startswith(
        source.text[mention.start : mention.start + 4]
    )


def _is_birth(source: Source, start: int, end: int, year: int) -> bool:
    age = source.today.year - year
    if not _YOUNGEST <= age <= _OLDEST:
        return False
    words = calendar_words()
    if _born_after(source, end) or _FORMS.born_before.search(source.before(start, 8)):
        return True
    if ends_any(source.before(start, 3), words.start_before + words.end_before + ("在",)):
        return False
    grown = _YOUNGEST if source.text.startswith("年的", end - 1) else _GROWN
    return age >= grown and bool(_FORMS.birth_tail.match(source.text, end))


def _born_after(source: Source, end: int) -> bool:
    return bool(_FORMS.born.match(source.text, end))
