"""A card's code is known for ours without a look-up, and nobody can make one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.review.card_code import ALPHABET, CardCodes, grouped

CODES = CardCodes(b"key")


def test_no_two_codes_are_alike_and_each_is_genuine() -> None:
    made = {CODES.new() for _ in range(500)}
    assert len(made) == 500
    assert all(CODES.genuine(code) == code and len(code) == 20 for code in made)


def test_it_is_read_however_it_was_typed() -> None:
    code = CODES.new()
    assert CODES.genuine(f" {grouped(code).lower()} ") == code
    assert len(grouped(code)) == 23


@given(st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(at: int, letter: str) -> None:
    code = CODES.new()
    changed = code[:at] + letter + code[at + 1 :]
    assert CODES.genuine(changed) == (code if changed == code else None)


@given(st.text(max_size=40))
def test_anything_else_is_none_of_ours(text: str) -> None:
    assert CODES.genuine(text) is None


def test_another_installation_made_other_codes() -> None:
    assert CardCodes(b"other").genuine(CODES.new()) is None


def test_codes_of_a_replaced_key_are_still_genuine_and_none_is_made_with_it() -> None:
    code = CODES.new()
    rotated = CardCodes(b"new", b"key")
    assert rotated.genuine(code) == code
    assert CODES.genuine(rotated.new()) is None
    assert CardCodes(b"new").genuine(code) is None
