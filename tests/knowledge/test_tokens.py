"""Words for keyword search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.tokens import distinct, held, tokens

_TEXT = st.text(alphabet="押金定阿姨工资 ,.-aB3x７，")


def test_chinese_is_cut_into_characters_and_pairs_and_the_rest_into_words() -> None:
    assert tokens("押金GB/T 31771-2015") == ["押", "金", "押金", "gb", "t", "31771-2015"]


@given(_TEXT, _TEXT)
def test_the_words_a_text_holds_are_those_it_would_be_cut_into(question: str, text: str) -> None:
    assert held(distinct(question), text) == distinct(question) & distinct(text)
