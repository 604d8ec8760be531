"""A turn laid out: pieces in order, each knowing whom it is about and whether it asks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.en.scene import lay_out
from assistant.understanding.reading import Context

CONTEXT = Context(today=date(2026, 11, 22), language="en")


def about(text: str) -> dict[str, bool]:
    """Each piece of the turn in her words, and whether it may be about her."""
    scene = lay_out(text, CONTEXT)
    return {
        text[slice(*scene.read.span(piece.start, piece.end))].strip(" .,?"): piece.about_her for piece in scene.pieces
    }


def test_what_she_says_of_herself_is_about_her() -> None:
    assert about("I have been a nanny for six years.") == {"I have been a nanny for six years": True}


@pytest.mark.parametrize("text", ["My sister is a cook.", "Do you need a nanny?", "Are there jobs in Shanghai?"])
def test_other_people_and_questions_are_not(text: str) -> None:
    assert not any(about(text).values())


def test_a_sentence_about_another_ends_with_it() -> None:
    told = about("My sister is a cook. I am a cleaner.")
    assert [yes for words, yes in told.items() if "cleaner" in words] == [True]
    assert [yes for words, yes in told.items() if "cook" in words] == [False]


@given(st.text(alphabet="abcdefg I'm,.?!0123456789\n", max_size=120))
def test_pieces_are_in_order_and_within_the_turn(text: str) -> None:
    scene = lay_out(text, CONTEXT)
    ends = 0
    for piece in scene.pieces:
        assert ends <= piece.start <= piece.end <= len(scene.text)
        ends = piece.end
