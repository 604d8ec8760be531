"""The second look leaves the rules' reading alone unless it is sure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.model import Fact, Topic
from assistant.understanding.reading import Act, ActSpan, Context, Reading
from assistant.understanding.tagger import review as second
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.model import Tags
from assistant.understanding.tagger.review import doubted
from assistant.understanding.tagger.signs import Turn
from assistant.understanding.tagger.weighing import Weighing
from tests.understanding.tagger.scripted import tags

TODAY = date(2026, 11, 22)
TEXT = "老家是洛阳，烧菜凑合"
BARS = Bars(labels={}, level=0.9)
# A place is doubted when it is heard in another role.
DOUBTS = Weighing(weights={"other_role": 5.0}, bar=1.0)
TRUST = Weighing(weights={"best": 1.0}, bar=0.2)


class Scripted:
    """Gives the same tags whatever it is asked."""

    def __init__(self, found: Tags) -> None:
        self.found = found

    def tag(self, text: str, asking: Topic | None) -> Tags:
        assert (text, asking in (Topic.LOCATION, Topic.JOB)) == (TEXT, True)
        return self.found

    def begin(self, text: str, asking: Topic | None) -> Callable[[], Tags]:
        assert (text, asking in (None, Topic.SKILLS)) == (TEXT, True)
        return lambda: self.found


def review(text: str, context: Context, reading: Reading, turn_id: str | None = None) -> Reading:
    look = second.begin(text, context)
    return second.review(text, context, "zh", reading, look, turn_id) if look else reading


def place(**changes: object) -> Fact:
    """The home, read as the place where she is."""
    return Fact(field="location", value={"city": "洛阳"}, quote="洛阳", start=3, end=5, turn_id=None).model_copy(
        update=changes
    )


def heard(*, elsewhere: float) -> Tags:
    return tags(
        TEXT,
        {"location+": ("洛阳", 0.01), "hometown+": ("洛阳", elsewhere), "skills=cooking+": ("烧菜", 0.9)},
    )


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "tagger", lambda: Scripted(heard(elsewhere=0.9)))
    monkeypatch.setattr(second, "bars", lambda: BARS)
    monkeypatch.setattr(second, "doubts", lambda: DOUBTS)
    monkeypatch.setattr(second, "trust", lambda: TRUST)


@pytest.mark.usefixtures("scripted")
def test_a_place_takes_the_role_it_is_heard_in_and_what_was_passed_over_comes() -> None:
    reading = review(TEXT, Context(today=TODAY), Reading((place(),), vague=("skills",)), "t1")
    assert [(fact.field, fact.quote, fact.turn_id) for fact in reading.facts] == [
        ("hometown", "洛阳", "t1"),
        ("skills", "烧菜凑合", "t1"),
    ]
    assert reading.vague == ()


@pytest.mark.usefixtures("scripted")
def test_an_answer_to_a_question_is_looked_at_too() -> None:
    asked = review(TEXT, Context(today=TODAY, asking=Topic.JOB), Reading((place(),)))
    assert [fact.field for fact in asked.facts] == ["hometown", "skills"]


@pytest.mark.usefixtures("scripted")
def test_where_the_rules_read_the_one_thing_that_was_asked_it_is_spared() -> None:
    reading = Reading((place(),))
    assert review(TEXT, Context(today=TODAY, asking=Topic.LOCATION), reading) is reading
    several = Reading((place(field="skills", value={"id": "driving"}),))
    assert review(TEXT, Context(today=TODAY, asking=Topic.SKILLS), several) is not several


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("asking", [Topic.SCENARIO, Topic.CONSENT, Topic.CONTACT, Topic.CONFIRM])
def test_imagined_cases_and_consent_are_never_left_to_likelihood(asking: Topic) -> None:
    reading = Reading((place(),))
    assert review(TEXT, Context(today=TODAY, asking=asking), reading) is reading


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("act", [Act.EMERGENCY, Act.EMBELLISH, Act.STOP])
def test_beside_a_cry_for_help_or_a_leave_taking_nothing_is_added(act: Act) -> None:
    reading = Reading((place(),), (ActSpan(act, 0, 2),))
    assert review(TEXT, Context(today=TODAY), reading) is reading


def test_without_its_files_the_rules_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "tagger", lambda: None)
    reading = Reading((place(),))
    assert review(TEXT, Context(today=TODAY), reading) is reading


def dropped(fact: Fact, *, elsewhere: float) -> list[Fact]:
    return doubted(Turn(TEXT, "zh", heard(elsewhere=elsewhere), None, story=True, facts=(fact,)), DOUBTS)


def test_what_is_heard_as_something_else_is_dropped() -> None:
    assert dropped(place(), elsewhere=0.9) == [place()]
    assert dropped(place(), elsewhere=0.2) == []


@pytest.mark.parametrize(
    "kept",
    [place(status="corrected"), place(status="refused", value=None), place(flags=("correction",))],
    ids=["history", "refused", "flagged"],
)
def test_history_refusals_and_corrections_are_left_alone(kept: Fact) -> None:
    assert dropped(kept, elsewhere=0.9) == []


@pytest.mark.parametrize(("text", "left"), [("历下吧", True), ("历下吧，别的区我不大去", False)])
def test_what_is_nearly_all_that_was_said_is_not_doubted(text: str, left: object) -> None:
    area = place(field="service_areas", value="历下", quote="历下", start=0, end=2)
    turn = Turn(text, "zh", tags(text, {"hometown+": ("历下", 0.9)}), None, story=False, facts=(area,))
    assert (doubted(turn, DOUBTS) == []) is left


@pytest.mark.usefixtures("scripted")
def test_what_was_just_dropped_is_not_added_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cooking = Fact(field="skills", value={"id": "cooking"}, quote="烧菜", start=6, end=8, turn_id=None)
    monkeypatch.setattr(second, "doubts", lambda: Weighing(weights={"skills:always": 1.0}, bar=0.5))
    assert review(TEXT, Context(today=TODAY), Reading((cooking,))).facts[1:] == ()


@given(st.text(max_size=60))
def test_whatever_is_added_quotes_the_turn(text: str) -> None:
    for fact in review(text, Context(today=TODAY), Reading()).facts:
        assert text[fact.start : fact.end] == fact.quote != ""
