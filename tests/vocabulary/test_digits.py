"""Digits are found however they are said, in runs that only pauses divide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary.digits import digits, said_digits


def runs(text: str) -> list[str]:
    return ["".join(said.digits for said in run) for run in said_digits(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13800138000", ["13800138000"]),
        ("１３８", ["138"]),
        ("幺三八，零零幺三，八零零零", ["13800138000"]),
        ("幺三八，然后是零零幺三，嗯，八三个零", ["13800138000"]),
        ("洞拐勾", ["079"]),
        ("one three eight, double oh one three", ["1380013"]),
        ("做了八年，三个娃", ["8", "3"]),
        ("someone said phone", []),
        ("", []),
    ],
)
def test_digits_stand_in_runs(text: str, found: list[str]) -> None:
    assert runs(text) == found


def test_no_character_stands_for_two_digits() -> None:
    assert len(digits().value) == len(digits().written)
    assert all(len(set(forms)) == len(forms) for forms in digits().digits.values())


@given(st.text())
def test_every_run_lies_in_the_text_in_order(text: str) -> None:
    places = [place for run in said_digits(text) for said in run for place in (said.start, said.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
