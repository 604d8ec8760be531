"""Text is made storable without moving a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.text import storable


@given(st.text(alphabet=st.characters()))
def test_length_and_harmless_characters_stay(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert "\x00" not in stored
    stored.encode("utf-8")


def test_controls_and_lone_surrogates_are_replaced_one_for_one() -> None:
    assert storable("我\x00叫\ud800王芳\n") == "我 叫\ufffd王芳\n"
