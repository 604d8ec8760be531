"""Who offers herself in one go, unasked, claims the tasks she lists and those she says she does."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said

SIX_THOUSAND = {"min": 6000, "max": 6000, "unit": "month"}


def _skills(told: list[tuple[str, Any]]) -> list[str]:
    return [("-" if field.startswith("not") else "") + value["id"] for field, value in told if field.endswith("skills")]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("I'm Teresita, 44, in Beijing. I iron, I help with homework. Nine years.", ["ironing", "homework_help"]),
        ("Nurse aide eight years, Xi'an. Feeding tubes. 300 a day.", ["nasal_feeding"]),
        ("I am single mom, so day work only. Cooking, pick up kids. Shunyi.", ["cooking", "school_run"]),
        ("Hospital carer, days, suction no, catheter yes.", ["-tracheostomy_and_suction", "catheter_care"]),
        ("Nanny, 41. I'd like to learn baking, driving not yet. Suzhou.", []),
    ],
)
def test_tasks_listed_or_told_are_claimed(said: Said, text: str, skills: list[str]) -> None:
    assert _skills(said(text))[: len(skills)] == skills


def test_a_habit_beside_others_names_no_job(said: Said) -> None:
    told = said("I'm Teresita, 44, Filipina. I iron, I bake, I help with homework.")
    assert all(field != "jobs" for field, _ in told)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("He Jing, born 1985, Ganzhou, certified lactation consultant since 2017, visits only.", ("name", "He Jing")),
        ("Hello, Dorcas from Kampala, 27, two years with twins, English only.", ("name", "Dorcas")),
        ("Mei, 33, Yunnan. I want to be a nanny. 6000 to begin.", ("expected_salary", SIX_THOUSAND)),
        ("Lu Hong here, 46. I cook well. Tongzhou, day work.", ("location", {"city": "北京", "district": "通州"})),
        ("I'd be a bad nanny, no patience. Give me floors. 12 years.", ("not jobs", "childcare_nanny")),
        ("Patience, 36, cleaning, washing, live in or out both fine", ("work_modes", "live_out")),
        ("Three grandchildren raised. I'm 54, cook, clean, sing to babies.", ("skills", {"id": "cooking"})),
    ],
)
def test_a_fact_of_a_self_introduction(said: Said, text: str, fact: tuple[str, Any]) -> None:
    assert fact in said(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Housework by the hour, Pudong Lujiazui, 50, no kids, ironing yes.", "age"),
        ("I've two children and a husband who drives a truck. Cooking, laundry, all fine. 5500.", "driving"),
    ],
)
def test_what_is_not_hers_is_left_out(said: Said, text: str, field: str) -> None:
    assert all(field != name and value != {"id": field} for name, value in said(text))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Nurse in Cebu for six years, nanny here for four, Chinese so-so. 14k.", [{"min": 4, "max": 4}]),
        ("I'm 29 and new. Worked in KTV two years. I learn fast. Live in fine.", []),
        ("Rosa, 36, nanny in Hong Kong six years and Shenzhen two. 13k.", [{"min": 8, "max": 8}]),
        ("Experience: 10 years. Age: 45. Job: cook. Live-in: no.", [{"min": 10, "max": 10}]),
    ],
)
def test_years_of_her_trade_alone(said: Said, text: str, years: list[dict[str, int]]) -> None:
    told = said(text)
    assert [value for field, value in told if field == "years_experience"] == years
    assert ("name", "Experience") not in told


def test_her_own_child_is_no_task(said: Said) -> None:
    assert all(field != "skills" for field, _ in said("Wei, 35, two-year-old at home. Cleaner, 45 an hour."))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Dewi, Javanese girl, 28. One year nanny in Foshan.", ("name", "Dewi")),
        ("i am sri from surabaya 41 in taiwan 9 years care elderly. want 8500", ("age", 41)),
        ("I'm Purnima. I take care old people, two years in Guangzhou.", ("years_experience", {"min": 2, "max": 2})),
        ("I am writing for my friend Ye Ye Win, Burmese, 27. She cooks.", ("name", "Ye Ye Win")),
    ],
)
def test_who_and_how_long_in_a_few_words(said: Said, text: str, fact: tuple[str, Any]) -> None:
    assert fact in said(text)
