"""Mendings are put in from the surest on, never over one another, and recorded where they stand in the mended text."""

from __future__ import annotations

from assistant.understanding.repair.model import Change, Mending, apply


def test_the_surest_mending_wins_where_two_overlap() -> None:
    repaired = apply("我是约嫂", [Mending(1, 3, "时月", 1.0), Mending(2, 4, "月嫂", 0.0)])
    assert repaired.text == "我是月嫂"
    assert repaired.changes == (Change(2, 4, "约嫂", "月嫂"),)


def test_a_longer_word_shifts_what_follows() -> None:
    repaired = apply("二六天，待睡", [Mending(4, 6, "带睡", 0.0), Mending(0, 2, "二十六", 0.0)])
    assert repaired.text == "二十六天，带睡"
    assert [repaired.text[change.start : change.end] for change in repaired.changes] == ["二十六", "带睡"]


def test_without_mendings_the_text_stays() -> None:
    assert apply("好", []).changes == ()
