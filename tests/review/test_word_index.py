"""Files are found by marks that tell nothing to whoever has no key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.sealed import Sealer
from assistant.review.word_index import WordIndex, name_order, searchable

INDEX = WordIndex(Sealer({"1": bytes(32)}, "1", b"a key of the index, 32 bytes long"))
OTHER = WordIndex(Sealer({"1": bytes(32)}, "1", b"another key of the index, as long"))


@given(st.text(min_size=1), st.data())
def test_whatever_stands_in_a_text_is_found_by_its_marks(text: str, data: st.DataObject) -> None:
    plain = searchable(text)
    words = plain.split()
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(word) - 1))
    term = word[start : data.draw(st.integers(start + 1, len(word)))]
    marks = INDEX.marks(plain)
    assert all(f" {mark} " in marks for mark in INDEX.wanted(term))


def test_what_does_not_stand_there_is_seldom_found() -> None:
    marks = INDEX.marks(searchable("我叫王芳，做了八年做饭阿姨，会川菜 nanny"))
    absent = ("李梅", "湘菜", "量子", "baby", "育婴", "上海", "月嫂", "nurse")
    found = [term for term in absent if all(f" {mark} " in marks for mark in INDEX.wanted(term))]
    assert found == []


def test_marks_tell_neither_order_nor_number_nor_anything_without_the_key() -> None:
    assert INDEX.marks("王芳 王芳") == INDEX.marks("王芳")
    key, *marks = INDEX.marks("川菜湘菜面食").split()
    other, *others = OTHER.marks("川菜湘菜面食").split()
    assert marks == sorted(marks)
    assert set(marks) & set(others) == set()
    assert (key, other) == (INDEX.begins.strip(), OTHER.begins.strip())
    assert key != other


@pytest.mark.parametrize(
    ("name", "order"),
    [("王芳", "wang"), ("欧阳秀兰", "ouyang"), ("Mary Chen", "mary"), ("", ""), ("刘", "liu")],
)
def test_a_list_sorts_by_the_surname_as_it_is_spelled(name: str, order: str) -> None:
    assert name_order(name) == order
