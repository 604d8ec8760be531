"""A post is told by where, how long, what and why it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "第一家在上海做了三年，老人去世了，第二家在苏州做了一年半，雇主搬家了",
            "history",
            {
                "work_history": [
                    {"city": "上海", "months": 36, "reason_left": "老人去世了", "reason_private": True},
                    {"city": "苏州", "months": 18, "reason_left": "雇主搬家了", "reason_private": True},
                ]
            },
        ),
        (
            "上家嫌我烧菜咸，我就走了",
            "history",
            {"work_history": [{"reason_left": "嫌我烧菜咸", "reason_private": True}]},
        ),
        ("我妹妹上家做了两年", None, {"work_history": None}),
    ],
)
def test_posts_are_told_one_by_one(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
