"""Small words between verb and object hide no task."""

from __future__ import annotations

import pytest

from assistant.understanding.zh.loose import loosened
from assistant.vocabulary import vocabulary


def _ids(text: str) -> set[tuple[str, str]]:
    return {(term.kind, term.id) for term in loosened(text, ())}


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("给人做顿晚饭", ("skills", "cooking")),
        ("接个孩子放学", ("skills", "school_run")),
        ("照顾过老人", ("jobs", "elderly_carer")),
    ],
)
def test_the_task_is_found_at_its_place(text: str, task: tuple[str, str]) -> None:
    assert task in _ids(text)


def test_the_span_covers_verb_filler_and_object() -> None:
    text = "照顾过老人"
    assert {(t.start, t.end) for t in loosened(text, ()) if t.id == "elderly_carer"} == {(0, 5)}


def test_what_the_vocabulary_found_is_not_found_again() -> None:
    text = "照顾过老人"
    assert not {t for t in loosened(text, vocabulary().find(text, "zh")) if t.id == "elderly_carer"}


def test_nothing_is_found_where_nothing_is_loosened() -> None:
    assert _ids("我是河南的") == set()
