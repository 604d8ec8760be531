"""Characters of a transcript know their seconds, also after a mishearing was mended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.model import Change, Transcript, Word
from assistant.speech.scripted import spread
from assistant.speech.timing import fitted, seconds_of


def transcript(heard: str, seconds: float = 4.0) -> Transcript:
    return Transcript(text=heard, heard=heard, language="zh", seconds=seconds, words=spread(heard, seconds))


def test_a_span_lasts_from_its_first_word_to_its_last() -> None:
    said = transcript("我做过三年", 5.0)
    assert seconds_of(said, 3, 5) == (3.0, 5.0)
    assert seconds_of(said, 0, 1) == (0.0, 1.0)
    assert seconds_of(said, 2, 2) == (2.0, 2.0)


def test_part_of_an_english_word_is_the_whole_word() -> None:
    said = transcript("I cook rice", 3.0)
    assert seconds_of(said, 4, 5) == (1.0, 2.0)


def test_after_a_repair_the_times_are_those_of_what_was_heard() -> None:
    said = transcript("我是玉儿嫂有证", 7.0).model_copy(
        update={"text": "我是育儿嫂师有证", "changes": (Change(start=2, end=6, heard="玉儿嫂", understood="育儿嫂师"),)}
    )
    assert seconds_of(said, 2, 6) == (2.0, 5.0)
    assert seconds_of(said, 3, 4) == (2.0, 5.0)
    assert seconds_of(said, 6, 8) == (5.0, 7.0)
    assert seconds_of(said, 0, 2) == (0.0, 2.0)


def test_without_words_the_characters_are_spread_evenly() -> None:
    said = transcript("我做过三年", 5.0).model_copy(update={"words": ()})
    assert seconds_of(said, 3, 5) == (3.0, 5.0)


@st.composite
def repaired(draw: st.DrawFn) -> Transcript:
    """A transcript with mended mishearings that do not touch."""
    pieces = draw(st.lists(st.tuples(st.text("甲乙丙丁ab ", max_size=6), st.text("戊己庚", max_size=3)), max_size=6))
    text, heard, changes = "", "", []
    for same, wrong in pieces:
        text, heard = text + same, heard + same
        if wrong:
            right = draw(st.text("辛壬癸", min_size=1, max_size=3))
            changes.append(Change(start=len(text), end=len(text) + len(right), heard=wrong, understood=right))
            text, heard = text + right, heard + wrong
    seconds = draw(st.floats(0.5, 60))
    words = spread(heard, seconds) if draw(st.booleans()) else ()
    return Transcript(text=text, heard=heard, language="zh", seconds=seconds, words=words, changes=tuple(changes))


@given(repaired(), st.integers(-3, 60), st.integers(-3, 60))
def test_times_are_inside_the_recording_and_in_order(said: Transcript, start: int, end: int) -> None:
    begun, ended = seconds_of(said, start, end)
    assert 0 <= begun <= ended <= said.seconds + 0.01


@given(repaired(), st.data())
def test_a_wider_span_never_lasts_less(said: Transcript, data: st.DataObject) -> None:
    offsets = sorted(data.draw(st.lists(st.integers(0, len(said.text)), min_size=4, max_size=4, unique=False)))
    outer, inner = seconds_of(said, offsets[0], offsets[3]), seconds_of(said, offsets[1], offsets[2])
    if offsets[1] < offsets[2]:
        assert outer[0] <= inner[0]
        assert inner[1] <= outer[1]


def test_pieces_of_a_server_are_fitted_to_its_text() -> None:
    words = fitted(
        "我会做饭，做了三年。", [("我会", 0.0, 0.5), ("做饭", 0.5, 1.0), ("做了", 1.4, 1.8), ("三年", 1.8, 2.2)]
    )
    assert [word.text for word in words] == ["我会", "做饭，", "做了", "三年。"]
    assert [word.start for word in words] == [0.0, 0.5, 1.4, 1.8]


def test_times_that_run_backwards_and_strange_pieces_do_no_harm() -> None:
    words = fitted("I can cook.", [("I", 0.5, 0.4), ("sing", 0.4, 0.6), (" can", 0.3, 0.9), ("cook", 0.8, 1.0)])
    assert words == (
        Word(text="I ", start=0.5, end=0.5),
        Word(text="can ", start=0.5, end=0.9),
        Word(text="cook.", start=0.9, end=1.0),
    )


@given(st.text(max_size=30), st.lists(st.tuples(st.text(max_size=4), st.floats(0, 9), st.floats(0, 9)), max_size=8))
def test_fitted_words_join_to_the_text_or_there_are_none(text: str, timed: list[tuple[str, float, float]]) -> None:
    words = fitted(text, timed)
    assert "".join(word.text for word in words) in {text, ""}
