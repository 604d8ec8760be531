"""Numbers as people say them in English."""

from __future__ import annotations

import pytest

from assistant.understanding.en.numbers import read_amount, tokenize


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("forty-five", 45, 45),
        ("six or seven", 6, 7),
        ("thirty-five or six", 35, 36),
        ("8-9k", 8000, 9000),
        ("8k-9k", 8000, 9000),
        ("eight to nine k", 8000, 9000),
        ("eight, nine thousand", 8000, 9000),
        ("between 7 and 8 thousand", 7000, 8000),
        ("1.2w", 12000, 12000),
        ("nine thousand five hundred", 9500, 9500),
        ("twelve hundred", 1200, 1200),
        ("two hundred and fifty", 250, 250),
        ("three and a half", 3.5, 3.5),
        ("seven and a half thousand", 7500, 7500),
        ("nineteen seventy-nine", 1979, 1979),
        ("a couple of", 2, 2),
        ("twenty-odd", 21, 29),
        ("fifty-something", 51, 59),
        ("over 20", 20, None),
        ("at least 7,000", 7000, None),
        ("10+", 10, None),
        ("from 8k", 8000, None),
        ("up to 9k", None, 9000),
        ("nearly ten", 9, 10),
    ],
)
def test_an_amount(words: str, low: float, high: float) -> None:
    amount = read_amount(tokenize(words), 0)
    assert amount is not None
    assert (amount.min, amount.max) == (low, high)


@pytest.mark.parametrize("words", ["about ten", "forty-ish", "maybe 8000", "around 9 or so"])
def test_an_approximation_keeps_its_number_and_says_so(words: str) -> None:
    amount = read_amount(tokenize(words), 0)
    assert amount is not None
    assert amount.min == amount.max
    assert amount.flags == ("approximate",)


def test_a_range_is_not_approximate_besides() -> None:
    amount = read_amount(tokenize("about six or seven"), 0)
    assert amount is not None
    assert amount.flags == ()


@pytest.mark.parametrize("words", ["", "kids", "a baby", "nine five", "several"])
def test_words_that_are_no_single_amount(words: str) -> None:
    amount = read_amount(tokenize(words), 0)
    assert amount is None or amount.max == 9


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("zero point five", 0.5, 0.5),
        ("nine point two", 9.2, 9.2),
        ("two & half", 2.5, 2.5),
        ("five six families", 5, 6),
        ("six seven thousand yuan", 6000, 7000),
        ("five seven families", 5, 5),
        ("one five zero zero", 1, 1),
        ("three four", 3, 3),
    ],
)
def test_numbers_side_by_side(words: str, low: float, high: float) -> None:
    amount = read_amount(tokenize(words), 0)
    assert amount is not None
    assert (amount.min, amount.max) == (low, high)
