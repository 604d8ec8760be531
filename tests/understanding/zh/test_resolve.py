"""Corrections and repeats are settled within the turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.reading import Reading


def test_a_value_taken_back_stays_as_history(hear: Callable[..., Reading]) -> None:
    facts = hear("三年，哦不，四年了", "experience").facts
    assert [(fact.value["min"], fact.status) for fact in facts] == [(3, "corrected"), (4, "claimed")]
    assert "correction" in facts[1].flags


def test_what_is_cited_only_to_be_changed_is_no_fact(hear: Callable[..., Reading]) -> None:
    facts = hear("刚才我说月休两天，改成四天", "salary").facts
    assert [(fact.field, fact.value["min"]) for fact in facts] == [("rest_days_per_month", 4)]
    assert "correction" in facts[0].flags


def test_the_same_thing_twice_is_one_fact(hear: Callable[..., Reading]) -> None:
    assert len(hear("住家，住家", "work_mode").facts) == 1


def test_a_denied_ability_stands_over_a_single_dish(hear: Callable[..., Reading]) -> None:
    cuisines = [fact for fact in hear("西餐不会，会煎个牛排", "skills").facts if fact.field == "cuisines"]
    assert [fact.polarity for fact in cuisines] == ["negative"]


def test_where_a_post_was_is_not_where_she_would_work(hear: Callable[..., Reading]) -> None:
    facts = hear("先在苏州吴中做了一年，后来去杭州余杭带孩子两年", "history").facts
    assert [fact.value for fact in facts if fact.field == "service_areas"] == []
    assert sum(fact.field == "work_history" for fact in facts) == 2


def test_a_denied_figure_gives_way_to_its_neighbour(hear: Callable[..., Reading]) -> None:
    facts = hear("刚才说错了，不是五年，六年", "experience").facts
    assert [fact.value for fact in facts] == [{"min": 6, "max": 6}]


def test_what_it_is_not_is_no_fact(hear: Callable[..., Reading]) -> None:
    facts = hear("不对不对，是会西点不是西餐", "skills").facts
    assert {fact.field for fact in facts} == {"skills", "cuisines"}
    assert {str(fact.value) for fact in facts} == {"{'id': 'baking'}", "baking"}


def test_living_in_set_right_later(hear: Callable[..., Reading]) -> None:
    facts = hear("前面说不住家，我跟老公商量了，住也行", "anything_else").facts
    assert [(fact.field, fact.value, fact.polarity) for fact in facts] == [("work_modes", "live_in", "positive")]


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("营养餐会配，减脂餐不会", "nutrition_planning"),
        ("挂机柜机都会洗，中央空调不会", "air_conditioner_cleaning"),
        ("开奶追奶回奶我都做，就乳腺炎发烧的我不碰", "lactation_support"),
        ("引流管的会看，造瘘的没接触", "stoma_and_drain_care"),
        ("遛狗不行，喂猫可以", "pet_care"),
    ],
)
def test_a_denied_part_leaves_the_rest(text: str, skill: str, hear: Callable[..., Reading]) -> None:
    told = [fact for fact in hear(text, "skills").facts if fact.value == {"id": skill}]
    assert [fact.polarity for fact in told] == ["positive"]


@pytest.mark.parametrize("text", ["做饭做过，现在做饭不行了", "擦玻璃擦过，擦玻璃我不接了"])
def test_a_denial_of_the_same_words_stands(text: str, hear: Callable[..., Reading]) -> None:
    told = [fact for fact in hear(text, "skills").facts if fact.field == "skills"]
    assert {fact.polarity for fact in told} == {"negative"}
