"""Text is cut into the model's pieces, and each piece knows which characters it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.e5_tokens import Tokenizer
from assistant.kit.e5_weights import Weights, weight_file


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(Weights(weight_file()).pieces)


def test_pieces_stand_for_the_words_they_were_cut_from(tokenizer: Tokenizer) -> None:
    text = "家政服务 contract"
    assert "".join(text[start:end] for _, start, end in tokenizer.spans(text)).replace(" ", "") == "家政服务contract"


def test_full_width_letters_keep_their_places(tokenizer: Tokenizer) -> None:
    text = "会Ｗord１２"
    spans = tokenizer.spans(text)
    assert spans[-1][2] == len(text)
    assert [number for number, _, _ in spans] == tokenizer("会Word12")


@given(st.text(max_size=40))
def test_spans_lie_in_the_text_in_order(tokenizer: Tokenizer, text: str) -> None:
    spans = tokenizer.spans(text)
    assert [number for number, _, _ in spans] == tokenizer(text)
    assert all(0 <= start <= end <= max(len(text), 1) for _, start, end in spans)
    assert [start for _, start, _ in spans] == sorted(start for _, start, _ in spans)
