"""Certificates as held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "育婴师证有，高级的，前年考的",
            "certificates",
            {"certificates": [{"kind": "infant_care", "level": "高级", "issued_on": "2024", "verified": "no"}]},
        ),
        ("没证，跟着老师傅学的", "certificates", {"certificates": None}),
        ("正在考养老护理证", "certificates", {"certificates": None}),
    ],
)
def test_papers_are_held_or_not(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("我有教师资格证", "certificates", {"certificates": None}),
        ("月嫂证快下来了", "certificates", {"certificates": None}),
        (
            "我有月嫂证，我是在妇联上的班",
            "certificates",
            {"certificates": [{"kind": "maternity_care", "verified": "no"}]},
        ),
        (
            "二三年考了月嫂证和催乳证",
            "certificates",
            {
                "certificates": [
                    {"kind": "maternity_care", "issued_on": "2023", "verified": "no"},
                    {"kind": "lactation", "issued_on": "2023", "verified": "no"},
                ]
            },
        ),
    ],
)
def test_only_papers_of_the_trade_that_she_holds(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
