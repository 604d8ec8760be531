"""Constructions of plain and broken English: whose verdict it is, what a figure counts, which date is meant."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Read, Said


def exactly(years: float) -> dict[str, float]:
    """A number of years said exactly."""
    return {"min": years, "max": years}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smokers I can't accept", [("preferences", {"smokers": False})]),
        ("babies under six months I won't take", [("preferences", {"infants": False})]),
        ("smoking is a problem for me", [("preferences", {"smokers": False})]),
        ("I don't eat pork so I can't cook it", [("preferences", {"pork_free_kitchen": True})]),
    ],
)
def test_a_verdict_after_the_thing_is_about_the_thing(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "preferences") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "no cooking only cleaning",
            [("not skills", {"id": "cooking"}), ("skills", {"id": "daily_cleaning"})],
        ),
        ("I can do everything in the house but cooking", [("not skills", {"id": "cooking"})]),
        ("hate ironing but I do it", [("skills", {"id": "ironing"})]),
        ("drive? no. cook? yes", [("not skills", {"id": "driving"}), ("skills", {"id": "cooking"})]),
        ("I could learn baby massage", []),
        ("my sister drives, I don't", []),
        ("I cannot cook spicy food", [("preferences", {"spicy_food": False})]),
        ("I learned to make confinement meals from my aunt", [("skills", {"id": "confinement_meals"})]),
    ],
)
def test_the_reach_of_a_denial(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "skills") == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("two years in Shanghai, three in Beijing", 5),
        ("ten years, five of them in Singapore", 10),
        ("My mother did it for thirty years, I've done two", 2),
        ("2009 till now", 17),
    ],
)
def test_years_of_work_told_in_parts(said: Said, text: str, years: float) -> None:
    assert said(text, "experience") == [("years_experience", exactly(years))]


def test_two_jobs_and_a_total_without_a_pause(said: Said) -> None:
    text = "six years as a nanny three years as a housekeeper so nine altogether"
    read = said(text, "experience")
    assert ("experience_by_job", {"job": "childcare_nanny", "min": 6, "max": 6}) in read
    assert ("experience_by_job", {"job": "housekeeper", "min": 3, "max": 3}) in read
    assert [value for field, value in read if field == "years_experience"] == [exactly(9)]


def test_time_at_school_is_no_time_at_work(said: Said) -> None:
    assert said("three years of primary school", "education") == [("education", "primary")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("I don't want less than 7500", 7500, None),
        ("seven thousand five", 7500, 7500),
        ("7 thousand 5", 7500, 7500),
        ("my friend gets 12000, I want 11", 11000, 11000),
        ("3500 part time mornings", 3500, 3500),
        ("my last salary was 8,000 and I'd like the same", 8000, 8000),
    ],
)
def test_the_pay_she_asks(said: Said, text: str, low: int, high: int | None) -> None:
    pay = [value for field, value in said(text, "salary") if field == "expected_salary"]
    assert pay == [{"min": low, "max": high, "unit": "month"}]


@pytest.mark.parametrize("text", ["my age is 46", "2000 a week"])
def test_what_is_no_monthly_pay(said: Said, text: str) -> None:
    assert "expected_salary" not in [field for field, _ in said(text, "salary")]


def test_the_end_of_a_certificate_is_no_start_of_work(said: Said) -> None:
    assert said("until March next year", "health") == [("health_certificate", {"held": True, "valid_until": "2027-03"})]


def test_a_level_said_of_both_certificates(said: Said) -> None:
    assert said("infant care and maternity care both senior", "certificates") == [
        ("certificates", {"kind": "infant_care", "level": "高级"}),
        ("certificates", {"kind": "maternity_care", "level": "高级"}),
    ]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("I'm from Iloilo in the Philippines", [{"province": "Philippines", "city": "Iloilo"}]),
        ("I'm a Filipina", []),
        ("Vietnam, near Hanoi", [{"province": "Vietnam", "city": "Hanoi"}]),
    ],
)
def test_a_foreign_home_is_no_chinese_place(said: Said, text: str, home: list[dict[str, str]]) -> None:
    assert said(text, "hometown") == [("hometown", value) for value in home]


def test_a_decade_of_birth_is_no_age(said: Said) -> None:
    assert said("born in the seventies", "age") == [("birth_year", {"min": 1970, "max": 1979})]


def test_speaking_badly_is_no_refusal(read: Read) -> None:
    assert read("I understand English but can't speak well", "languages").acts == ()
