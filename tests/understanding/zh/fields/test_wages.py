"""A figure is her wish, unless others paid it or it is a fee."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "low", "high"),
    [
        ("去年做月嫂一万二，今年行情差一万也接", "salary", 10000, 10000),
        ("前面那家八千包吃住，不包的话九千", "salary", 9000, 9000),
        ("上一户一万一，这户低于一万二不做", "salary", 12000, None),
        ("跟上家一样六千五", "salary", 6500, 6500),
        ("不低于上家的六千五", "salary", 6500, None),
        ("不比上家低就行，上家七千二", "salary", 7200, None),
        ("扣完中介费到手六千", "salary", 6000, 6000),
        ("恁给俺开七千二就中", "salary", 7200, 7200),
        ("六千以下免谈", "salary", 6000, None),
        ("少了四千八不来", "salary", 4800, None),
        ("不能低过五千", "salary", 5000, None),
        ("别人要五千，我要五千六，多的六百是我会开车", "salary", 5600, 5600),
        ("一万上下，差个三五百不跟你计较", "salary", 10000, 10000),
        ("四十一小时或者一个月五千", "salary", 5000, 5000),
        ("先四千五，做满三个月给五千", "salary", 4500, 5000),
        ("六千块不能再少了", "salary", 6000, None),
        ("四十块一个小时，节假日五十", "salary", 40, 40),
        ("给七千就行，八千更好", "salary", 7000, 8000),
        ("做育儿嫂四年了，闺女没人管，早八晚六，六千五", None, 6500, 6500),
        ("以前在杭州当月嫂，一万四二十六天；今年婆婆中风，六千五就好", None, 6500, 6500),
    ],
)
def test_a_wish_is_told_from_what_others_paid(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, low: int, high: int | None
) -> None:
    made = profile(text, asking)["expected_salary"]
    assert (made["min"], made.get("max")) == (low, high)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("上家一直是七千五没涨过", "salary"),
        ("之前做过三年保洁，一个月四千，想做育儿嫂", None),
        ("我朋友都拿八千", "salary"),
        ("在我们县城做的，两年，一个月两千八", "history"),
        ("做保洁五年了，一直在管城中原二七跑", None),
    ],
)
def test_what_others_pay_is_no_wish(profile: Callable[..., dict[str, Any]], text: str, asking: str | None) -> None:
    assert "expected_salary" not in profile(text, asking)
