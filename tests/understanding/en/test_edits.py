"""A repair shows by its build: two things of one kind with nothing but words of editing between them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.profile.model import Fact
from assistant.understanding.en.edits import find_edits
from assistant.understanding.en.scene import lay_out
from assistant.understanding.reading import Context

from .conftest import TODAY, Read

FOUR, FIVE = {"min": 4, "max": 4}, {"min": 5, "max": 5}


@pytest.mark.parametrize(
    ("asking", "text", "field", "old", "new"),
    [
        ("experience", "like 8 no wait it's 9 years", "years_experience", None, {"min": 9, "max": 9}),
        ("age", "43 sorry 44", "age", 43, 44),
        ("age", "forty two no forty three", "age", 42, 43),
        ("job", "cook no wait cleaner", "jobs", "cook", "cleaner"),
        ("job", "nanny, no I mean housekeeper", "jobs", "childcare_nanny", "housekeeper"),
        ("work_mode", "live in, oh sorry live out", "work_modes", "live_in", "live_out"),
        ("work_mode", "live-in I said but now I want live-out", "work_modes", "live_in", "live_out"),
        ("schedule", "two days a month no four", "rest_days_per_month", {"min": 2, "max": 2}, FOUR),
        ("history", "four families, let me count, five families", "families_served", FOUR, FIVE),
        ("history", "I told you 3 families but it's 4", "families_served", {"min": 3, "max": 3}, FOUR),
        ("hometown", "hunan no wait hubei", "hometown", {"province": "湖南"}, {"province": "湖北"}),
        ("availability", "monday no tuesday", "available_from", "2026-11-23", "2026-11-24"),
        ("education", "college sorry high school", "education", "college", "senior_high"),
        ("experience", "five years sorry not five, four", "years_experience", FIVE, FOUR),
        ("experience", "five years as nanny, correction, four", "years_experience", FIVE, FOUR),
    ],
)  # fmt: skip
def test_the_later_version_stands(read: Read, asking: str, text: str, field: str, old: Any, new: Any) -> None:
    facts = [fact for fact in read(text, asking).facts if fact.field == field]
    assert [fact.value for fact in facts if fact.status == "claimed"] == [new]
    assert [fact.value for fact in facts if fact.status == "corrected"] == ([] if old is None else [old])


@pytest.mark.parametrize(
    ("asking", "text", "expected"),
    [
        ("preferences", "dogs no cats yes", [("dogs", False), ("cats", True)]),
        ("work_mode", "live in no, live out yes", [("-live_in", None), ("live_out", None)]),
        ("job", "not nanny, confinement nurse", [("-childcare_nanny", None), ("maternity_nurse", None)]),
        ("languages", "English, no Chinese", [("english", None), ("-mandarin", None)]),
    ],
)
def test_a_no_that_judges_mends_nothing(read: Read, asking: str, text: str, expected: list[tuple[str, Any]]) -> None:
    assert [_named(fact) for fact in read(text, asking).facts] == expected


def _named(fact: Fact) -> tuple[str, Any]:
    if fact.field == "preferences":
        preference, accepted = next(iter(fact.value.items()))
        return str(preference), accepted
    name = fact.value["id"] if isinstance(fact.value, dict) else fact.value
    return ("-" if fact.polarity == "negative" else "") + str(name), None


def test_words_of_editing_alone_are_no_repair() -> None:
    assert find_edits(lay_out("no sorry wait i mean no", Context(TODAY))) == []


PAY_9000 = {"min": 9000, "max": 9000, "unit": "month"}
PAY_7500 = {"min": 7500, "max": 7500, "unit": "month"}


@pytest.mark.parametrize(
    ("asking", "text", "field", "value"),
    [
        (None, "about my age, it's 47 not 46", "age", 47),
        ("salary", "oh and the experience, make it nine years", "years_experience", {"min": 9, "max": 9}),
        ("languages", "sorry about money, 8000 is too low, let it be 9000", "expected_salary", PAY_9000),
        ("skills", "oh wait, the pay. can you put 7,500 instead", "expected_salary", PAY_7500),
    ],
)
def test_a_topic_she_comes_back_to(read: Read, asking: str | None, text: str, field: str, value: Any) -> None:
    claimed = [f for f in read(text, asking).facts if f.field == field and f.status == "claimed"]
    assert [(f.value, f.flags) for f in claimed] == [(value, ("correction",))]
