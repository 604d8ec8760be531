"""Days off a month."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("月休四天", 4, 4),
        ("两个礼拜歇一回", 2, 2),
        ("一个月休四天", 4, 4),
        ("每月休息四天", 4, 4),
        ("一个月歇四天", 4, 4),
        ("休四天", 4, 4),
        ("半个月放我一天", 2, 2),
        ("隔周休一天半", 3, 3),
        ("月休两天还是三天", 2, 3),
        ("不想休", 0, 0),
        ("一个月四天假", 4, 4),
        ("月休两到四天", 2, 4),
        ("月休4", 4, 4),
        ("月休四日", 4, 4),
        ("做六休一", 4, 4),
        ("上六休一", 4, 4),
        ("6休1", 4, 4),
        ("做五休二", 8, 8),
        ("单休", 4, 4),
        ("双休", 8, 8),
        ("大小周", 6, 6),
        ("不休", 0, 0),
        ("全年无休", 0, 0),
        ("一周休一天", 4, 4),
        ("每周休一天", 4, 4),
        ("两周休一天", 2, 2),
        ("十天休一天", 3, 3),
        ("周末休", 8, 8),
        ("周日休", 4, 4),
        ("每周日休息", 4, 4),
        ("一周双休", 8, 8),
        ("攒着休", None, None),
    ],
)
def test_days_off_are_counted_by_the_month(only: Only, said: str, low: int | None, high: int | None) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max) == ("rest", low, high)
    assert (found.start, found.end) == (0, len(said))


def test_no_rest_is_to_be_confirmed_and_saved_rest_says_so(only: Only) -> None:
    assert only("我不休，多挣点").has("confirm")
    assert only("攒着休").has("accumulate")


@pytest.mark.parametrize(
    "said", ["退休五年了", "国庆休三天", "午休一小时", "春节不休", "做了四天", "请三天假", "礼拜天歇口气"]
)
def test_other_free_time_is_no_monthly_rest(read: Read, said: str) -> None:
    assert "rest" not in [q.kind for q in read(said)]


def test_rest_and_pay_share_the_month(read: Read) -> None:
    assert [(q.kind, q.min) for q in read("一个月八千休四天")] == [("money", 8000), ("rest", 4)]
    assert [(q.kind, q.min) for q in read("月休四天八千五一个月")] == [("rest", 4), ("money", 8500)]
