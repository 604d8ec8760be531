"""How what was heard is compared with what was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.speech.real import distance, letters


@pytest.mark.parametrize(
    ("wanted", "got", "errors"),
    [("我会做饭", "我会做饭", 0), ("我会做饭", "我回做", 2), ("", "谢谢", 2), ("月嫂", "", 2)],
)
def test_errors_are_the_fewest_changes(wanted: str, got: str, errors: int) -> None:
    assert distance(wanted, got) == errors


@given(st.text("甲乙丙", max_size=8), st.text("甲乙丙", max_size=8))
def test_errors_are_the_same_from_both_sides_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


def test_marks_old_characters_and_figures_do_not_count_as_errors() -> None:
    assert letters("電話 138，對嗎？") == letters("电话一三八对吗")
