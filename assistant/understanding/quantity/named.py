"""Days with names: 明天, 下周一, 月底, 国庆后, 过完十五, 随时; each turned into a date."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from assistant.understanding.quantity.anchors import Anchor, calendar_words
from assistant.understanding.quantity.calendar import add_days, add_months, last_day
from assistant.understanding.quantity.dates import is_past
from assistant.understanding.quantity.forms import Forms
from assistant.understanding.quantity.lexicon import Words, words
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source, ends_any, starts_any

_FORMS: Final = Forms("named")

_WEEKDAYS: Final = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_YEAR_PARTS: Final = {"年初": (1, 1), "年中": (6, 30), "上半年": (1, 1), "下半年": (7, 1)}


@cache
def _names() -> Words:
    calendar = calendar_words()
    return words([*calendar.days, *calendar.now, *calendar.until_now, *calendar.anchors, *calendar.numeric])


@cache
def name_characters() -> frozenset[str]:
    """The characters that a named day may begin with."""
    return frozenset(_names().by_first) | frozenset("上这本下周星礼月年近最大正初")


def read_named(source: Source, position: int) -> Mention | None:
    """The named day at `position`, or None."""
    for reader in (_read_lunar_day, _read_week, _read_word, _read_month_part, _read_these_days):
        found = reader(source, position)
        if found is not None:
            return found
    return None


def _read_word(source: Source, position: int) -> Mention | None:
    calendar = calendar_words()
    word = _names().at(source.text, position)
    if word is None:
        return None
    end = position + len(word)
    if word in calendar.days:
        day = add_days(source.today, calendar.days[word])
        return Mention(position, end, "date", iso=day.isoformat())
    if word in calendar.now or word in calendar.until_now:
        return Mention(position, end, "date", iso="now")
    if word in calendar.numeric:
        return _read_numeric_holiday(source, position, word)
    return _anchored(source, position, end, calendar.anchors[word])


def _read_numeric_holiday(source: Source, position: int, word: str) -> Mention | None:
    """十一以后, 过完五一: the number is a holiday only with such a word beside it."""
    calendar = calendar_words()
    end = position + len(word)
    if source.after(end, 1) in ("年", "月", "号", "天", "个", "岁"):
        return None
    before = ends_any(source.before(position, 3), calendar.beside_before)
    after = starts_any(source.after(end, 5), calendar.beside_after)
    if before is None and after is None:
        return None
    mention = _anchored(source, position, end, calendar.numeric[word])
    if mention is not None and before in ("过完", "过了", "过罢"):
        mention.start -= len(before)
        if "after" not in mention.flags and mention.iso:
            mention.iso = add_days(date.fromisoformat(mention.iso), calendar.numeric[word].after).isoformat()
            mention.flags.add("after")
    return mention


def _anchored(source: Source, position: int, end: int, anchor: Anchor) -> Mention | None:
    calendar = calendar_words()
    years, start = _year_before(source, position)
    past = is_past(source, position, end)
    if years is not None:
        base = source.today.year + years
        day = anchor.on(base)
    else:
        day = anchor.gone(source.today) if past else anchor.coming(source.today)
    if day is None:
        return None
    mention = Mention(start, end, "date")
    if anchor.approximate:
        mention.flags |= {"approximate"}
    if anchor.passed:
        mention.flags.add("after")
    if anchor.deadline:
        mention.flags.add("deadline")
    shift = _shift(source, mention, anchor) if not anchor.passed and not anchor.deadline else 0
    over = ends_any(source.before(start, 2), calendar.over_before)
    if over and not shift and not anchor.passed and not past:
        mention.start -= len(over)
        mention.flags.add("after")
        shift = anchor.after
    mention.iso = add_days(day, shift).isoformat()
    if calendar.anchors and anchor.lunar:
        mention.flags.add("lunar")
    return mention


def _year_before(source: Source, position: int) -> tuple[int | None, int]:
    """去年国庆: the year named just before."""
    calendar = calendar_words()
    if source.found and source.found[-1].end in (position, position - 1):
        last = source.found[-1]
        word = source.text[last.start : last.end]
        if word in calendar.years:
            source.found.pop()
            return calendar.years[word], last.start
    return None, position


def _shift(source: Source, mention: Mention, anchor: Anchor) -> int:
    calendar = calendar_words()
    after = starts_any(source.text, calendar.after_words, mention.end)
    if after and not source.text.startswith("后天", mention.end):
        mention.end += len(after)
        mention.flags.add("after")
        return anchor.after
    before = starts_any(source.text, calendar.before_words, mention.end)
    if before:
        mention.end += len(before)
        mention.flags.add("deadline")
        return anchor.before
    return 0


def _read_week(source: Source, position: int) -> Mention | None:
    match = _FORMS.bare_weekend.match(source.text, position)
    if match and source.text[position - 1 : position] not in ("每", "个", "到"):
        ahead = (_WEEKDAYS["末"] - source.today.weekday()) % 7
        return Mention(position, match.end(), "date", iso=add_days(source.today, ahead).isoformat())
    match = _FORMS.week.match(source.text, position)
    if match:
        weeks = calendar_words().weeks[match.group(1)]
        monday = add_days(source.today, 7 * weeks - source.today.weekday())
        if match.group(3) is None:
            return Mention(
                position,
                match.end(),
                "date",
                iso=monday.isoformat(),
                iso_end=add_days(monday, 6).isoformat(),
                flags={"approximate"},
            )
        day = add_days(monday, _WEEKDAYS[match.group(3)])
        # On a Sunday 这周五 is the one to come.
        if not weeks and source.today.weekday() == _WEEKDAYS["日"] and day < source.today:
            day = source.today if match.group(3) == "末" else add_days(day, 7)
        return Mention(position, match.end(), "date", iso=day.isoformat())
    match = _FORMS.weekend.match(source.text, position)
    if match is None or source.text[position - 1 : position] in ("每", "到", "至", "个", "双"):
        return None
    ahead = (_WEEKDAYS[match.group(1)] - source.today.weekday()) % 7
    return Mention(position, match.end(), "date", iso=add_days(source.today, ahead).isoformat())


def _read_month_part(source: Source, position: int) -> Mention | None:
    match = _FORMS.month_part.match(source.text, position)
    if match is None or source.text[position - 1 : position] in ("每", "个"):
        return None
    today, word = source.today, match.group(1)
    past = is_past(source, position, match.end())
    if word.startswith("月"):
        day = _part_of_month(today, word[1])
        if (day < today) != past and day != today:
            day = _part_of_month(add_months(today.replace(day=1), -1 if past else 1), word[1])
    else:
        month, number = _YEAR_PARTS.get(word, (12, 31))
        day = date(today.year, month, number)
        if past and day > today:
            day = date(today.year - 1, month, number)
        elif not past and day < today and word not in ("年初", "上半年"):
            day = date(today.year + 1, month, number)
    return Mention(position, match.end(), "date", iso=day.isoformat(), flags={"approximate"})


def _part_of_month(month: date, part: str) -> date:
    return month.replace(day={"初": 1, "中": 15}.get(part, last_day(month.year, month.month)))


def _read_these_days(source: Source, position: int) -> Mention | None:
    match = _FORMS.these_days.match(source.text, position)
    if match is None:
        return None
    end = add_days(source.today, 3).isoformat()
    return Mention(position, match.end(), "date", iso=source.today.isoformat(), iso_end=end, flags={"approximate"})


def _read_lunar_day(source: Source, position: int) -> Mention | None:
    match = _FORMS.lunar_first.match(source.text, position)
    if match is None:
        return None
    anchor = Anchor(1, "一二三四五六七八九十".index(match.group(1) or match.group(2)) + 1, lunar=True)
    return _anchored(source, position, match.end(), anchor)
