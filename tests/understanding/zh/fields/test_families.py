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
        ("五家，都在佛山，最短的仨月最长的四年，一直没怎么闲过", "history", {"min": 5, "max": 5}),
        ("头一家十一个月，第二家两年多，第三家就是现在这个", "history", {"min": 3, "max": 3}),
        ("雇主换过六七个", "history", {"min": 6, "max": 7}),
        ("没几家，三家", "history", {"min": 3, "max": 3}),
        ("换过六家人都是住家的", None, {"min": 6, "max": 6}),
        ("五个东家", "history", {"min": 5, "max": 5}),
        ("月子单做了二十七个，退过一单", "history", {"min": 27, "max": 27}),
        ("手上五六家轮着做", "history", {"min": 5, "max": 6}),
        ("老客户就有十几家", "history", {"min": 11, "max": 19}),
        ("没换过，一直在这一家，九年", "history", {"min": 1, "max": 1}),
        ("第五家了现在这个", "history", {"min": 5, "max": 5}),
        ("上海一户，深圳一户，就这俩", "history", {"min": 2, "max": 2}),
        ("没在人家家里做过", "history", {"min": 0, "max": 0}),
        ("月嫂做了二十六单，育儿嫂做了三家", "history", None),
        ("带过四个月嫂单子两个育儿嫂单子，一共六家", "history", {"min": 6, "max": 6}),
        ("第三家做到现在", "history", None),
        ("同时跑三家", None, None),
        ("月嫂做了四十几单，有三单是早产", "history", {"min": 41, "max": 49}),
        ("有三家", "history", {"min": 3, "max": 3}),
        ("没有上家，头一回", "history", {"min": 0, "max": 0}),
        ("之前照顾我婆婆，外面没干过", "history", {"min": 0, "max": 0}),
        ("没了，就宿迁那一家，三年", "history", {"min": 1, "max": 1}),
        ("第一家带孩子两年，第二家做饭，一个月我就走了", "history", {"min": 2, "max": 2}),
        ("四家，一家三年，两家一年，最后一家俩月", "history", {"min": 4, "max": 4}),
        ("做过五家吧，我嫂子那公司派的有两家，自己找的三家", "history", {"min": 5, "max": 5}),
        ("我没上过户口", "history", None),
    ],
)
def test_families_are_counted_over_her_working_life(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, families: dict[str, int] | None
) -> None:
    assert profile(text, asking).get("families_served") == families
