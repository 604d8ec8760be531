"""At single words it is told what they say: places, things of the vocabulary, figures, reasons."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.profile.model import Language
from evals.understanding.rows import Row
from evals.understanding.tagger.spots import spots

Told = dict[str, set[str]]


def told(text: str, language: Language = "zh", **labels: Any) -> tuple[Told, Told]:
    """What each word says, and what it does not say."""
    row = Row.model_validate(
        {"id": "x", "text": text, "today": "2026-11-22", "expect": [], "hard": ["plain"], **labels}
    )
    says: Told = {}
    denies: Told = {}
    for spot in spots(row, language):
        says.setdefault(text[spot.start : spot.end], set()).update(spot.says)
        denies.setdefault(text[spot.start : spot.end], set()).update(spot.denies)
    return says, denies


def expected(field: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"field": field, "value": value, **more}


def test_places_have_the_roles_the_labels_tell() -> None:
    home = expected("hometown", {"province": "河南", "city": "周口"})
    says, denies = told("老家周口，在郑州找活", expect=[home, expected("service_areas", "郑州")])
    assert (says["周口"], says["郑州"]) == ({"hometown+"}, {"service_areas+"})
    assert "hometown+" in denies["郑州"]


def test_a_place_nobody_speaks_of_has_no_role_and_one_left_open_tells_nothing() -> None:
    assert told("主家是周口人")[0] == {"周口": set()}
    assert "周口" not in told("主家是周口人", allow=[{"field": "hometown"}])[0]


def test_a_thing_is_claimed_denied_or_neither() -> None:
    denied = expected("skills", {"id": "soup_making"}, polarity="negative")
    says, denies = told("我妹妹做月嫂，煲汤我不会", expect=[denied])
    assert says["煲汤"] == {"#skills-"}
    assert denies["月嫂"] >= {"#jobs+", "#jobs-"}


def test_of_two_figures_the_one_meant_is_told() -> None:
    says, denies = told("做了九年，不是，七年", expect=[expected("years_experience", {"min": 7, "max": 7})])
    assert "years_experience+" in says["七年"]
    assert "years_experience+" in denies["九年"]


def test_of_two_days_the_one_she_can_start_is_told() -> None:
    says, denies = told("合同三月底到，四月一号起", expect=[expected("available_from", "2027-04-01")])
    assert says["四月一号"] == {"available_from+"}
    assert denies["三月底"] == {"available_from+"}


def test_the_statement_that_says_why_she_left_is_told() -> None:
    left = expected("work_history", {"city": "泰安", "months": 36, "reason_left": "上学"})
    says, denies = told("在泰安做了三年，他家小孩上学嘞", expect=[left])
    assert says["上学"] == {"#reason"}
    assert "#reason" in denies["在泰安做了三年"]
    assert "work_history+" in says["三年"]


@pytest.mark.parametrize("field", ["years_experience", "age"])
def test_what_the_labels_leave_open_is_left(field: str) -> None:
    says, denies = told("三十了，做了七年", allow=[{"field": field}])
    assert all(f"{field}+" not in labels for labels in (*says.values(), *denies.values()))


def test_english_days_are_told_too() -> None:
    says, _ = told("I am free from December 5", "en", expect=[expected("available_from", "2026-12-05")])
    assert {"available_from+"} in says.values()
