"""Years of birth, years of events, and durations that look like years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("七九年的", 1979),
        ("七九年", 1979),
        ("79年", 1979),
        ("1979年", 1979),
        ("一九七九年生的", 1979),
        ("八零年的", 1980),
        ("我是六九年的人", 1969),
        ("身份证上七五年的", 1975),
        ("七二年腊月生的", 1972),
        ("一九七五年三月初八", 1975),
        ("1979年3月生", 1979),
        ("79年的羊", 1979),
        ("零二年的", 2002),
    ],
)
def test_a_year_of_birth(only: Only, said: str, year: int) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max) == ("birth_year", year, year)


def test_a_month_of_birth_is_kept(only: Only) -> None:
    assert only("1979年3月生").iso == "1979-03"
    assert only("七二年腊月生的").has("lunar")


def test_a_zodiac_mention_decides_between_a_year_and_a_duration(read: Read) -> None:
    assert [q.kind for q in read("属马的，七八年的")] == ["zodiac", "birth_year"]
    assert [q.kind for q in read("干了七八年的保姆")] == ["duration"]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [("七零后", 1970, 1979), ("80后", 1980, 1989), ("七五后", 1975, 1979), ("六几年的", 1960, 1969)],
)
def test_a_decade_of_birth(only: Only, said: str, low: int, high: int) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max) == ("birth_year", low, high)
    assert found.has("decade")


@pytest.mark.parametrize(
    ("said", "iso"),
    [("九五年来北京", "1995"), ("2018年开始", "2018"), ("从79年开始", "1979"), ("05年", "2005"), ("二零年", "2020")],
)
def test_a_year_of_an_event_is_a_date(only: Only, said: str, iso: str) -> None:
    found = only(said)
    assert (found.kind, found.iso) == ("date", iso)


@pytest.mark.parametrize(
    ("said", "words", "year"),
    [
        ("从奥运会那年就在北京做了", "奥运会那年", "2008"),
        ("疫情那会儿才入行", "疫情那会儿", "2020"),
        ("非典那年出来的", "非典那年", "2003"),
        ("解封以后我才出来做", "解封以后", "2022"),
    ],
)
def test_a_year_named_by_what_happened_in_it(read: Read, said: str, words: str, year: str) -> None:
    found = read(said)[0]
    assert (said[found.start : found.end], found.kind, found.iso) == (words, "date", year)


@pytest.mark.parametrize("said", ["疫情期间在家", "我喜欢看奥运会", "疫情开始就没做了"])
def test_what_happened_alone_is_no_year(read: Read, said: str) -> None:
    assert read(said) == []
