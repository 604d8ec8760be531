"""The labels of a row say what each thing named in it is to her."""

from __future__ import annotations

import pytest

from assistant.understanding.zh.learned import Candidate
from assistant.vocabulary import places
from evals.understanding.roles import role_of_place, role_of_term
from evals.understanding.rows import Row


def _row(**labels: object) -> Row:
    return Row.model_validate(
        {"id": "r", "text": "t", "today": "2026-11-22", "hard": ["plain"], "expect": [], **labels}
    )


@pytest.mark.parametrize(
    ("labels", "kind", "name", "role"),
    [
        ({"expect": [{"field": "jobs", "value": "cleaner"}]}, "jobs", "cleaner", "claimed"),
        ({"expect": [{"field": "jobs", "value": "cleaner", "polarity": "negative"}]}, "jobs", "cleaner", "denied"),
        ({"expect": [{"field": "jobs", "value": "cook"}]}, "jobs", "cleaner", "neither"),
        ({"allow": [{"field": "jobs"}]}, "jobs", "cleaner", None),
        ({"expect": [{"field": "preferences", "value": {"dogs": False}}]}, "preferences", "dogs", "denied"),
        ({"expect": [{"field": "skills", "value": {"id": "cooking"}}]}, "skills", "cooking", "claimed"),
    ],
)
def test_terms(labels: dict[str, object], kind: str, name: str, role: str | None) -> None:
    assert role_of_term(_row(**labels), Candidate(0, 1, kind, name)) == role


@pytest.mark.parametrize(
    ("labels", "role"),
    [
        ({"expect": [{"field": "hometown", "value": {"province": "河南", "city": "周口"}}]}, "hometown"),
        ({"expect": [{"field": "service_areas", "value": "周口", "polarity": "negative"}]}, "no_area"),
        ({"expect": []}, "neither"),
        ({"allow": [{"field": "location"}]}, None),
    ],
)
def test_places(labels: dict[str, object], role: str | None) -> None:
    assert role_of_place(_row(**labels), places().find("河南周口")[0]) == role
