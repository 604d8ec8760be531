"""Years of work told place by place, between two ages, in a range of years, or beside another trade."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Read


def _years(read: Read, text: str) -> list[Any]:
    facts = read(text, "experience").facts
    return [fact.value for fact in facts if fact.field == "years_experience" and fact.status == "claimed"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("three years Hong Kong two years Singapore now one year here", 6),
        ("one contract in Malaysia two years, one contract in Taiwan three years", 5),
        ("I worked in Kuwait for 4 years and then China 3 years", 7),
        ("I am 45, working since I was 30", 15),
        ("I was 25 when I started, I'm 40 now", 15),
        ("I have been in this field for the past twelve years", 12),
        ("Ten years I work in factory, ayi only two years", 2),
        ("20 years nurse, 2 years caregiver", 2),
        ("twelve years as a nurse before I became a nanny four years ago", 4),
        ("been a nanny since I came to China in 2016", 10),
        ("I've worked as nanny and housekeeper in Hong Kong for 8 years", 8),
    ],
)
def test_all_her_years(read: Read, text: str, years: int) -> None:
    assert _years(read, text) == [{"min": years, "max": years}]


@pytest.mark.parametrize(
    ("text", "years"),
    [("three children of my own, twenty years, but paid only two", 2), ("about two years less than ten", 8)],
)
def test_years_that_are_no_work(read: Read, text: str, years: int) -> None:
    assert _years(read, text) == [{"min": years, "max": years}]


def test_a_life_at_home_is_no_work(read: Read) -> None:
    assert _years(read, "forty years a wife and mother, no job") == []


def test_years_and_more_have_no_upper_end(read: Read) -> None:
    assert _years(read, "10 years plus") == [{"min": 10, "max": None}]


@pytest.mark.parametrize(
    "text",
    [
        "nanny 5 years, before that I sell clothes for 10 years",
        "I did elder care eleven years and before that a hotel six years",
    ],
)
def test_another_trade_is_no_post(read: Read, text: str) -> None:
    assert all(fact.field != "work_history" for fact in read(text, "experience").facts)
