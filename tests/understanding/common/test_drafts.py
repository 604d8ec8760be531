"""Facts in the making: corrections marked, doubles dropped, quotes cut."""

from __future__ import annotations

from assistant.understanding.common.drafts import Draft, mark_corrections, to_facts

RAW = "three years, no wait, four years"
THREE = Draft("years_experience", {"min": 3, "max": 3}, 0, 11)
FOUR = Draft("years_experience", {"min": 4, "max": 4}, 22, 32)


def test_a_repair_joins_the_old_version_with_the_new() -> None:
    old, new = mark_corrections([FOUR, THREE], [(13, 20)])
    assert (old.status, new.status) == ("corrected", "claimed")
    assert new.flags == ("correction",)


def test_a_repair_between_different_fields_changes_nothing() -> None:
    age = Draft("age", 45, 0, 11)
    assert mark_corrections([age, FOUR], [(13, 20)]) == [age, FOUR]


def test_the_same_thing_said_twice_is_one_fact() -> None:
    again = Draft("years_experience", {"min": 3, "max": 3}, 22, 32)
    (fact,) = to_facts(RAW, [THREE, again], "t1")
    assert (fact.quote, fact.turn_id) == ("three years", "t1")


def test_a_draft_outside_the_text_is_no_fact() -> None:
    assert to_facts("hi", [THREE], None) == ()
