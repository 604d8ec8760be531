"""The number of an identity card: what it says, and when it cannot be one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.errors import BadInputError
from assistant.review.identity import check_character, read_id_number

TODAY = date(2026, 11, 22)
# The two examples of the standard itself (GB 11643-1999, 4.2).
EXAMPLES = {"11010519491231002X": date(1949, 12, 31), "440524188001010014": date(1880, 1, 1)}


def number(region: str = "410503", born: str = "19790406", order: str = "482") -> str:
    first = region + born + order
    return first + check_character(first)


def test_the_example_of_the_standard_is_read() -> None:
    read = read_id_number("11010519491231002X", TODAY)
    assert (read.born, read.last_four) == (date(1949, 12, 31), "002X")


def test_both_examples_carry_their_check_character() -> None:
    for example in EXAMPLES:
        assert check_character(example[:-1]) == example[-1]


def test_blanks_and_a_small_x_do_not_matter() -> None:
    assert read_id_number(" 110105 19491231 002x ", TODAY).last_four == "002X"


@given(st.dates(date(1930, 1, 1), date(2008, 1, 1)), st.integers(0, 999))
def test_every_whole_number_is_read_and_its_date_with_it(born: date, order: int) -> None:
    read = read_id_number(number(born=f"{born:%Y%m%d}", order=f"{order:03}"), TODAY)
    assert read.born == born


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(place: int, more: int) -> None:
    right = number()
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    with pytest.raises(BadInputError):
        read_id_number(wrong, TODAY)


@given(st.integers(0, 15))
def test_two_neighbours_changed_about_are_noticed(place: int) -> None:
    right = number()
    if right[place] == right[place + 1]:
        return
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    with pytest.raises(BadInputError):
        read_id_number(wrong, TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "1101051949123100",
        "11010519491231002Y",
        "X1010519491231002X",
        "１１０１０５１９４９１２３１００２X",
        "a" * 18,
    ],
)
def test_what_is_not_written_like_one_is_refused(wrong: str) -> None:
    with pytest.raises(BadInputError, match="id_form"):
        read_id_number(wrong, TODAY)


@pytest.mark.parametrize("born", ["19790230", "20270101", "18991231", "19791301"])
def test_a_day_nobody_can_be_born_on_is_refused(born: str) -> None:
    with pytest.raises(BadInputError, match="id_wrong"):
        read_id_number(number(born=born), TODAY)


def test_a_region_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInputError, match="id_wrong"):
        read_id_number(number(region="990101"), TODAY)


@pytest.mark.parametrize(("day", "age"), [(date(2026, 4, 5), 46), (date(2026, 4, 6), 47), (date(2026, 4, 7), 47)])
def test_the_age_grows_on_the_birthday(day: date, age: int) -> None:
    assert read_id_number(number(), TODAY).age(day) == age
