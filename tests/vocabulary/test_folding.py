"""Text made comparable without moving a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary.folding import fold, is_simplified, stem, tokens


@given(st.text())
def test_folding_never_moves_a_character(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_traditional_full_width_and_capital_letters_read_alike() -> None:
    assert fold("湊仔，ＡＹＩ Ayi") == "凑仔,ayi ayi"


def test_a_simplified_name_that_looks_traditional_stays() -> None:
    assert fold("乾县") == "乾县"
    assert is_simplified("乾县")
    assert not is_simplified("養老護理")


def test_singular_and_plural_share_a_stem() -> None:
    for one, many in [
        ("baby", "babies"),
        ("nurse", "nurses"),
        ("lunch", "lunches"),
        ("dish", "dishes"),
        ("dog", "dogs"),
    ]:
        assert stem(one) == stem(many)
    assert stem("adl") == "adl"
    assert stem("diagnosis") == "diagnosis"


def test_words_have_their_places() -> None:
    assert tokens("a live-in ayi") == [(0, 1, "a"), (2, 6, "live"), (7, 9, "in"), (10, 13, "ayi")]
