"""Shared value shapes."""

from __future__ import annotations

from assistant.understanding.quantity import Quantity
from assistant.understanding.zh.values import kept_flags, span_of, tidy


def test_whole_numbers_are_ints() -> None:
    assert tidy(3.0) == 3
    assert isinstance(tidy(3.0), int)
    assert tidy(1 / 3) == 0.33


def test_months_become_years_and_open_ends_stay_open() -> None:
    assert span_of(Quantity(0, 2, "duration", 42, None), 12) == {"min": 3.5, "max": None}


def test_only_what_a_reader_must_know_is_kept() -> None:
    assert kept_flags(Quantity(0, 2, "rest", 0, 0, flags=("confirm", "over"))) == ("confirm",)
