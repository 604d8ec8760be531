"""Floors, ceilings and approximations, said before, after, or by refusing what lies beyond."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]


@pytest.mark.parametrize(
    "said",
    [
        "八千以上",
        "八千起",
        "八千打底",
        "八千起步",
        "八千往上",
        "至少八千",
        "最少八千",
        "不低于八千",
        "超过八千",
        "少说八千",
        "少于八千不干",
        "低于八千不考虑",
        "没有八千不干",
        "八千少一分不行",
        "八千块，少了不干",
    ],
)
def test_a_floor_has_no_upper_end(only: Only, said: str) -> None:
    found = only(said)
    assert (found.min, found.max) == (8000, None)
    assert found.has("floor")


@pytest.mark.parametrize("said", ["八千以内", "八千以下", "最多八千", "顶多八千", "不超过八千", "八千封顶"])
def test_a_ceiling_has_no_lower_end(only: Only, said: str) -> None:
    found = only(said)
    assert (found.min, found.max) == (None, 8000)
    assert found.has("ceiling")


@pytest.mark.parametrize("said", ["一万左右", "大概一万", "差不多一万", "一万上下", "万把块", "大概一万的样子"])
def test_an_approximation_keeps_the_number(only: Only, said: str) -> None:
    found = only(said)
    assert (found.min, found.max) == (10000, 10000)
    assert found.has("approximate")


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("小一万", 9000, 10000),
        ("将近一万", 9000, 10000),
        ("近一万", 9000, 10000),
        ("快一万了", 9000, 10000),
        ("一万出头", 10000, 11000),
        ("小十年", 108, 120),
        ("不到三年", None, 36),
        ("一年不到", None, 12),
        ("最低八千最高一万", 8000, 10000),
        ("最少八千，最多一万", 8000, 10000),
    ],
)
def test_a_near_number_has_its_interval(only: Only, said: str, low: float | None, high: float) -> None:
    found = only(said)
    assert (found.min, found.max) == (low, high)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("至少八千吧", "至少八千"),
        ("附近三家", "三家"),
        ("最近三年", "三年"),
        ("很快三年了", "三年"),
        ("从小三岁", "三岁"),
    ],
)
def test_only_a_word_of_its_own_modifies(only: Only, said: str, quote: str) -> None:
    found = only(said)
    assert said[found.start : found.end] == quote
