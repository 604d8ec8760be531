"""Ages that take some reckoning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("比雇主小两岁吧，雇主四十", 38),
        ("老公五十，我小他两岁", 48),
        ("我大她两岁，她四十六", 48),
        ("三十九，腊月就四十了", 39),
        ("三十九，再有俩月四十", 39),
        ("再过一年五十五", 54),
        ("过两年就五十了", 48),
        ("过了生日就五十一", 50),
        ("周岁五十五还差俩月", 54),
        ("还差仨月满四十八", 47),
        ("离五十还有两年", 48),
        ("离六十还差三岁", 57),
        ("五字头了", {"min": 50, "max": 59}),
        ("四十七快四十八了", 47),
        ("五十里头最小的那一茬，五十一二", {"min": 51, "max": 52}),
        ("按老家算法五十三，阳历算还没到", None),
        ("我妹小两岁，在老家", None),
    ],
)
def test_an_age_is_reckoned_from_what_she_says(profile: Callable[..., dict[str, Any]], text: str, age: object) -> None:
    assert profile(text, "age").get("age") == age
