"""Mobile numbers, typed or spelled aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.quantity import Quantity

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]


@pytest.mark.parametrize(
    "said",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "１３８１２３４５６７８",
        "幺三八幺二三四五六七八",
        "一三八一二三四五六七八",
        "138 幺二三四 五六七八",
        "幺三八，幺二三四，五六七八",
        "幺三八、幺二三四、五六七八",
    ],
)
def test_every_way_to_say_a_mobile_number(only: Only, said: str) -> None:
    found = only(said)
    assert (found.kind, found.digits) == ("phone", "13812345678")
    assert (found.start, found.end) == (0, len(said))


def test_repeated_digits_may_be_counted(only: Only) -> None:
    assert only("138四个0 1234").digits == "13800001234"
    assert only("一三零后面是四个八，再后面一二三四").digits == "13088881234"


def test_what_follows_a_pause_is_not_part_of_it(read: Read) -> None:
    phone, age = read("13812345678，48岁")
    assert (phone.digits, age.min) == ("13812345678", 48)


@pytest.mark.parametrize(
    "said",
    ["一三六，五五零八，二二三三，等下，是二二三六", "13655082233，不对，2236", "13655082233，哎后四位打错了是2236"],
)
def test_last_digits_said_over_again_take_the_place_of_those_before(only: Only, said: str) -> None:
    found = only(said)
    assert found.digits == "13655082236"
    assert said[found.start : found.end] == said


def test_a_whole_number_said_over_again_is_another_number(read: Read) -> None:
    assert [q.digits for q in read("13655082233，不对，13655082236")] == ["13655082233", "13655082236"]


def test_a_number_with_digits_missing_is_marked(only: Only) -> None:
    found = only("我电话是1381234567")
    assert (found.kind, found.digits) == ("phone", "1381234567")
    assert found.has("incomplete")


@pytest.mark.parametrize("said", ["110101197901011234", "12345", "23812345678"])
def test_other_digits_are_no_mobile_number(read: Read, said: str) -> None:
    assert "phone" not in [q.kind for q in read(said)]
