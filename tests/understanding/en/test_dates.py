"""Dates, absolute and counted from a Sunday, 22 November 2026."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from assistant.understanding.en.dates import find_dates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("right away", "now"),
        ("tomorrow", "2026-11-23"),
        ("the day after tomorrow", "2026-11-24"),
        ("next monday", "2026-11-23"),
        ("in two weeks", "2026-12-06"),
        ("next month", "2026-12"),
        ("the end of next month", "2026-12-31"),
        ("1 march", "2027-03-01"),
        ("december 1st", "2026-12-01"),
        ("march next year", "2027-03"),
        ("mid december", "2026-12-15"),
        ("the 15th", "2026-12-15"),
        ("after the lantern festival", "2027-02-21"),
        ("after christmas", "2026-12-26"),
        ("2026-12-01", "2026-12-01"),
        ("2027-05", "2027-05"),
        ("since 2018", "2018"),
        ("in nineteen seventy-nine", "1979"),
        ("last month", "2026-10"),
        ("last year", "2025"),
        ("the year before last", "2024"),
        ("two years ago", "2024"),
        ("after the wheat harvest", "2027-06-15"),
    ],
)
def test_a_date(words: str, iso: str) -> None:
    (said,) = find_dates(words, TODAY)
    assert said.iso == iso


def test_a_festival_and_a_season_are_approximate() -> None:
    assert all("approximate" in find_dates(words, TODAY)[0].flags for words in ("after cny", "in spring"))


@pytest.mark.parametrize("words", ["i may come", "30 february 2027", "2026-13", "march on"])
def test_no_date_is_made_up(words: str) -> None:
    assert find_dates(words, TODAY) == []


def test_spans_do_not_overlap() -> None:
    found = find_dates("from 1 march or next monday, at the latest end of next month", TODAY)
    assert all(a.end <= b.start for a, b in pairwise(found))
