"""Ages and birth years are hers alone; the zodiac only checks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("四十五", "age", {"age": 45}),
        ("七九年的，属羊", "age", {"birth_year": 1979}),
        ("属羊的，四十七", "age", {"age": 47, "birth_year": 1979}),
        ("二十九，虚的三十", "age", {"age": 29, "birth_year": 1997}),
        ("过了年就五十了，虚的", "age", {"birth_year": 1978, "age": None}),
        ("四十三，不对，虚岁四十三，八四年的", "age", {"age": None, "birth_year": 1984}),
        ("四十大几了", "age", {"age": {"min": 46, "max": 49}}),
        ("我女儿二十岁", None, {"age": None}),
        ("照顾过八十岁的老人", None, {"age": None}),
        ("属羊的", "age", {"age": None, "birth_year": None}),
        ("五十二吧，我想想，五十三才对", "age", {"age": 53}),
    ],
)
def test_an_age_is_hers_and_of_now(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


def test_a_figure_in_an_introduction_by_items_is_an_age(profile: Callable[..., dict[str, Any]]) -> None:
    assert profile("李秀英，河南商丘，月嫂，四十八，八千")["age"] == 48
    assert "age" not in profile("李梅，月嫂，带过二十六")


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("四十七山西大同人", None, {"age": 47}),
        ("女，四十三，小学文化", None, {"age": 43}),
        ("四川广元的四十三在成都带娃", None, {"age": 43}),
        ("七八年的，河北保定", None, {"birth_year": 1978}),
        ("八零后，八四的", "age", {"birth_year": 1984}),
        ("哎说错了，年龄改成五十一", "anything_else", {"age": 51}),
        ("下个月就四十六了", "age", {"age": 45}),
        ("闺女二十四了，我生她的时候二十三", "age", {"age": None}),
        ("二十五块一小时，河南的", None, {"age": None}),
        ("做了七八年的保洁，河北保定的", None, {"birth_year": None}),
        ("三十七，带俩娃，想找白班", None, {"age": 37}),
        ("月嫂一个，四十六，属羊", None, {"age": 46}),
        ("六十五年生人，属蛇", None, {"birth_year": 1965}),
        ("我先声明年纪有点大，六十一", None, {"age": 61}),
        ("19760214", "age", {"birth_year": 1976}),
        ("我七三年的，做了十年", "experience", {"birth_year": 1973}),
        ("属虎，比你大，七四年虎", "age", {"birth_year": 1974}),
        ("你好我男的五十二在医院做护工五年", None, {"age": 52}),
        ("我七零后，七八的", "age", {"birth_year": 1978}),
        ("三十岁出来的，做了十五年，四十五了", "age", {"age": 45}),
        ("不是四十八，是四十六", "confirm", {"age": 46}),
    ],
)
def test_an_age_is_told_by_what_stands_beside_it(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
