"""The statement around a word."""

from __future__ import annotations

import pytest

from assistant.understanding.tagger.statements import around


@pytest.mark.parametrize(
    ("text", "word", "statement"),
    [
        ("我会烧菜，也会带娃。", "带娃", "也会带娃"),
        ("会烧菜 也会带娃 打扫不干", "带娃", "也会带娃"),
        ("I cook well, and I clean.", "clean", "and I clean"),
        ("带娃", "带娃", "带娃"),
    ],
)
def test_a_statement_reaches_to_the_signs_on_either_side(text: str, word: str, statement: str) -> None:
    start, end = around(text, text.index(word), text.index(word) + len(word))
    assert text[start:end] == statement


def test_of_a_long_run_only_what_is_near_counts() -> None:
    text = "我今年四十八岁了家里两个孩子都大了以前在厂里上班后来带娃带了三年再后来给人家做饭做到现在"
    start, end = around(text, text.index("带娃"), text.index("带娃") + 2)
    assert "带娃" in text[start:end]
    assert end - start < len(text) // 2 + 5
