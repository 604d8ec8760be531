"""What a turn's events mean for what is stored."""

from __future__ import annotations

import pytest

from assistant.interview.outcomes import confirmed, wants_erasing
from assistant.interview.state import Event, EventKind
from assistant.profile.model import Fact


def told(field: str, value: object, words: str, status: str = "claimed") -> Fact:
    return Fact.model_validate(
        {"field": field, "value": value, "quote": words, "start": 0, "end": len(words), "status": status}
    )


NAME = told("name", "王芳", "王芳")
AGE = told("age", 45, "四十五岁")


@pytest.mark.parametrize("kind", [EventKind.CONSENT_DECLINED, EventKind.CONSENT_WITHDRAWN, EventKind.DELETE_REQUESTED])
def test_a_no_leaves_nothing_of_hers(kind: EventKind) -> None:
    assert wants_erasing([Event(kind=kind)])


def test_other_events_leave_her_words() -> None:
    assert not wants_erasing([])
    assert not wants_erasing([Event(kind=EventKind.READ_BACK_CONFIRMED)])


def test_agreeing_to_the_whole_confirms_every_claim_that_stands() -> None:
    corrected = told("age", 44, "四十四岁", "corrected")
    found = confirmed([Event(kind=EventKind.READ_BACK_CONFIRMED)], [NAME, corrected, AGE])
    assert [(fact.field, fact.value, fact.status) for fact in found] == [
        ("name", "王芳", "confirmed"),
        ("age", 45, "confirmed"),
    ]


def test_agreeing_to_one_thing_confirms_that_alone() -> None:
    found = confirmed([Event(kind=EventKind.FACTS_CONFIRMED, fields=("age",))], [NAME, AGE])
    assert [fact.field for fact in found] == ["age"]


def test_without_agreement_nothing_is_confirmed() -> None:
    assert confirmed([], [NAME, AGE]) == []
