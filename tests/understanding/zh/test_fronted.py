"""A thing named before what is done with it stands for the task."""

from __future__ import annotations

from assistant.understanding.zh.fronted import fronted
from assistant.vocabulary import vocabulary


def _terms(text: str) -> set[tuple[str, str, str]]:
    return {(t.kind, t.id, t.form) for t in fronted(text, vocabulary().find(text, "zh"))}


def test_a_fronted_dish_of_work_names_the_task() -> None:
    assert ("skills", "cooking", "饭") in _terms("饭我煮得来")


def test_the_closing_verb_is_not_the_verb_of_the_next_thing() -> None:
    found = _terms("老人我不照顾孩子行")
    assert ("jobs", "elderly_carer", "老人") in found
    assert ("jobs", "childcare_nanny", "孩子") in found


def test_a_thing_of_somebody_or_something_else_is_left_alone() -> None:
    assert not {t for t in _terms("猪肉的饭我不做") if t[2] == "饭"}
