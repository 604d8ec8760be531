"""English dates, absolute and relative to today: "next Monday", "end of next month", "after Chinese New Year"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from lunardate import LunarDate

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.en.numbers import read_value, tokenize
from assistant.understanding.en.patterns import pattern

Precision = Literal["now", "day", "month", "year"]
_APPROXIMATE = ("approximate",)
_AGES_AGO = 80
_LATEST = 2099
_MONTHS_SAID = (("this month", 0), ("last month", -1), ("next month", 1))


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date in the text: ISO day, "YYYY-MM", "YYYY" or "now", as precise as it was said."""

    start: int
    end: int
    iso: str
    precision: Precision
    flags: tuple[str, ...] = ()

    def month(self) -> str:
        """The month as "YYYY-MM" when at least the month was said, else the year."""
        return self.iso[:7] if self.precision in ("day", "month") else self.iso[:4]


Reader = Callable[[re.Match[str], date], tuple[str, Precision, tuple[str, ...]] | None]


@cache
def _words() -> Mapping[str, Any]:
    data: dict[str, Any] = load_yaml(data_path("knowledge_base", "grammar", "en", "dates.yaml"))
    return data


def _any(names: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True)) + ")"


def find_dates(text: str, today: date) -> list[SaidDate]:
    """Every date in the read text, by position, none overlapping; the earliest and then the first kind wins."""
    found: list[SaidDate] = []
    for match in _pattern().finditer(text):
        kind = match.lastgroup or ""
        read = _READERS[kind](match, today)
        if read is not None:
            found.append(SaidDate(match.start(), match.end(), *read))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """All shapes of a date as one expression; the name of the group that matched names the reader."""
    words = _words()
    feasts = [name for group in words["lunar_festivals"] + words["solar_festivals"] for name in group["names"]]
    lists = {
        "month": _any(words["months"]) + r"\.?",
        "weekday": _any(words["weekdays"]),
        "festival": _any(feasts),
        "season": _any(name for group in words["seasons"] for name in group["names"]),
        "now": _any(words["now"]),
        "tomorrow": _any(words["tomorrow"]),
        "overmorrow": _any(words["day_after_tomorrow"]),
        "ordinal": _any(words["ordinals"]),
    }
    shapes = [f"(?P<{kind}>{_filled(shape, words['parts'] | lists)})" for kind, shape in words["shapes"].items()]
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(shapes) + r")(?![a-z0-9])", re.ASCII)


def _filled(shape: str, lists: Mapping[str, str]) -> str:
    for name, words in lists.items():
        shape = shape.replace("{" + name + "}", words)
    return shape


def _iso(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    del today
    numbers = [int(n) for n in re.findall(r"\d+", match.group())]
    if len(numbers) == 2:
        return (f"{numbers[0]}-{numbers[1]:02}", "month", ()) if 1 <= numbers[1] <= 12 else None
    return _safe_day(*numbers)


def _safe_day(year: int, month: int, day: int) -> tuple[str, Precision, tuple[str, ...]] | None:
    try:
        return date(year, month, day).isoformat(), "day", ()
    except ValueError:
        return None


def _year_said(text: str, today: date) -> int | None:
    if found := re.search(r"(?:19|20)\d\d", text):
        return int(found.group())
    for words, step in (("next year", 1), ("this year", 0), ("last year", -1)):
        if words in text:
            return today.year + step
    return None


def _month_said(text: str) -> int:
    for word in re.findall(r"[a-z]+", text):
        if word in _words()["months"]:
            return int(_words()["months"][word])
    raise ValueError("the pattern guarantees a month")


def _coming(month: int, day: int, today: date) -> date:
    this_year = date(today.year, month, min(day, monthrange(today.year, month)[1]))
    return (
        this_year
        if this_year >= today
        else this_year.replace(year=today.year + 1, day=min(day, 28 if month == 2 else day))
    )


def _daymonth(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    month = _month_said(text)
    year = _year_said(text, today)
    day = _day_said(text)
    if day is None or (pattern("bare_may").match(text) and not pattern("month_preposition").search(_near(match))):
        return None
    if year is None:
        if not 1 <= day <= monthrange(2024, month)[1]:
            return None
        return _coming(month, day, today).isoformat(), "day", ()
    return _safe_day(year, month, day)


def _day_said(text: str) -> int | None:
    """The day of the month in figures or as an ordinal word."""
    figures = re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)
    if figures:
        return int(figures[0])
    named = [word for word in _words()["ordinals"] if re.search(rf"\b{word}\b", text)]
    return int(_words()["ordinals"][max(named, key=len)]) if named else None


def ordinal(word: str) -> int | None:
    """What an ordinal stands for: "third", "11th"; None where it is none."""
    figures = re.match(r"\d{1,2}", word)
    return int(figures.group()) if figures else _words()["ordinals"].get(word)


def _near(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 8) : match.start()]


def _monthyear(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    before = _near(match)
    if text in ("may", "march", "mar") and not pattern("month_preposition").search(before):
        return None
    month = _month_said(text)
    year = _year_said(text, today)
    day = _day_of_part(text, year or today.year, month)
    if day is not None:
        where = date(year, month, day) if year is not None else _coming(month, day, today)
        return where.isoformat(), "day", () if pattern("at_the_end").match(text) else _APPROXIMATE
    if year is None:
        year = today.year
        if pattern("last_before").search(before):
            year = today.year - (month >= today.month)
        elif pattern("next_before").search(before):
            return f"{today.year + (month <= today.month)}-{month:02}", "month", ()
        return f"{year}-{month:02}", "month", ("year_unsaid",)
    return f"{year}-{month:02}", "month", ()


def _day_of_part(text: str, year: int, month: int) -> int | None:
    if pattern("early_part").match(text):
        return 1
    if pattern("middle_part").match(text):
        return 15
    if pattern("late_part").match(text):
        return monthrange(year, month)[1]
    return None


def _shift_month(today: date, months: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def _edge(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    if "week" in text:
        monday = today - timedelta(today.weekday()) + timedelta(7 * ("next" in text))
        offset = 4 if "end" in text or "late" in text else 2 if "mid" in text else 0
        return (monday + timedelta(offset)).isoformat(), "day", _APPROXIMATE
    if "year" in text:
        year = today.year + ("next" in text)
        month = 12 if "end" in text or "late" in text else 6 if "mid" in text else 1
    else:
        year, month = _shift_month(today, 1 if "next" in text else 0)
    day = _day_of_part(text, year, month) or 1
    flags = () if pattern("at_the_end").match(text) else _APPROXIMATE
    return date(year, month, day).isoformat(), "day", flags


def _weekdayday(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    """Such as "Monday the 30th": the day of the month decides."""
    return _daymonth(match, today) if pattern("month_named").search(match.group()) else _dayonly(match, today)


def _weeksfrom(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    """Such as "a week from tomorrow", "two weeks from Monday"."""
    count, _ = _counted(match.group())
    named = next((n for name, n in _words()["weekdays"].items() if name in match.group()), None)
    ahead = 1 if "tomorrow" in match.group() else 0 if named is None else (named - today.weekday()) % 7 or 7
    return (today + timedelta(ahead + 7 * count)).isoformat(), "day", ()


def _weekday(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    target = next(n for name, n in _words()["weekdays"].items() if name in text)
    if " after" in text:
        return (today + timedelta(((target - today.weekday()) % 7 or 7) + 7)).isoformat(), "day", ()
    if "next" in text:
        monday = today - timedelta(today.weekday()) + timedelta(7)
        return (monday + timedelta(target)).isoformat(), "day", ()
    ahead = (target - today.weekday()) % 7 or 7
    return (today + timedelta(ahead)).isoformat(), "day", ()


def _counted(text: str) -> tuple[int, str]:
    unit = pattern("time_unit").search(text)
    tokens = tokenize(text)
    for at in range(len(tokens)):
        value = read_value(tokens, at)
        if value is not None:
            return int(value.value), unit.group(1) if unit else "day"
    return (2 if "couple" in text else 1), unit.group(1) if unit else "day"


def _ahead(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    if match.group().startswith("after") and pattern("past_before_date").search(match.string, 0, match.start()):
        return None
    count, unit = _counted(match.group())
    if unit == "month":
        year, month = _shift_month(today, count)
        return date(year, month, min(today.day, monthrange(year, month)[1])).isoformat(), "day", _APPROXIMATE
    flags = () if unit == "day" or count else _APPROXIMATE
    return (today + timedelta(count * (7 if unit == "week" else 1))).isoformat(), "day", flags


def _ago(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    count, unit = _counted(match.group())
    if unit == "year":
        return (str(today.year - count), "year", ()) if count <= _AGES_AGO else None
    if unit == "month":
        year, month = _shift_month(today, -count)
        return f"{year}-{month:02}", "month", ()
    day = today - timedelta(count * (7 if unit == "week" else 1))
    return f"{day.year}-{day.month:02}", "month", ()


def _nextyear(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    step = -2 if "before last" in text else -1 if "last" in text else 1 if "next" in text else 0
    return str(today.year + step), "year", ()


def _nextmonth(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    step = -1 if "last" in text else 0 if "this" in text else 2 if "after next" in text else 1
    if "week" in text:
        monday = today - timedelta(today.weekday()) + timedelta(7 * step)
        return (monday if step else today).isoformat(), "day", _APPROXIMATE
    year, month = _shift_month(today, step)
    return f"{year}-{month:02}", "month", _APPROXIMATE


def _tomorrow(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    del match
    return (today + timedelta(1)).isoformat(), "day", ()


def _overmorrow(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    del match
    return (today + timedelta(2)).isoformat(), "day", ()


def _festival(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    words = _words()
    for group in words["lunar_festivals"]:
        if any(text.endswith(name) for name in group["names"]):
            coming = _coming_lunar(group["month"], group["day"], today)
            if text.startswith("last "):
                coming = max(d for d in _lunar_days(group["month"], group["day"], today) if d < today)
            return _around(text, coming, group["after"])
    for group in words["solar_festivals"]:
        if any(text.endswith(name) for name in group["names"]):
            feast = _coming(group["month"], group["day"], today)
            return _around(text, feast.replace(year=feast.year - text.startswith("last ")), group["after"])
    return None


def _coming_lunar(month: int, day: int, today: date) -> date:
    return next(feast for feast in _lunar_days(month, day, today) if feast >= today)


def _lunar_days(month: int, day: int, today: date) -> list[date]:
    """A day of the lunar calendar in the years around today."""
    years = (today.year - 1, today.year, today.year + 1)
    return [LunarDate(year, month, day).to_solar_date() for year in years]


def _around(text: str, feast: date, after: int) -> tuple[str, Precision, tuple[str, ...]]:
    if "after" in text or "from" in text:
        return (feast + timedelta(after)).isoformat(), "day", _APPROXIMATE
    return feast.isoformat(), "day", ("deadline",) if "before" in text or "by" in text else _APPROXIMATE


def _season(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    text = match.group()
    for group in _words()["seasons"]:
        if any(text.endswith(name) for name in group["names"]):
            return _coming(group["month"], group["day"], today).isoformat(), "day", _APPROXIMATE
    return None


def _now(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    del match, today
    return "now", "now", ()


def _dayonly(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    day = _day_said(match.group())
    if day is None:
        return None
    told = next((step for word, step in _MONTHS_SAID if word in match.group()), None)
    year, month = _shift_month(today, told if told is not None else 0 if day >= today.day else 1)
    return _safe_day(year, month, day)


def _yearonly(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    del today
    return re.findall(r"\d{4}", match.group())[0], "year", ()


def _yearwords(match: re.Match[str], today: date) -> tuple[str, Precision, tuple[str, ...]] | None:
    del today
    tokens = tokenize(match.group())
    value = read_value(tokens, 1)
    if value is None:
        return None
    year = int(value.value)
    # "two thousand eight" is 2800 as money and 2008 as a year.
    return str(2000 + (year - 2000) // 100 if year > _LATEST else year), "year", ()


_READERS: dict[str, Reader] = {
    "iso": _iso,
    "daymonth": _daymonth,
    "monthyear": _monthyear,
    "edge": _edge,
    "weeksfrom": _weeksfrom,
    "weekdayafter": _weekday,
    "weekdayday": _weekdayday,
    "weekday": _weekday,
    "ahead": _ahead,
    "ago": _ago,
    "nextyear": _nextyear,
    "nextmonth": _nextmonth,
    "overmorrow": _overmorrow,
    "tomorrow": _tomorrow,
    "festival": _festival,
    "season": _season,
    "now": _now,
    "dayword": _dayonly,
    "dayonly": _dayonly,
    "yearonly": _yearonly,
    "yearwords": _yearwords,
}
