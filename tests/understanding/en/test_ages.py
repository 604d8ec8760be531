"""How old she is, told straight, by a birthday ahead, beside somebody else's age, or in Chinese counting."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two years off fifty", [("age", 48)]),
        ("I'll be fifty come January", [("age", 49)]),
        ("50 next birthday", [("age", 49)]),
        ("46 this December", [("age", 45)]),
        ("my husband is sixty and I'm four years younger", [("age", 56)]),
        ("same age as my employer, she's 47", [("age", 47)]),
        ("early to mid forties", [("age", {"min": 41, "max": 46})]),
        ("'76", [("birth_year", 1976)]),
        ("forty-eight by Chinese counting", [("birth_year", 1979)]),
        ("forty-eight by Chinese counting, forty-seven really", [("age", 47)]),
        ("My ID says 1974 but really I'm 1975", [("birth_year", 1975)]),
        ("forty plus", [("age", {"min": 41, "max": 49})]),
        ("turning 45 this December", [("age", 44)]),
        ("just had my 50th birthday", [("age", 50)]),
        ("four nine", [("age", 49)]),
        ("I have 39 years", [("age", 39)]),
        ("three months to 50", [("age", 49)]),
        ("Next year I'll be 60", [("age", 59)]),
        ("twenty nine turning thirty in january", [("age", 29)]),
        ("younger than 50, 48", [("age", 48)]),
        ("my ID says 46 but really I'm 44", [("age", 44)]),
        ("I am above forty, 44 actually", [("age", 44)]),
        ("forty but I look thirty", [("age", 40)]),
        ("seventy eight born", [("birth_year", 1978)]),
        ("I am forty two years old", [("age", 42)]),
        ("twenty-nine and a half if you want to be exact", [("age", 29)]),
    ],
)
def test_her_age(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "age") == expected


@pytest.mark.parametrize("text", ["my eldest is 25, I had her at 20", "I was twenty when he was born"])
def test_the_age_she_was_is_not_her_age(said: Said, text: str) -> None:
    assert said(text, "age") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("just had my thirty-third on Friday", 33),
        ("I've just had my sixty-first", 61),
        ("had my fortieth last May", 40),
        ("I had my 50th in June", 50),
    ],
)
def test_a_birthday_told(said: Said, text: str, age: int) -> None:
    assert said(text, "age") == [("age", age)]
