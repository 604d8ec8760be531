"""Who offers herself in one go, unasked, claims the tasks she lists and those she says she does."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


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
