"""Years of work told place by place, between two ages, in a range of years, or beside another trade."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Read, Said


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
        ("Since I came to China, that was 2017, always with children", 9),
        ("three contracts of two years each", 6),
        ("two contracts in Hong Kong, each two years", 4),
        ("finished 2 two-year contracts in Taiwan", 4),
        ("two years, then a break, then three years more", 5),
        ("two years before the baby and three after", 5),
        ("three years, then another four with a different family", 7),
        ("before marriage two years and after my kids grew up six years again", 8),
        ("twenty six years old when I began, I am thirty nine now", 13),
        ("factory eight years, ayi only three", 3),
        ("seven years, the last three as live-in", 7),
        ("ten years, then I rested two years", 10),
        ("my CV says 10 but real is 8", 8),
        ("eleven with the last two in hospital", 11),
        ("I am working as caregiver since 2011 in Taiwan, in mainland since 2020", 15),
        ("around 2 yrs in a confinement center, 3 yrs in families", 5),
        ("From age 18 to now, I am 43", 25),
        ("I started this year in March", 0.67),
        ("ayi 10 years, before in restaurant kitchen 6 years", 10),
        ("since my boy was born, he is twelve now", 12),
        ("I don't have so much, one family for 18 months", 1.5),
        ("it's my eleventh year in this job", 11),
        ("my first family was in 2012, so you can calculate", 14),
        ("since my husband's accident in 2018 I work as cleaner", 8),
        ("I'm 50 and I do this from 35 years old", 15),
        ("Hospital 7, home 2", 9),
        ("2 years in Chengdu and before in my hometown also 2", 4),
        ("ten years, before that I sold clothes for four years", 10),
        ("I've worked as nanny and housekeeper in Hong Kong for 8 years", 8),
    ],
)
def test_all_her_years(read: Read, text: str, years: float) -> None:
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


@pytest.mark.parametrize(
    ("text", "ends"),
    [("more than 10 less than 15", (10, 15)), ("at least 3 years, not more than 5", (3, 5))],
)
def test_a_least_and_a_most(read: Read, text: str, ends: tuple[int, int]) -> None:
    assert _years(read, text) == [{"min": ends[0], "max": ends[1]}]


def test_years_told_by_verbs_alone(read: Read) -> None:
    facts = read("I've cleaned for three years and before that I cooked for seven", "experience").facts
    told = [(f.value["job"], f.value["min"]) for f in facts if f.field == "experience_by_job"]
    assert told == [("cleaner", 3), ("cook", 7)]
    assert not [f for f in facts if f.field == "years_experience"]


def test_a_licence_held_since_a_year_is_no_work(read: Read) -> None:
    assert not [f for f in read("I drive, I have had a licence since 2012", "skills").facts if "years" in f.field]


def test_stays_of_an_introduction_are_added_up(read: Read) -> None:
    facts = read("Ana, 45. 12 years in Hong Kong, 3 in Beijing. Nanny, live-in.").facts
    assert [f.value for f in facts if f.field == "years_experience"] == [{"min": 15, "max": 15}]


def test_stays_beside_one_another(read: Read) -> None:
    facts = read("Ana, 37. 4 years Saudi Arabia, 5 years Hong Kong as domestic helper.").facts
    assert [f.value for f in facts if f.field == "years_experience"] == [{"min": 9, "max": 9}]


def test_children_of_hers_are_no_years(read: Read) -> None:
    facts = read("I am mother of 3, no work experience outside", "experience").facts
    assert not [f for f in facts if f.field == "years_experience" and f.value["max"] == 3]


def test_a_form_in_one_line(said: Said) -> None:
    told = said("Name: Ding Yulan. Job: cook. Years: 9. Rest: 4. Area: Wuchang, Wuhan.")
    assert ("years_experience", {"min": 9, "max": 9}) in told
    assert ("rest_days_per_month", {"min": 4, "max": 4}) in told
    assert ("service_areas", "武昌") in told


def test_a_job_alone_before_its_years(read: Read) -> None:
    facts = read("Half a year as nanny. Elder care, four years and a half", "experience").facts
    told = [(f.value["job"], f.value["min"]) for f in facts if f.field == "experience_by_job"]
    assert told == [("childcare_nanny", 0.5), ("elderly_carer", 4.5)]


def test_those_cared_for_and_how_long(read: Read) -> None:
    facts = read("Newborns 3 years, toddlers 2", "experience").facts
    assert [(f.value["job"], f.value["min"]) for f in facts if f.field == "experience_by_job"] == [
        ("maternity_nurse", 3),
        ("childcare_nanny", 2),
    ]


@pytest.mark.parametrize(
    ("text", "asking", "years"),
    [
        ("My CV says ten, honest answer's eight", "experience", 8),
        ("At it since the great flood, 2016", "experience", 10),
        ("My certificate's from 2020, senior", "experience", None),
        ("I'm Li, cleaner. Been at it 5 years.", None, 5),
        ("my name is Jo, 37, four years here with a Korean family", None, 4),
        ("Cen Mei. Two words: I cook. More words: 17 years, and then villas", None, 17),
        ("I'm Sutini, 29. I learn pinyin in training, 4 month. live in, pork cook", None, None),
    ],
)
def test_years_told_in_other_words(said: Said, text: str, asking: str | None, years: int | None) -> None:
    told = dict(said(text, asking)).get("years_experience")
    assert told == (None if years is None else {"min": years, "max": years})
