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


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "上家干了八个月 被辞了",
            "history",
            {"work_history": [{"months": 8, "reason_left": "被辞了", "reason_private": True}]},
        ),
        (
            "上家做了十个月，钱谈不拢",
            "history",
            {"work_history": [{"months": 10, "reason_left": "钱谈不拢", "reason_private": True}]},
        ),
        (
            "上一家做了一年，欠了我三个月工资",
            "history",
            {"work_history": [{"months": 12, "reason_left": "欠了我三个月工资", "reason_private": True}]},
        ),
        (
            "上一家干了两年，那家人挺好的，孩子大了就不用人了",
            "history",
            {"work_history": [{"months": 24, "reason_left": "孩子大了", "reason_private": True}]},
        ),
        (
            "做了十一个月 人家搬深圳去了",
            "history",
            {"work_history": [{"months": 11, "reason_left": "人家搬深圳去了", "reason_private": True}]},
        ),
    ],
)
def test_why_it_ended_and_what_is_no_length(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "去年三月到今年五月，在青岛崂山一家带个男孩",
            "history",
            [{"months": 14, "ended": "2026-05", "city": "青岛", "district": "崂山", "duties": "带个男孩"}],
        ),
        ("去年十月份下的户，做了一年", "history", [{"ended": "2025-10", "months": 12}]),
        (
            "最近这家做到十月底，宝宝断奶了",
            "history",
            [{"ended": "2026-10", "reason_left": "宝宝断奶了", "reason_private": True}],
        ),
        ("上家有个钟点工专门打扫，我就管孩子吃喝", "skills", None),
        ("统共伺候过七个老人，有两个送终的", "history", None),
        ("去年下户的，做了俩月", "preferences", [{"ended": "2025", "months": 2}]),
        ("伺候一个大爷三年，去年走了", "preferences", [{"months": 36, "ended": "2025"}]),
        ("最近半年在医院做护工", "history", [{"months": 6, "job": "patient_carer", "duties": "做护工"}]),
        ("我还有半个月才下户", "availability", None),
        ("做护工没有固定的家，一个病人十天半个月", "history", None),
        ("最近做的是月子，四十二天，上个月二十号出的户", "history", [{"months": 1.4, "ended": "2026-10"}]),
        (
            "东家要搬家，给我多结了半个月",
            "history",
            [{"reason_left": "东家要搬家", "reason_private": True}],
        ),
        (
            "上家做了三年。黑龙江绥化人，想再找个照顾老人的",
            None,
            [{"months": 36}],
        ),
    ],
)
def test_dates_and_lengths_belong_to_the_post_they_are_told_of(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: list[dict[str, Any]] | None
) -> None:
    assert profile(text, asking).get("work_history") == expected
