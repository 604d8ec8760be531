"""How many families she has served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "families"),
    [
        ("做过六家，评价都好", None, {"min": 6, "max": 6}),
        ("带了五个家庭的孩子", "history", {"min": 5, "max": 5}),
        ("没换过，就一家", "history", {"min": 1, "max": 1}),
        ("雇主换过六七个", "history", {"min": 6, "max": 7}),
        ("没几家，三家", "history", {"min": 3, "max": 3}),
        ("换过六家人都是住家的", None, {"min": 6, "max": 6}),
        ("第三家做到现在", "history", None),
        ("同时跑三家", None, None),
    ],
)
def test_families_are_counted_over_her_working_life(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, families: dict[str, int] | None
) -> None:
    assert profile(text, asking).get("families_served") == families
