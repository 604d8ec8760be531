"""What a number counts."""

from __future__ import annotations

import pytest

from assistant.understanding.en.quantities import scan
from assistant.understanding.en.quantity import working_week
from assistant.understanding.en.text import read_text


@pytest.mark.parametrize(
    ("words", "kind", "low", "high", "unit"),
    [
        ("eight to nine K a month", "money", 8000, 9000, "month"),
        ("hourly maybe forty-ish", "money", 40, 40, "hour"),
        ("¥60/hour", "money", 60, 60, "hour"),
        ("12,000 for 26 days", "money", 12000, 12000, "26_days"),
        ("26 days 15800", "money", 15800, 15800, "26_days"),
        ("6500 month", "money", 6500, 6500, "month"),
        ("200 per visit", "money", 200, 200, "visit"),
        ("8000 or more a month", "money", 8000, None, "month"),
        ("about six or seven years", "duration", 72, 84, "years"),
        ("a year and a half", "duration", 18, 18, "year"),
        ("one year and three months", "duration", 15, 15, "years"),
        ("half a year", "duration", 6, 6, "year"),
        ("almost a decade", "duration", 108, 120, "decade"),
        ("one day off a week", "rest", 4, 4, "week"),
        ("two to four days off a month", "rest", 2, 4, "month"),
        ("two Sundays a month off", "rest", 2, 2, "month"),
        ("my late forties", "age", 47, 49, "decade"),
        ("45 years old", "age", 45, 45, "years"),
        ("eleven families", "count", 11, 11, "families"),
    ],
)
def test_one_quantity(words: str, kind: str, low: float, high: float, unit: str) -> None:
    (quantity,) = scan(read_text(words).text)
    assert (quantity.kind, quantity.min, quantity.max, quantity.unit) == (kind, low, high, unit)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("one three nine, double zero one two, three four five six", "13900123456"),
    ],
)
def test_a_phone_number(words: str, digits: str) -> None:
    (quantity,) = scan(read_text(words).text)
    assert (quantity.kind, quantity.digits) == ("phone", digits)


def test_foreign_money_is_not_yuan() -> None:
    assert [q.kind for q in scan("$500 a month")] == ["foreign_money"]


def test_a_range_of_pay_is_no_phone_number() -> None:
    assert [q.kind for q in scan("10000-12000")] == ["number"]


@pytest.mark.parametrize(("words", "days"), [("six days a week", 4), ("5 days a week", 8), ("seven days a week", 0)])
def test_a_working_week_leaves_days_off(words: str, days: int) -> None:
    (quantity,) = scan(words)
    week = working_week(quantity)
    assert week is not None
    assert week.max == days
    assert ("confirm" in week.flags) is (days == 0)
