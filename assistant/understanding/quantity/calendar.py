"""Calendar arithmetic, solar and lunar, with nothing in it but dates."""

from __future__ import annotations

import calendar as _calendar
from datetime import date, timedelta

from lunardate import LunarDate

_FIRST_LUNAR, _LAST_LUNAR = 1901, 2098


def add_days(day: date, days: float) -> date:
    """`day` moved by `days`; held at the ends of the calendar."""
    try:
        return day + timedelta(days=round(days))
    except OverflowError:
        return date.max if days > 0 else date.min


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9999), index % 12 + 1
    return date(year, month, min(day.day, last_day(year, month)))


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    return _calendar.monthrange(year, month)[1]


def solar(lunar_year: int, month: int, day: int) -> date | None:
    """The solar date of a lunar one (day 30 falls back to 29 in short months); None outside 1901-2098."""
    if not _FIRST_LUNAR <= lunar_year <= _LAST_LUNAR:
        return None
    for candidate in (day, day - 1):
        try:
            found = LunarDate(lunar_year, month, candidate).to_solar_date()
        except ValueError:
            continue
        return date(found.year, found.month, found.day)
    return None


def lunar_year_of(day: date) -> int:
    """The lunar year that `day` falls in: before New Year's day it is the year before."""
    new_year = solar(day.year, 1, 1)
    return day.year - 1 if new_year is not None and day < new_year else day.year


def month_of(day: date) -> str:
    """`day` as "YYYY-MM"."""
    return f"{day.year:04d}-{day.month:02d}"


def month_gap(first: str, last: str) -> int:
    """Whole months from one ISO date, month or year to another; a year alone counts as its January."""
    return _month_index(last) - _month_index(first)


def _month_index(iso: str) -> int:
    parts = iso.split("-")
    return int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 0)
