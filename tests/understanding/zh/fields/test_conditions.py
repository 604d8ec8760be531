"""Modes and conditions as she takes them, never why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("不是不能住家，主要看房间", "work_mode", {"work_modes": ["live_in"]}),
        ("我只做白天，晚上得回去，孩子他爸上夜班", "work_mode", {"work_modes": ["live_out"]}),
        ("家里有狗没事，有猫不行，我过敏", "preferences", {"preferences": {"dogs": True, "cats": False}}),
        ("除了卧床不能动的都行", "preferences", {"preferences": {"bedridden": False}}),
        ("做饭可以，不吃辣的家里也行，辣的不行", "preferences", {"preferences": {"spicy_food": False}}),
        ("不签合同的不去", "preferences", {"preferences": {"signed_contract": True}}),
        ("我不抽烟不喝酒", "anything_else", {"preferences": None}),
        ("住家不行，白班可以", "work_mode", {"work_modes": ["live_out"], "declined_work_modes": ["live_in"]}),
    ],
)
def test_conditions_are_taken_or_not(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
