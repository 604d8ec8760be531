"""How needs are graded: listed values must be there, closed fields must be complete, what is absent must be gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.matching.model import Household, Need
from assistant.profile.model import Range
from evals.matching.check_rows import NeedRow, Turn
from evals.matching.needs import grade, hold


def row(need: dict[str, Any], **other: Any) -> NeedRow:
    filled: dict[str, Any] = {
        "id": "made-up", "language": "zh", "today": date(2026, 11, 22), "turns": [Turn(text="找保姆", asked=None)],
        "must": [], "prefer": [], "exclude": [], "refused_filters": [], "absent": [], "free": [], "point": "made up",
    }  # fmt: skip
    return NeedRow(need=need, **(filled | other))


def misses(graded: NeedRow, held: Need) -> list[str]:
    return [miss.partition(":")[0] for miss in grade(graded, held).misses]


def test_what_is_listed_must_be_there_and_skills_may_be_more() -> None:
    wanted = row({"job": "cook", "skills": ["cooking"], "cuisines": ["sichuan"]})
    assert misses(wanted, Need(job="cook", skills=["cooking", "baking"], cuisines=["sichuan"])) == []
    assert misses(wanted, Need(job="cleaner", skills=["baking"], cuisines=["sichuan", "hunan"])) == [
        "job",
        "skills",
        "cuisines",
    ]


def test_a_closed_field_that_is_not_listed_must_be_empty_unless_it_is_free() -> None:
    assert misses(row({}), Need(city="北京")) == ["city"]
    assert misses(row({}, free=["city"]), Need(city="北京")) == []
    assert misses(row({}), Need(start="now")) == []


@pytest.mark.parametrize(
    ("held", "wrong"),
    [
        (Need(prefer=["languages:english"], languages=["english"]), []),
        (Need(must=["languages:english"], languages=["english"]), ["prefer"]),
        (Need(languages=["english"]), ["prefer"]),
    ],
)
def test_a_wish_stands_among_the_wishes_alone(held: Need, wrong: list[str]) -> None:
    assert misses(row({"languages": ["english"]}, prefer=["languages:english"]), held) == wrong


def test_what_is_absent_must_be_gone_and_nothing_else_excluded() -> None:
    gone = row({}, absent=["work_modes:live_in"], exclude=["work_modes:live_in"])
    assert misses(gone, Need(exclude=["work_modes:live_in"])) == []
    assert misses(gone, Need(work_modes=["live_in"], exclude=["cuisines:hunan"])) == ["exclude", "exclude", "absent"]


def test_refused_filters_are_complete() -> None:
    assert misses(row({}, refused_filters=["age"]), Need(refused_filters=["age", "sex"])) == ["refused_filters"]


def test_twins_may_be_given_once_or_twice() -> None:
    wanted = row({"household": {"child_ages_months": [{"min": 6, "max": 6}]}})
    twice = Household(child_ages_months=[Range(min=6, max=6), Range(min=6, max=6)])
    assert misses(wanted, Need(household=twice)) == []


def test_a_conversation_is_held_turn_by_turn_and_its_quotes_are_checked() -> None:
    need, times, stands = hold(
        row({}, turns=[Turn(text="住家保姆", asked=None), Turn(text="八千吧", asked="budget_max")])
    )
    assert (need.job, need.budget_max, len(times), stands) == ("housekeeper", 8000, 2, True)
