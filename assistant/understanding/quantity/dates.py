"""Dates put together from numbers: 2027年3月, 明年三月八号, 下个月底, 十五号, 腊月二十, 八月份."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from assistant.understanding.quantity.anchors import calendar_words
from assistant.understanding.quantity.calendar import add_months, last_day, lunar_year_of, solar
from assistant.understanding.quantity.characters import digit_value
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source, ends_any, starts_any
from assistant.understanding.quantity.years import SaidYear, read_year

_FORMS: Final = Forms("dates")

_NUM: Final = (
    r"(?:[0-9]{1,2}(?![0-9])|三十[一]?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
)
_ISO: Final = re.compile(r"((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?(?![0-9])")
_LUNAR_PARTS: Final = {"初": 1, "上旬": 1, "中": 15, "中旬": 15, "下旬": 21, "底": 30, "末": 30}
_LUNAR_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12}


@dataclass(slots=True)
class _Said:
    """What parts of a date were said, and up to where."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    lunar: bool = False
    relative: bool = False
    loose: bool = False


@cache
def date_characters() -> frozenset[str]:
    """The characters, numerals aside, that a date put together from numbers may begin with."""
    words = calendar_words()
    known = (words.year_words, words.month_words, words.event_words)
    return frozenset("正腊冬农阴旧元").union(*(each.by_first for each in known))


def read_date(source: Source, position: int) -> Mention | None:
    """The date that begins at `position` with a number, or with a word for a year or a month; or None."""
    iso = _read_iso(source, position)
    if iso is not None:
        return iso
    said = _read_parts(source, position)
    if said is None:
        return None
    return _resolve(source, position, said)


def _read_iso(source: Source, position: int) -> Mention | None:
    match = _ISO.match(source.text, position)
    if match is None:
        return None
    year, month, day = int(match.group(1)), int(match.group(3)), int(match.group(4) or 0)
    pointed = match.group(2) == "." and not day and (len(match.group(3)) == 1 or year >= source.today.year)
    if not 1 <= month <= 12 or pointed or day > last_day(year, month):
        return None
    iso = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    end = match.end() + (1 if day and source.text.startswith("日", match.end()) else 0)
    return Mention(position, end, "date", iso=iso)


def _read_parts(source: Source, position: int) -> _Said | None:
    said = _Said(position)
    year = read_year(source, position)
    if year is not None:
        said.year, said.end = year.year, year.end
        said.relative = year.relative
    elif not _relative_month(source, said):
        if not _month(source, said):
            return said if _day_only(source, said) else None
        _day(source, said)
        return said
    if said.month is None:
        _after_year(source, said, year)
    else:
        _part(source, said)
        _day(source, said)
    return said if said.end > position else None


def _after_year(source: Source, said: _Said, year: SaidYear | None) -> None:
    text = source.text
    skip = 1 if text.startswith(("的", " "), said.end) else 0
    said.end += skip
    if _month(source, said):
        _day(source, said)
        return
    said.end -= skip
    same = _FORMS.this_time.match(text, said.end) if said.relative else None
    if same:
        said.month, said.end, said.loose = source.today.month, same.end(), True
        return
    match = _FORMS.year_part.match(text, said.end)
    if match and year is not None:
        said.part, said.end = f"年{match.group(1)[-1]}" if "半年" not in match.group(1) else match.group(1), match.end()


def _relative_month(source: Source, said: _Said) -> bool:
    words = calendar_words()
    word = words.month_words.at(source.text, said.end)
    following = source.after(said.end + len(word), 1) if word else ""
    if word is None or (following and following in "子嫂"):
        return False
    day = add_months(source.today.replace(day=1), words.months[word])
    said.year, said.month, said.relative = day.year, day.month, True
    said.end += len(word)
    return True


def _month(source: Source, said: _Said) -> bool:
    text = source.text
    lunar = _FORMS.lunar_month.match(text, said.end)
    if lunar:
        said.lunar = True
        said.month = _LUNAR_MONTHS.get(lunar.group(1) or "") or number(lunar.group(2))
        said.end = lunar.end()
        _part(source, said)
        return said.month <= 12
    either = _FORMS.either_month.match(text, said.end)
    if either:
        said.month, said.end, said.loose = number(either.group(1)[:-1]), either.end(), True
        return True
    match = _FORMS.month.match(text, said.end)
    if match is None or not 1 <= number(match.group(1)) <= 12 or _is_pay_month(source, match):
        return False
    said.month, said.end = number(match.group(1)), match.end()
    _part(source, said)
    return True


def _is_pay_month(source: Source, match: re.Match[str]) -> bool:
    """八千一月, 一月八千: a month's pay, not January."""
    if match.group(1) != "一" or match.group(2):
        return False
    previous = source.found[-1] if source.found else None
    if previous is not None and previous.end == match.start() and previous.kind in ("number", "money"):
        return True
    following = source.after(match.end(), 2)
    return len(following) == 2 and following[1] in "千万百"


def _part(source: Source, said: _Said) -> None:
    match = _FORMS.part.match(source.text, said.end)
    if match:
        said.part, said.end = match.group(1).removeprefix("月"), match.end()


def _day(source: Source, said: _Said) -> None:
    text = source.text
    if said.part is not None:
        return
    some = _FORMS.some_day.match(text, said.end)
    if some:
        said.day, said.end, said.loose = number(some.group(1)) + 1, some.end(), True
        return
    if _either_day(text, said):
        return
    match = (_FORMS.lunar_day if said.lunar else _FORMS.day).match(text, said.end) or _FORMS.day.match(text, said.end)
    if match is None and not said.lunar:
        match = _FORMS.day_bare.match(text, said.end) or (
            _FORMS.tenth_first.match(text, said.end - 2) if said.month == 10 else None
        )
        if match and match.group().startswith("初"):
            said.lunar = True
    if match is None:
        return
    digits = next((group for group in match.groups() if group), "一")
    said.day, said.end = number(digits), match.end()
    if said.lunar and text.startswith(("号", "日"), said.end):
        said.end += 1


def _either_day(text: str, said: _Said) -> bool:
    """One day or the next (二十七八号): the first, loosely."""
    either = _FORMS.either_day.match(text, said.end)
    if either is None:
        return False
    said.day = number((either.group(1) or "") + either.group("ones")[0])
    said.end, said.loose = either.end(), True
    return True


def _day_only(source: Source, said: _Said) -> bool:
    if _either_day(source.text, said):
        return True
    match = _FORMS.day.match(source.text, said.end)
    resting = source.text[said.end - 1 : said.end] in ("休", "歇")
    if match is None or resting or not 1 <= number(match.group(1)) <= 31:
        return False
    said.day, said.end = number(match.group(1)), match.end()
    return True


def number(spelled: str) -> int:
    """The value of a number up to 39 as months and days are said: 十二, 廿三, 3."""
    if spelled.isascii():
        return int(spelled)
    spelled = spelled.replace("廿", "二十").replace("元", "一")
    tens, ten, ones = spelled.rpartition("十")
    value = int(digit_value(ones)) if ones else 0
    return value + (10 * (int(digit_value(tens)) if tens else 1) if ten else 0)


def _resolve(source: Source, start: int, said: _Said) -> Mention | None:
    mention = Mention(start, said.end, "date")
    if said.lunar:
        mention.flags.add("lunar")
    past = is_past(source, start, said.end)
    if said.year is None:
        _choose_year(source.today, said, past=past)
    # A day that does not exist (2月30号) keeps its place without a value, so that its parts are not read as numbers.
    mention.iso = _iso(said)
    if said.part is not None or said.loose:
        mention.flags.add("approximate")
    return mention


def is_past(source: Source, start: int, end: int) -> bool:
    """Whether the words around say that it has happened (八月份考的)."""
    words = calendar_words()
    window = source.after(end, 8)
    for offset in range(min(4, len(window))):
        if starts_any(window, words.past_after, offset) and not starts_any(window, words.not_past_after, offset):
            return True
    return ends_any(source.before(start, 6), words.past_before) is not None


def _choose_year(today: date, said: _Said, *, past: bool) -> None:
    """A month or day without a year is the coming one, or the last one when something happened then."""
    if said.month is None:
        said.year, said.month = today.year, today.month
        if past and (said.day or 0) > today.day:
            _step_month(said, -1)
        elif not past and (said.day or 0) < today.day:
            _step_month(said, 1)
        while (said.day or 0) > last_day(said.year, said.month):
            _step_month(said, -1 if past else 1)
        return
    said.year = lunar_year_of(today) if said.lunar else today.year
    current = _first_of(said, said.year)
    reference = today if said.day or said.lunar else today.replace(day=1)
    if current is not None and current < reference and not past:
        said.year += 1
    elif current is not None and current > today and past:
        said.year -= 1


def _step_month(said: _Said, by: int) -> None:
    moved = add_months(date(said.year or 1, said.month or 1, 1), by)
    said.year, said.month = moved.year, moved.month


def _first_of(said: _Said, year: int) -> date | None:
    month, day = said.month or 1, said.day or 1
    if said.lunar:
        return solar(year, month, said.day or 30)
    return date(year, month, min(day, last_day(year, month)))


def _iso(said: _Said) -> str | None:
    year, month, day = said.year, said.month, said.day
    if year is None or not 1900 <= year <= 2100:
        return None
    if said.lunar and month is not None:
        said_day = day or _LUNAR_PARTS.get(said.part or "")
        found = solar(year, month, said_day or 1)
        if found is None:
            return None
        return found.isoformat() if said_day else f"{found.year:04d}-{found.month:02d}"
    if month is None:
        return _year_part(year, said.part)
    if day is not None:
        return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= last_day(year, month) else None
    return _month_part(year, month, said.part)


def _year_part(year: int, part: str | None) -> str:
    ends = {"年底": "-12-31", "年末": "-12-31", "年尾": "-12-31", "年初": "-01-01", "年头": "-01-01", "年中": "-06-30"}
    halves = {"上半年": "-01-01", "下半年": "-07-01"}
    return f"{year:04d}" + (ends | halves).get(part or "", "")


def _month_part(year: int, month: int, part: str | None) -> str:
    days = {
        "底": last_day(year, month),
        "末": last_day(year, month),
        "初": 1,
        "上旬": 1,
        "中": 15,
        "中旬": 15,
        "下旬": 21,
    }
    base = f"{year:04d}-{month:02d}"
    return f"{base}-{days[part]:02d}" if part in days else base
