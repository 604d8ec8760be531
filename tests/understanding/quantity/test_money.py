"""Sums of money and what they are paid for, in either order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Read = Callable[[str], list[Quantity]]
Only = Callable[[str], Quantity]


@pytest.mark.parametrize(
    ("said", "low", "high", "unit"),
    [
        ("一个月八千", 8000, 8000, "month"),
        ("八千一月", 8000, 8000, "month"),
        ("一月八千", 8000, 8000, "month"),
        ("一个月给八千到九千", 8000, 9000, "month"),
        ("八千一个月", 8000, 8000, "month"),
        ("月薪八千", 8000, 8000, "month"),
        ("一万六打包，四十二天", 16000, 16000, "42_days"),
        ("每个月给八千块", 8000, 8000, "month"),
        ("每月八九千", 8000, 9000, "month"),
        ("8000/月", 8000, 8000, "month"),
        ("8千5一个月", 8500, 8500, "month"),
        ("一万一个月", 10000, 10000, "month"),
        ("一万二到一万五一个月", 12000, 15000, "month"),
        ("八九千块钱一个月", 8000, 9000, "month"),
        ("包月六千", 6000, 6000, "month"),
        ("一万二26天", 12000, 12000, "26_days"),
        ("26天一万三千八", 13800, 13800, "26_days"),
        ("二十六天八千", 8000, 8000, "26_days"),
        ("42天两万三千八", 23800, 23800, "42_days"),
        ("一万一二十六天", 11000, 11000, "26_days"),
        ("九千二十六天", 9000, 9000, "26_days"),
        ("一天三百", 300, 300, "day"),
        ("三百五一天", 350, 350, "day"),
        ("二百五一天", 250, 250, "day"),
        ("一个钟三十五", 35, 35, "hour"),
        ("三十五一个钟", 35, 35, "hour"),
        ("三十一个钟", 30, 30, "hour"),
        ("四五十一个小时", 40, 50, "hour"),
        ("四十到五十一个小时", 40, 50, "hour"),
        ("35/小时", 35, 35, "hour"),
        ("时薪40", 40, 40, "hour"),
        ("40块钱一小时", 40, 40, "hour"),
        ("做一次一百五", 150, 150, "visit"),
        ("一单八千八", 8800, 8800, "visit"),
        ("五块一平", 5, 5, "square_metre"),
        ("年薪十万", 100000, 100000, "year"),
    ],
)
def test_a_sum_knows_what_it_is_paid_for(only: Only, said: str, low: int, high: int, unit: str) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max, found.unit) == ("money", low, high, unit)


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("五六千块钱", 5000, 6000),
        ("七八千块", 7000, 8000),
        ("万把块", 10000, 10000),
        ("三块五", 3.5, 3.5),
        ("两块五毛", 2.5, 2.5),
        ("五毛钱", 0.5, 0.5),
        ("上家给九千五", 9500, 9500),
        ("工资在八千到九千之间", 8000, 9000),
        ("工资八千到一万", 8000, 10000),
        ("八千块到九千", 8000, 9000),
        ("工资八千起", 8000, None),
        ("七千打底", 7000, None),
        ("¥8000", 8000, 8000),
        ("中介让我交五百押金", 500, 500),
    ],
)
def test_a_sum_without_a_period_has_no_unit(only: Only, said: str, low: float, high: float | None) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max, found.unit) == ("money", low, high, None)


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("八千", 8000, 8000),
        ("一万五一万六", 15000, 16000),
        ("七千八千都行", 7000, 8000),
        ("八千五到九千", 8500, 9000),
        ("七到八千", 7000, 8000),
        ("八到一万", 8000, 10000),
        ("7-8千", 7000, 8000),
        ("8-9k", 8000, 9000),
        ("8000-9000", 8000, 9000),
        ("八千至一万", 8000, 10000),
        ("八千～一万", 8000, 10000),
        ("大几千", 5000, None),
        ("上万", 10000, None),
    ],
)
def test_a_bare_number_stays_a_number(only: Only, said: str, low: int, high: int | None) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max, found.unit) == ("number", low, high, None)


@pytest.mark.parametrize(
    "said",
    [
        "不低于一个月八千",
        "一个月至少也得八千",
        "一个月怎么也得八千",
        "一个月八千以上",
        "一个月八千起",
        "低于八千一个月不干",
    ],
)
def test_a_floor_around_the_unit_is_a_floor_of_the_sum(only: Only, said: str) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max, found.unit) == ("money", 8000, None, "month")


def test_the_precise_unit_wins_over_the_month(only: Only) -> None:
    assert only("一个月26天八千").unit == "26_days"
    assert only("按26天算，一个月九千").unit == "26_days"


def test_hours_a_day_do_not_take_the_pay_of_the_day(read: Read) -> None:
    hours, pay = read("一天八个小时三百")
    assert (hours.kind, hours.unit, hours.min) == ("count", "小时", 8)
    assert (pay.kind, pay.unit, pay.min) == ("money", "day", 300)


def test_two_prices_stay_two(read: Read) -> None:
    assert [(q.kind, q.min) for q in read("八千不带睡，九千带睡。")] == [("money", 8000), ("money", 9000)]


def test_a_period_of_work_is_no_pay(read: Read) -> None:
    assert [q.kind for q in read("在那家干了一个月")] == ["duration"]
    assert [q.kind for q in read("每月")] == []


def test_a_unit_goes_with_the_sum_that_follows_it_after_a_pause(read: Read) -> None:
    first, second = read("以前拿八千，一个月九千也拿过")
    assert (first.min, first.unit, second.min, second.unit) == (8000, None, 9000, "month")
