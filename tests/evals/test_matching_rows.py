"""The rows that grade matching: well formed, in one split only, enough of each; the check sees what is wrong."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from evals.matching import check_rows
from evals.matching.check_rows import NEEDS, ROUTES, NeedRow, Refusal, Route, RouteRow, read_needs, read_routes

GOOD: dict[str, Any] = {
    "id": "x-1",
    "language": "zh",
    "today": "2026-11-22",
    "turns": [{"text": "住家阿姨，最好会川菜", "asked": None}],
    "need": {"work_modes": ["live_in"], "cuisines": ["sichuan"]},
    "must": ["work_modes:live_in"],
    "prefer": ["cuisines:sichuan"],
    "exclude": [],
    "refused_filters": [],
    "absent": [],
    "free": [],
    "point": "prefer",
}


def test_every_row_of_every_file_is_well_formed_and_stands_once() -> None:
    assert check_rows.problems() == []


def test_there_are_enough_needs_of_several_turns_and_in_english() -> None:
    rows = [row for name in NEEDS for row in read_needs(name)]
    assert len(rows) >= 150
    assert sum(row.language == "en" for row in rows) >= len(rows) // 4
    assert sum(len(row.turns) > 1 for row in rows) >= len(rows) * 30 // 100


@pytest.mark.parametrize("name", NEEDS)
def test_every_filter_that_is_declined_is_in_each_split(name: str) -> None:
    assert {item for row in read_needs(name) for item in row.refused_filters} == set(get_args(Refusal))


@pytest.mark.parametrize("name", ROUTES)
def test_every_route_is_in_each_split_in_both_languages(name: str) -> None:
    rows = read_routes(name)
    assert len(rows) >= 170
    for language in ("zh", "en"):
        assert {row.route for row in rows if row.language == language} == set(get_args(Route))


def test_no_message_is_in_both_splits() -> None:
    dev, test = ({row.text for row in read_routes(name)} for name in ROUTES)
    assert not dev & test


def test_a_good_row_has_no_problem() -> None:
    assert check_rows.need_problems(NeedRow.model_validate(GOOD)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"need": {"work_modes": ["sleeping"]}, "must": [], "prefer": []},
        {"need": {"job": "gardener"}, "must": [], "prefer": []},
        {"need": {"start": "soon"}, "must": [], "prefer": []},
        {"need": {"hours": {"from": "8am"}}, "must": [], "prefer": []},
        {"need": {"household": {"elders": [{"care": "ill"}]}}, "must": [], "prefer": []},
        {"must": ["skills:cooking"]},
        {"must": ["cuisines:sichuan"]},
        {"absent": ["cuisines"]},
        {"exclude": ["cuisines:martian"]},
        {"turns": [{"text": "好", "asked": "weather"}]},
    ],
)
def test_a_row_that_is_wrong_is_named(change: dict[str, Any]) -> None:
    assert check_rows.need_problems(NeedRow.model_validate({**GOOD, **change}))


@pytest.mark.parametrize("route", ["compare", "person_question", "refine", "answer_skip"])
def test_a_route_that_cannot_be_in_its_state_is_named(route: str) -> None:
    state = {"has_need": False, "shown": 0, "comparing": False, "asked": None, "last_kind": None}
    row = RouteRow.model_validate({"id": "x-2", "language": "zh", "state": state, "text": "好", "route": route})
    assert check_rows.route_problems(row)
