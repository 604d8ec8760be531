"""Care of her own family shows a skill and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "我婆婆瘫了四年都是我伺候的",
            "history",
            {
                "skills": [{"id": "dependent_care", "level": "informal", "evidence": "瘫了"}],
                "work_history": None,
                "families_served": None,
            },
        ),
        ("自己带大两个孩子，没在外面做过", "experience", {"years_experience": None, "jobs": None}),
        ("晚上要带自己孩子", "work_mode", {"skills": None}),
    ],
)
def test_family_care_is_informal(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


def test_housework_told_after_care_at_home_is_an_ordinary_skill(profile: Callable[..., dict[str, Any]]) -> None:
    told = profile("就在家带过娃，做饭还行", None)["skills"]
    assert ("cooking", "some") in {(skill["id"], skill.get("level")) for skill in told}
