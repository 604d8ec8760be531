"""Rest and start as days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("月休四天，过节要三倍", "schedule", {"rest_days_per_month": {"min": 4, "max": 4}}),
        ("上家月休两天，这回要四天", "schedule", {"rest_days_per_month": {"min": 4, "max": 4}}),
        ("周六周日都要休", "schedule", {"rest_days_per_month": {"min": 8, "max": 8}}),
        ("明天就能上户，最迟后天", "availability", {"available_from": "2026-11-23"}),
        ("现在这家做到月底", "availability", {"available_from": "2026-11-30"}),
        ("随时", "availability", {"available_from": "now"}),
        ("还有十天下户", "availability", {"available_from": "2026-12-02"}),
    ],
)
def test_rest_and_start_are_days(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("每个礼拜歇一天", {"min": 4, "max": 4}),
        ("只休周日", {"min": 4, "max": 4}),
        ("隔周双休", {"min": 6, "max": 6}),
        ("这周歇一天下周歇两天那种", {"min": 6, "max": 6}),
        ("周末双休最好，单休也行", {"min": 4, "max": 8}),
        ("四天，攒一块休", {"min": 4, "max": 4}),
        ("一个礼拜上五天", {"min": 8, "max": 8}),
        ("五天八小时", {"min": 8, "max": 8}),
        ("礼拜六礼拜天两天", {"min": 8, "max": 8}),
        ("周日不上，别的天都上", {"min": 4, "max": 4}),
        ("礼拜天归我自己，剩下都归你", {"min": 4, "max": 4}),
        ("隔周歇一个整天", {"min": 2, "max": 2}),
        ("两周三天", {"min": 6, "max": 6}),
        ("两个月休七天，平均算", {"min": 3.5, "max": 3.5}),
        ("一季度给我六天，攒一块儿回趟湘西", {"min": 2, "max": 2}),
        ("干二十六天，剩下那几天算我的", {"min": 4, "max": 4}),
        ("歇啥歇，歇一天少一天的钱", {"min": 0, "max": 0}),
        ("一天也不用", {"min": 0, "max": 0}),
        ("单休就行，双休我也闲不住", {"min": 4, "max": 4}),
        ("四天就够了，但必须连着，我来回就得两天", {"min": 4, "max": 4}),
        ("不放假的东家就算了，人又不是机器", None),
        ("上二十四歇二十四", {"min": 15, "max": 15}),
        ("一个月两次，一次两天", {"min": 4, "max": 4}),
        ("周六周天要陪孩子", {"min": 8, "max": 8}),
        ("26天制", {"min": 4, "max": 4}),
        ("礼拜天", {"min": 4, "max": 4}),
        ("礼拜一做到礼拜六，礼拜天要歇", {"min": 4, "max": 4}),
        ("这周歇两天下周歇一天，轮着来", {"min": 6, "max": 6}),
        ("就周末吧", {"min": 8, "max": 8}),
        ("改成四天吧，两天太少了", {"min": 4, "max": 4}),
        ("礼拜天下午歇半天就行", {"min": 2, "max": 2}),
        ("两周一天", {"min": 2, "max": 2}),
        ("周中休，周末不休", None),
        ("忙就不休闲就休", None),
        ("前半年不歇后半年一起歇行不", None),
        ("月休三天吧，四天我闲得慌", {"min": 3, "max": 3}),
        ("攒着，三个月回一趟家住七天", None),
        ("月休四天，不休给加班费", {"min": 4, "max": 4}),
        ("刚才说歇两天太少了，要三天", {"min": 3, "max": 3}),
        ("双休不要，有活就干", None),
        ("你们规定休几天我就休几天", None),
        ("上家月休两天，累得不行", None),
    ],
)
def test_rest_is_counted_by_the_month(
    profile: Callable[..., dict[str, Any]], text: str, days: dict[str, int] | None
) -> None:
    assert profile(text, "schedule").get("rest_days_per_month") == days


def test_days_of_rest_before_she_comes_are_none_of_the_month(profile: Callable[..., dict[str, Any]]) -> None:
    assert "rest_days_per_month" not in profile("干到月底，歇两天，下月三号能走", "availability")
    assert profile("月底能来，月休四天", "availability")["rest_days_per_month"] == {"min": 4, "max": 4}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周三周日各歇一天", {"min": 8, "max": 8}),
        ("这回我想歇两天，每周", {"min": 8, "max": 8}),
        ("三天还是四天我都没意见", {"min": 3, "max": 4}),
        ("大小周我可以，单休也将就", {"min": 4, "max": 6}),
        ("一个月歇两到三天，赶上忙不歇也行", {"min": 2, "max": 3}),
        ("六天行不，我妈要看病", {"min": 6, "max": 6}),
    ],
)
def test_days_off_told_in_other_ways(profile: Callable[..., dict[str, Any]], text: str, days: dict[str, int]) -> None:
    assert profile(text, "schedule").get("rest_days_per_month") == days
