"""What of her words stays in the house."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.chat_private import masked


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("电话13812345678哈", "电话＊＊＊＊＊＊＊＊＊＊＊哈"),
        ("138 1234 5678", "＊" * 13),
        ("身份证41272819790101123X", "身份证" + "＊" * 18),
        ("幺三八一二三四五六七八", "＊" * 11),
        ("幺三九，八七六五，四三二一", "＊" * 13),
    ],
)
def test_long_numbers_are_covered_in_place(text: str, covered: str) -> None:
    assert masked(text) == covered


@pytest.mark.parametrize("text", ["做了八年月嫂", "一万二一个月", "1979年生", "26天12000", "三十五六岁"])
def test_what_is_no_such_number_stays(text: str) -> None:
    assert masked(text) == text


@given(st.text())
def test_places_never_move(text: str) -> None:
    assert len(masked(text)) == len(text)
