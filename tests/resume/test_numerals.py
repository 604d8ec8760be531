"""Numbers as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.resume.numerals import figure, figure_range, range_words, spoken_integer, spoken_range

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def heard(words: str) -> int:
    """What a listener understands: a trailing digit counts in the unit below the one before it (一万二)."""
    total = section = digit = 0
    unit = 1
    after_zero = False
    for char in words:
        if char == "零":
            after_zero = True
        elif char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit, unit, after_zero = (section + digit) * 10000, 0, 0, 10000, False
        else:
            section += (digit or 1) * _UNITS[char]
            digit, unit, after_zero = 0, _UNITS[char], False
    tail = digit if after_zero or unit < 100 else digit * unit // 10
    return total + section + tail


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"), (2, "二"), (10, "十"), (12, "十二"), (35, "三十五"), (180, "一百八"), (200, "两百"), (260, "两百六"),
        (305, "三百零五"), (2000, "两千"), (8050, "八千零五十"), (8500, "八千五"), (10000, "一万"),
        (10500, "一万零五百"), (12000, "一万二"), (12500, "一万两千五"), (20000, "两万"), (22000, "两万二"),
        (120000, "十二万"),
    ],
)  # fmt: skip
def test_amounts_are_said_the_short_way(value: int, words: str) -> None:
    assert spoken_integer(value) == words


@given(st.integers(0, 99_999_999))
def test_every_amount_is_heard_as_what_it_is(value: int) -> None:
    assert heard(spoken_integer(value)) == value


def test_amounts_out_of_reach_are_refused() -> None:
    with pytest.raises(ValueError, match="spoken"):
        spoken_integer(100_000_000)
    with pytest.raises(ValueError, match="spoken"):
        spoken_integer(-1)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (8000, 9000, ("八九千", "pair")), (7, 8, ("七八", "pair")), (2, 3, ("两三", "pair")),
        (20, 30, ("二三十", "pair")), (12000, 13000, ("一万二三", "pair")), (15000, 16000, ("一万五六", "pair")),
        (35, 36, ("三十五六", "pair")),
        (10000, 11000, ("一万", "just_over")), (11, 19, ("十几", "teens")), (21, 29, ("二十多", "teens")),
        (9000, 10000, ("九千到一万", "between")), (9, 10, ("九到十", "between")), (2, 4, ("两到四", "between")),
        (7000, None, ("七千", "from")), (None, 9000, ("九千", "to")), (8, 8, ("八", "exact")),
        (3.5, 4, ("3.5到四", "between")),
    ],
)  # fmt: skip
def test_ranges_run_together_where_people_run_them_together(
    low: float | None, high: float | None, said: tuple[str, str]
) -> None:
    assert spoken_range(low, high) == said


def test_an_approximation_says_so() -> None:
    assert spoken_range(20, 20, approximate=True) == ("二十", "tens")
    assert spoken_range(12000, 12000, approximate=True) == ("一万二", "about")
    assert figure_range(12000, 12000, approximate=True) == ("12,000", "about")


def test_a_range_without_ends_is_no_range() -> None:
    for words in (spoken_range, figure_range):
        with pytest.raises(ValueError, match="end"):
            words(None, None)


def test_english_has_figures() -> None:
    assert range_words(8000, 9000, "en") == ("8,000–9,000", "between")
    assert range_words(7000, None, "en") == ("7,000", "from")
    assert figure(2.5) == "2.5"
    assert figure(1.17) == "1.17"
