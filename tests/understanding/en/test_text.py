"""The read text points back at the words as typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.en.text import read_text

WORDS = st.sampled_from(["I'm", "don't", "salery", "yrs", "baby", "8,000", "月嫂", "…", "İstanbul", "can’t", "\n"])


def test_contractions_and_misspellings_are_spelled_out() -> None:
    assert read_text("I'm 45, can’t live in, salery 8k").text == "i am 45, can not live in, salary 8k"


def test_a_span_in_respelled_text_covers_the_typed_word() -> None:
    read = read_text("Sorry, I don't drive")
    start = read.text.index("do not drive")
    low, high = read.span(start, start + len("do not drive"))
    assert read.raw[low:high] == "don't drive"


def test_half_of_a_contraction_stands_for_all_of_it() -> None:
    read = read_text("I'm a cook")
    low, high = read.span(read.text.index("am"), read.text.index("am") + 2)
    assert read.raw[low:high] == "I'm"


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_every_span_maps_inside_the_raw_text_in_order(raw: str) -> None:
    read = read_text(raw)
    spans = [read.span(at, at + 1) for at in range(len(read.text))]
    assert all(0 <= low < high <= len(raw) for low, high in spans)
    assert spans == sorted(spans)
