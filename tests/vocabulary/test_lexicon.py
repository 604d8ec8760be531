"""How forms are found in text, whatever they stand for."""

from __future__ import annotations

from assistant.vocabulary.lexicon import Lexicon


def spans(lexicon: Lexicon[str], text: str) -> list[tuple[int, int, str]]:
    return [(start, end, item) for start, end, _, item in lexicon.scan(text)]


def test_occurrences_come_by_start_and_longest_first() -> None:
    lexicon = Lexicon([("月嫂", "a"), ("月嫂证", "b"), ("嫂", "c")])
    assert spans(lexicon, "月嫂证") == [(0, 3, "b"), (0, 2, "a"), (1, 2, "c")]


def test_a_form_cut_off_by_the_end_of_the_text_is_not_found() -> None:
    lexicon = Lexicon([("月嫂", "a"), ("月嫂子", "b")])
    assert spans(lexicon, "做月嫂") == [(1, 3, "a")]


def test_latin_forms_are_whole_words_and_plural_or_not() -> None:
    lexicon = Lexicon([("nanny", "n"), ("dog walker", "d")])
    assert spans(lexicon, "Nannies, dog-walkers") == [(0, 7, "n"), (9, 20, "d")]
    assert spans(lexicon, "nannyish") == []


def test_a_hyphen_in_the_form_must_be_said_and_a_space_may_be_a_hyphen() -> None:
    assert spans(Lexicon([("live-in", "x")]), "I live in it") == []
    assert spans(Lexicon([("live-in", "x")]), "Live-in") == [(0, 7, "x")]
    assert spans(Lexicon([("part time", "x")]), "part-time") == [(0, 9, "x")]


def test_punctuation_separates_words() -> None:
    assert spans(Lexicon([("day shift", "x")]), "every day. Shift work") == []


def test_apostrophes_belong_to_names() -> None:
    assert spans(Lexicon([("Xi'an", "x")]), "Xi’an and xi'an") == [(0, 5, "x"), (10, 15, "x")]


def test_both_scripts_in_one_sentence() -> None:
    assert spans(Lexicon([("会", "h"), ("nanny", "n")]), "我会做Nanny") == [(1, 2, "h"), (3, 8, "n")]


def test_one_form_may_stand_for_several_things() -> None:
    assert spans(Lexicon([("朝阳", "区"), ("朝阳", "市")]), "朝阳") == [(0, 2, "区"), (0, 2, "市")]
