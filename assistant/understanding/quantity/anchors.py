"""Named days: today, 下个月底, 国庆后, 过完十五, 麦收完. Words and offsets come from calendar.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from assistant.understanding.quantity.calendar import lunar_year_of, solar
from assistant.understanding.quantity.lexicon import Words, read_file, words


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day of the year, by the solar or the lunar calendar, and what 后 and 前 add to it."""

    month: int
    day: int
    lunar: bool = False
    after: int = 1
    before: int = -1
    approximate: bool = False
    passed: bool = False
    deadline: bool = False

    def on(self, year: int) -> date | None:
        """The day in `year` (the lunar year of that number for lunar days)."""
        return solar(year, self.month, self.day) if self.lunar else date(year, self.month, self.day)

    def coming(self, today: date) -> date | None:
        """Its first occurrence not before `today`."""
        year = lunar_year_of(today) if self.lunar else today.year
        found = self.on(year)
        return self.on(year + 1) if found is not None and found < today else found

    def gone(self, today: date) -> date | None:
        """Its last occurrence before `today`."""
        year = lunar_year_of(today) if self.lunar else today.year
        found = self.on(year)
        return self.on(year - 1) if found is not None and found >= today else found


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """Everything calendar.yaml says."""

    days: Mapping[str, int]
    days_behind: Mapping[str, int]
    years: Mapping[str, int]
    months: Mapping[str, int]
    weeks: Mapping[str, int]
    now: frozenset[str]
    until_now: frozenset[str]
    anchors: Mapping[str, Anchor]
    numeric: Mapping[str, Anchor]
    beside_after: tuple[str, ...]
    beside_before: tuple[str, ...]
    after_words: tuple[str, ...]
    before_words: tuple[str, ...]
    deadline_before: tuple[str, ...]
    start_before: tuple[str, ...]
    start_after: tuple[str, ...]
    end_before: tuple[str, ...]
    end_after: tuple[str, ...]
    past_after: tuple[str, ...]
    past_before: tuple[str, ...]
    not_past_after: tuple[str, ...]
    comes_after: tuple[str, ...]
    over_before: tuple[str, ...]
    birth_after: tuple[str, ...]
    year_words: Words
    event_years: Mapping[str, int]
    event_year_after: tuple[str, ...]
    event_words: Words
    month_words: Words


@cache
def calendar_words() -> CalendarWords:
    """The calendar's words, read once."""
    data: Mapping[str, Any] = read_file("calendar")
    holidays = data["numbers_as_holidays"]
    lists = [name for name in data if name.endswith(("_before", "_after", "_words"))]
    return CalendarWords(
        days=data["days"],
        days_behind=data["days_behind"],
        years=data["years"],
        months=data["months"],
        weeks=data["weeks"],
        now=frozenset(data["now"]),
        until_now=frozenset(data["until_now"]),
        anchors=_anchors(data["anchors"]),
        numeric={name: Anchor(spec[0], spec[1], after=spec[2]) for name, spec in holidays["days"].items()},
        beside_after=tuple(holidays["beside_after"]),
        beside_before=tuple(holidays["beside_before"]),
        year_words=words(data["years"]),
        event_years=data["event_years"],
        event_words=words(data["event_years"]),
        month_words=words(data["months"]),
        **{name: tuple(data[name]) for name in lists},
    )


def _anchors(entries: list[dict[str, Any]]) -> dict[str, Anchor]:
    return {
        name: Anchor(**{k: v for k, v in entry.items() if k != "names"}) for entry in entries for name in entry["names"]
    }
