"""The second look leaves the rules' reading alone unless it is sure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.model import Fact, Topic
from assistant.understanding.reading import Context, Reading
from assistant.understanding.tagger import review as second
from assistant.understanding.tagger.bars import Bars
from assistant.understanding.tagger.model import Tags
from assistant.understanding.tagger.review import begin, doubtful
from tests.understanding.tagger.scripted import tags

TODAY = date(2026, 11, 22)
TEXT = "月嫂我姐做，烧菜凑合"
BARS = Bars(adding={"skills": 0.8}, dropping={"jobs": 0.05, "name": 0.1}, level=0.9)


class Scripted:
    """Gives the same tags whatever it is asked."""

    def __init__(self, found: Tags) -> None:
        self.found = found

    def begin(self, text: str, asking: Topic | None) -> Callable[[], Tags]:
        assert (text, asking) == (TEXT, None)
        return lambda: self.found


def review(text: str, context: Context, reading: Reading, turn_id: str | None = None) -> Reading:
    looking = begin(text, context, "zh")
    return looking.over(reading, turn_id) if looking else reading


def job(**changes: object) -> Fact:
    return Fact(field="jobs", value="maternity_nurse", quote="月嫂", start=0, end=2, turn_id=None).model_copy(
        update=changes
    )


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    found = tags(TEXT, {"jobs=maternity_nurse+": ("月嫂", 0.01), "skills=cooking+": ("烧菜", 0.9)})
    monkeypatch.setattr(second, "tagger", lambda: Scripted(found))
    monkeypatch.setattr(second, "bars", lambda: BARS)


@pytest.mark.usefixtures("scripted")
def test_what_nothing_bears_out_goes_and_what_was_passed_over_comes() -> None:
    reading = review(TEXT, Context(today=TODAY), Reading((job(),), vague=("skills",)), "t1")
    assert [(fact.field, fact.quote, fact.turn_id) for fact in reading.facts] == [("skills", "烧菜凑合", "t1")]
    assert reading.vague == ()


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("asking", [Topic.SCENARIO, Topic.CONSENT, Topic.CONTACT, Topic.CONFIRM])
def test_imagined_cases_and_consent_are_never_left_to_likelihood(asking: Topic) -> None:
    reading = Reading((job(),))
    assert review(TEXT, Context(today=TODAY, asking=asking), reading) is reading


def test_without_its_files_the_rules_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "tagger", lambda: None)
    reading = Reading((job(),))
    assert review(TEXT, Context(today=TODAY), reading) is reading


@pytest.mark.parametrize(
    "kept",
    [job(status="corrected"), job(status="refused", value=None), job(flags=("correction",)), job(value="cook")],
    ids=["history", "refused", "flagged", "never taught"],
)
def test_history_refusals_and_what_it_was_not_taught_are_left_alone(kept: Fact) -> None:
    found = tags(TEXT, {"jobs=maternity_nurse+": ("月嫂", 0.01)})
    assert doubtful(job(), found, BARS)
    assert not doubtful(kept, found, BARS)


@given(st.text(max_size=60))
def test_whatever_is_added_quotes_the_turn(text: str) -> None:
    for fact in review(text, Context(today=TODAY), Reading()).facts:
        assert text[fact.start : fact.end] == fact.quote != ""
