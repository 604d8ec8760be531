"""A number is covered in whatever form it stands, and nothing moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.review.masking import COVER, mask

PHONE = "13812345678"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("电话13812345678", "电话138••••5678"),
        ("138 1234 5678，对吗？", "138 •••• 5678，对吗？"),
        ("一三八一二三四五六七八", "一三八••••五六七八"),
        ("幺三八，幺二三四，五六七八", "幺三八，••••，五六七八"),
        ("138-1234-5678 和 13812345678", "138-••••-5678 和 138••••5678"),
    ],
)
def test_whatever_way_it_was_said(said: str, shown: str) -> None:
    assert mask(said, [PHONE]) == shown


def test_other_numbers_stay() -> None:
    assert mask("八千五一个月，13912345678", [PHONE]) == "八千五一个月，13912345678"


@given(st.text(), st.integers(10**10, 10**11 - 1).map(str))
def test_nothing_moves_and_the_number_is_nowhere_whole(text: str, phone: str) -> None:
    covered = mask(f"{text}{phone}{text}", [phone])
    assert len(covered) == len(f"{text}{phone}{text}")
    assert phone not in covered
    assert COVER in covered
