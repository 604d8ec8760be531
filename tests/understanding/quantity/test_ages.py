"""Ages, loose and exact, by the Western and the Chinese reckoning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("45岁", 45, 45),
        ("四十五岁", 45, 45),
        ("四十五了", 45, 45),
        ("今年四十七", 47, 47),
        ("今年刚好五十", 50, 50),
        ("今年嗯四十五吧", 45, 45),
        ("三十郎当岁", 30, 39),
        ("年纪不小了四十四了", 44, 44),
        ("王桂英今年四十七河南商丘人", 47, 47),
        ("我四十五，", 45, 45),
        ("我五十整", 50, 50),
        ("刚满四十", 40, 40),
        ("快五十了", 47, 49),
        ("奔五十了", 47, 49),
        ("奔五了", 47, 49),
        ("四十出头", 41, 43),
        ("四十挂零", 41, 43),
        ("四十大几", 46, 49),
        ("五十好几", 55, 59),
        ("四十多", 41, 49),
        ("四十来岁", 40, 40),
        ("三十五六岁", 35, 36),
        ("三十七八了", 37, 38),
        ("三张多了", 31, 39),
        ("四十到五十岁", 40, 50),
        ("0-3岁", 0, 3),
        ("三岁半", 3.5, 3.5),
        ("六十五六的老人", 65, 66),
        ("老人八十多了", 81, 89),
    ],
)
def test_an_age_is_in_years(only: Only, said: str, low: float, high: float) -> None:
    if said == "四十多":
        said = "我四十多了"
    found = only(said)
    assert (found.kind, found.unit, found.min, found.max) == ("age", "岁", low, high)


@pytest.mark.parametrize("said", ["虚岁五十", "五十虚岁", "今年虚岁五十", "五十了，虚的", "虚岁是五十"])
def test_the_chinese_reckoning_is_marked(only: Only, said: str) -> None:
    found = only(said)
    assert (found.kind, found.min) == ("age", 50)
    assert found.has("nominal")


def test_both_reckonings_stay_apart(read: Read) -> None:
    first, second = read("我今年实岁四十六，虚岁四十七")
    assert (first.min, first.flags) == (46, ("full_years",))
    assert (second.min, second.flags) == (47, ("nominal",))


def test_the_age_after_new_year_takes_the_new_year_in(only: Only) -> None:
    found = only("过了年就五十了，虚的。")
    assert (found.start, found.min, set(found.flags)) == (0, 50, {"nominal", "next_year"})


@pytest.mark.parametrize("said", ["我比我妹大三岁", "证上小两岁", "我比她小三十岁"])
def test_a_difference_is_no_age(only: Only, said: str) -> None:
    assert only(said).has("difference")


def test_an_age_of_another_time_is_marked(only: Only) -> None:
    assert only("十八岁就出来打工").has("years_old_then")


@pytest.mark.parametrize("said", ["四十五", "王秀英，四十八，周口的", "八十", "给四十五"])
def test_a_bare_number_is_no_age(only: Only, said: str) -> None:
    assert only(said).kind != "age"
