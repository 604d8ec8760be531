"""Statements are cut with and without punctuation."""

from __future__ import annotations

from assistant.understanding.zh.clauses import split


def texts(turn: str) -> list[str]:
    return [clause.text for clause in split(turn, ())]


def test_pauses_and_ends_cut() -> None:
    assert texts("我做月嫂，八年了。你呢？") == ["我做月嫂", "八年了", "你呢"]


def test_connectives_begin_a_statement() -> None:
    assert texts("川菜会做但是粤菜不会") == ["川菜会做", "但是粤菜不会"]


def test_run_on_speech_is_cut_before_words_that_begin_a_statement() -> None:
    assert texts("我叫王桂英今年四十七") == ["我叫王桂英", "今年四十七"]


def test_nothing_is_cut_inside_a_protected_span() -> None:
    assert [clause.text for clause in split("8,000块", [(0, 6)])] == ["8,000块"]


def test_sentences_are_numbered() -> None:
    assert [clause.sentence for clause in split("甲，乙。丙", ())] == [0, 0, 1]


def test_a_known_opening_begins_a_statement() -> None:
    text = "不会开车五十六了河北保定的老伴没了"
    assert [clause.text for clause in split(text, [], [text.index("河北")])][-1].startswith("河北")
