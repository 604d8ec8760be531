"""Which lengths of time are time at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "years"),
    [
        ("少则六年多则七年", "experience", {"min": 6, "max": 7}),
        ("两年多快三年", "experience", {"min": 2, "max": 3}),
        ("干这行一年都不到", "experience", {"min": None, "max": 1}),
        ("二十年只多不少", "experience", {"min": 20, "max": None}),
        ("从我大孙子出生那年，一二年", "experience", {"min": 14, "max": 14}),
        ("第三个年头了", "experience", {"min": 3, "max": 3}),
        ("我妈二十二年的老保姆把我带出来的，我自己满六年", "experience", {"min": 6, "max": 6}),
        ("一五年九月到二零年底，后来断了，去年三月又捡起来", "experience", {"min": 6.9, "max": 6.9}),
        ("先前在厦门湖里带过两个小孩一个带到三岁一个带到上幼儿园大概七年吧", None, {"min": 7, "max": 7}),
        ("元月一号起", "availability", None),
        ("在厂里做了五年", None, None),
        ("本来就想改行，还是做回月嫂吧。七年。一万", None, {"min": 7, "max": 7}),
        ("月嫂，第九年", None, {"min": 9, "max": 9}),
        ("做育儿嫂第一年挨骂最多。现在第九年，四十三", None, {"min": 9, "max": 9}),
        ("外出打工二十八年，进厂二十年，家政八年", None, {"min": 8, "max": 8}),
        ("十七年住家，七千", None, {"min": 17, "max": 17}),
        ("从一六年做到现在十年了带过七个宝宝", None, {"min": 10, "max": 10}),
        ("产后修复师三年，一次三百", None, {"min": 3, "max": 3}),
        ("先七千，做半年看表现加", None, None),
        ("当过十年村医，想做护理", None, None),
        ("毕业一年想做陪读", None, None),
        ("瘫痪的妈伺候了八年", None, None),
        ("跟师父学的催乳，师父干了三十年", None, None),
        ("九年，头两年在老家，后头七年都在北京", "experience", {"min": 9, "max": 9}),
    ],
)
def test_time_at_work_is_told_from_other_time(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, years: dict[str, float] | None
) -> None:
    assert profile(text, asking).get("years_experience") == years
