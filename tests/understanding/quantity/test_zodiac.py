"""Zodiac animals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    ("said", "animal", "index"),
    [
        ("属羊", "羊", 7),
        ("我属羊的", "羊", 7),
        ("羊年生的", "羊", 7),
        ("属小龙", "蛇", 5),
        ("属耗子", "鼠", 0),
        ("属大龙", "龙", 4),
        ("屬雞", "鸡", 9),
    ],
)
def test_an_animal_has_its_place_in_the_cycle(only: Only, said: str, animal: str, index: int) -> None:
    found = only(said)
    assert (found.kind, found.unit, found.min, found.max) == ("zodiac", animal, index, index)


def test_ones_own_year_is_this_years_animal(only: Only) -> None:
    found = only("本命年")
    assert (found.unit, found.flags) == ("马", ("own_year",))


@pytest.mark.parametrize("said", ["家属马上到", "属于我的", "下属"])
def test_other_words_are_no_animals(read: Read, said: str) -> None:
    assert "zodiac" not in [q.kind for q in read(said)]
