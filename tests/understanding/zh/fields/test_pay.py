"""Pay is what she wants, not what others gave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("一万二26天", "salary", {"expected_salary": {"min": 12000, "max": 12000, "unit": "26_days"}}),
        ("七千打底，少于七千不干", "salary", {"expected_salary": {"min": 7000, "max": None, "unit": "month"}}),
        ("上家给九千五，这回想再涨点", "salary", {"expected_salary": None}),
        (
            "八千不带睡，九千带睡",
            "salary",
            {"expected_salary": {"min": 8000, "max": 9000, "unit": "month"}, "preferences": None},
        ),
        ("中介让我交五百押金", None, {"expected_salary": None}),
        ("三十五一个钟，两个钟起", "salary", {"expected_salary": {"min": 35, "max": 35, "unit": "hour"}}),
        (
            "八千，可以谈",
            "salary",
            {"expected_salary": {"min": 8000, "max": 8000, "unit": "month", "negotiable": True}},
        ),
    ],
)
def test_pay_is_her_wish(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("不是一天两百，是一小时四十", 40, "hour"),
        ("一单一万三，四十二天", 13000, "42_days"),
        ("工资六千五月休四天", 6500, "month"),
    ],
)
def test_the_unit_goes_with_the_figure_meant(
    profile: Callable[..., dict[str, Any]], text: str, low: int, unit: str
) -> None:
    pay = profile(text, "salary")["expected_salary"]
    assert (pay["min"], pay["unit"]) == (low, unit)
