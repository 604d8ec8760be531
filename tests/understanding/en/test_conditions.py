"""Working conditions told in other words than their names, where conditions are asked."""

from __future__ import annotations

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("Persian, ragdoll, any puss, I comb them", {"cats": True}),
        ("schoolboys who eat like horses are okay", {"older_children": True}),
        ("people who still walk with stick, fine", {"semi_dependent": True}),
        ("fully lying no", {"bedridden": False}),
        ("old people who forget things sure", {"dementia": True}),
        ("I'm not going to house of one man", {"single_person_client": False}),
        ("castle no", {"large_home": False}),
        ("table of eight every evening? I'd rather not", {"large_family": False}),
        ("I mostly worked for Japanese people", {"foreign_family": True}),
        ("no baby nights", {"night_care": False}),
        ("paper signed before I step in", {"signed_contract": True}),
        ("test me one week", {"trial_days": True}),
        ("one child only", {"multiple_children": False}),
        ("I can do mopping, no problem", {"housework_duty": True}),
        ("a house without meat is fine", {"vegetarian_kitchen": True}),
        ("I don't kill chicken", {"raw_meat_and_fish": False}),
        ("my apron, fine", {"uniform": True}),
        ("you provide bucket and rags please", {"own_tools": False}),
        ("I drive a small electric car", {"own_transport": True}),
        ("I don't leave my city", {"other_cities": False}),
        ("happy to be interviewed on video", {"video_interview": True}),
        ("TB patients no", {"infectious_patients": False}),
        ("if the husband works from home it's not a problem", {"men_at_home": True}),
        ("five floors? my hip says no", {"stairs": False}),
    ],
)
def test_a_condition_told_in_other_words(said: Said, words: str, condition: dict[str, bool]) -> None:
    assert [value for field, value in said(words, "preferences") if field == "preferences"] == [condition]


@pytest.mark.parametrize(
    ("words", "asking"),
    [
        ("I drive a small electric car", "name"),
        ("castle road 5", "location"),
        ("one child only", "background"),
        ("the baby was just born when I came", "history"),
        ("I kill time on the bus", "preferences"),
    ],
)
def test_the_same_words_elsewhere_are_no_condition(said: Said, words: str, asking: str) -> None:
    assert [value for field, value in said(words, asking) if field == "preferences"] == []


@pytest.mark.parametrize(
    ("piece", "condition"),
    [
        ("own room", {"own_room": True}),
        ("dogs welcome", {"dogs": True}),
        ("no housework please", {"housework_duty": False}),
        ("no stairs", {"stairs": False}),
    ],
)
def test_a_condition_told_alone_in_an_introduction(said: Said, piece: str, condition: dict[str, bool]) -> None:
    told = said(f"I'm Ana Cruz, 33, nanny for six years in Suzhou, live out, {piece}, 9000.")
    assert [value for field, value in told if field == "preferences"] == [condition]


@pytest.mark.parametrize("piece", ["I have a dog at home in Cebu", "my son is a smoker", "a big family raised me"])
def test_what_she_has_herself_is_no_condition(said: Said, piece: str) -> None:
    told = said(f"I'm Ana Cruz, 33, nanny for six years in Suzhou, {piece}, 9000.")
    assert [value for field, value in told if field == "preferences"] == []
