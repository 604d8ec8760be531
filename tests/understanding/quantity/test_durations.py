"""How long, in months."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("三年", 36, 36),
        ("12,3年", 144, 156),
        ("七个整年", 84, 84),
        ("三年半", 42, 42),
        ("半年", 6, 6),
        ("一个半月", 1.5, 1.5),
        ("半个月", 0.5, 0.5),
        ("三个半月", 3.5, 3.5),
        ("一年零三个月", 15, 15),
        ("三年八个月", 44, 44),
        ("一年半载", 6, 12),
        ("一两年", 12, 24),
        ("一到两年", 12, 24),
        ("三个月以后的都可以", 3, None),
        ("三五年", 36, 60),
        ("七八年", 84, 96),
        ("五六年吧", 60, 72),
        ("三到五年", 36, 60),
        ("三年四年", 36, 48),
        ("四个月到六个月", 4, 6),
        ("十几年", 132, 228),
        ("二十多年", 252, 348),
        ("两年多", 24, 36),
        ("两个多月", 2, 3),
        ("大半年", 7, 11),
        ("小半年", 4, 6),
        ("个把月", 1, 1),
        ("十来年", 120, 120),
        ("好几年", 48, None),
        ("两个星期", 0.46, 0.46),
        ("十八年", 216, 216),
        ("干了18年", 216, 216),
        ("来北京20年了", 240, 240),
    ],
)
def test_a_duration_is_in_months(only: Only, said: str, low: float, high: float | None) -> None:
    found = only(said)
    assert found.kind == "duration"
    assert found.min == pytest.approx(low, abs=0.01)
    assert found.max == (high if high is None else pytest.approx(high, abs=0.01))


def test_a_loose_duration_says_so(only: Only) -> None:
    assert only("个把月").has("approximate")
    assert only("好几年").has("floor")
    assert only("几年").has("vague")
    assert only("两年多").has("over")


def test_the_word_said_is_kept(only: Only) -> None:
    assert only("三年").unit == "年"
    assert only("八个月").unit == "个月"


def test_several_durations_stay_several(read: Read) -> None:
    assert [q.min for q in read("月嫂三年，育儿嫂五年，加一块七年，有一年两样都干。") if q.kind == "duration"] == [
        36,
        60,
        84,
        12,
    ]


def test_days_and_hours_are_counted(only: Only) -> None:
    assert (only("三天").kind, only("三天").unit, only("三天").min) == ("count", "天", 3)
    assert (only("两个小时").kind, only("两个小时").unit) == ("count", "小时")
    assert (only("两个钟起").min, only("两个钟起").max) == (2, None)


def test_a_month_after_a_pause_is_what_a_price_is_for(read: Read) -> None:
    assert [(q.kind, q.min) for q in read("做了五年，一个月要五千")] == [("duration", 60), ("money", 5000)]
