"""Where a model's quotes stand in her words: as they are, or up to how they are written, with true offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.llm.candidates import places_of


def found(quote: str, text: str) -> list[str]:
    return [text[start:end] for start, end in places_of(quote, text)]


def test_a_quote_stands_where_it_is_said() -> None:
    assert places_of("八年", "干了八年，八年了") == [(2, 4), (5, 7)]


@pytest.mark.parametrize(
    ("quote", "text", "words"),
    [
        ("做了8年月嫂", "我做了８年 月嫂。", "做了８年 月嫂"),
        ("从事保姆", "我從事 保姆", "從事 保姆"),
        ("川菜，湘菜", "会做川菜 湘菜", "川菜 湘菜"),
        ("six years", "I did SIX  years there", "SIX  years"),
        ("“月嫂”", "做月嫂", "月嫂"),
    ],
)
def test_how_it_is_written_does_not_matter_but_the_offsets_are_of_her_words(quote: str, text: str, words: str) -> None:
    assert found(quote, text) == [words]


@pytest.mark.parametrize("quote", ["", "  ", "，。", "九年", "我做了九年月嫂", "金牌月嫂", "八 年 半"])
def test_what_she_did_not_say_stands_nowhere(quote: str) -> None:
    assert places_of(quote, "我做了八年月嫂") == []


def test_a_quote_that_is_everywhere_points_at_few_places() -> None:
    assert len(places_of("好", "好" * 100)) <= 6


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_every_stretch_of_her_words_is_found_and_offsets_are_within_them(text: str, at: int, length: int) -> None:
    quote = text[at : at + length]
    for start, end in places_of(quote, text):
        assert 0 <= start < end <= len(text)
    if quote.strip():
        assert places_of(quote, text)
