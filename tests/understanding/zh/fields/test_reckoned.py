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
        ("六十差一岁", 59),
        ("六十只差一步", 59),
        ("我吗，四十刚过一岁", 41),
        ("过了冬至就五十四啦", 53),
        ("今年吃四十七的饭", 47),
        ("周岁四十三虚岁四十五", 43),
        ("四十九，过了年就五十，五十岁你们还要吗", 49),
        ("五十六岁了，身体跟四十的人一样", 56),
        ("六十一，上家不知道我过六十了，说我才五十五", 61),
        ("三十八，哦上个月过了生日，三十九", 39),
        ("我爸六十差一岁", None),
        ("说虚岁五十六，周岁五十五还差俩月", 54),
    ],
)
def test_an_age_is_reckoned_from_what_she_says(profile: Callable[..., dict[str, Any]], text: str, age: object) -> None:
    assert profile(text, "age").get("age") == age


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("七零后", {"min": 1970, "max": 1979}),
        ("七五后", {"min": 1975, "max": 1979}),
        ("八零后，八四的", 1984),
        ("妈生我那天下大雪，一九七一，冬至", 1971),
        ("我儿子九零后", None),
    ],
)
def test_a_decade_of_birth_is_a_stretch_of_years(profile: Callable[..., dict[str, Any]], text: str, year: Any) -> None:
    assert profile(text, "age").get("birth_year") == year
