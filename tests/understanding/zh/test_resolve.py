"""Corrections and repeats are settled within the turn."""

from __future__ import annotations

from collections.abc import Callable

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
