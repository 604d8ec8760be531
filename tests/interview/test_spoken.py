"""Numbers in words: the Chinese way in Chinese, figures in English."""

from __future__ import annotations

import pytest

from assistant.interview.spoken import say_phone, say_range, say_year, say_years


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (12000, 12000, "一万二", "12,000"),
        (8000, 9000, "八九千", "8,000 to 9,000"),
        (2, 2, "两", "2"),
        (3.5, 3.5, "三点五", "3.5"),
        (8050, 8050, "八千零五十", "8,050"),
    ],
)
def test_a_range_in_words(low: float, high: float, zh: str, en: str) -> None:
    assert say_range(low, high, "zh") == zh
    assert say_range(low, high, "en") == en


def test_an_open_range_has_its_own_wording() -> None:
    with pytest.raises(ValueError, match="open"):
        say_range(7000, None, "zh")


def test_years_are_said_with_their_half() -> None:
    assert say_years(3.5, "zh") == "三年半"
    assert say_years(0.25, "zh") == "三个月"
    assert say_years(3.5, "en") is None


def test_a_phone_is_grouped_and_said_in_digits_when_heard() -> None:
    assert say_phone("13812345678", "zh", aloud=False) == "138 1234 5678"
    assert say_phone("13812345678", "zh", aloud=True).startswith("幺三八")
    assert say_phone("13812345678", "en", aloud=True) == "138 1234 5678"


def test_a_year_is_said_digit_by_digit_when_heard() -> None:
    assert say_year(1979, "zh", aloud=True) == "一九七九"
    assert say_year(1979, "zh", aloud=False) == "1979"
