"""The value a stretch of her words bears out, read again by the grammars alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.profile.model import Fact, Topic
from assistant.understanding.llm.derive import Reach, derive, same, sentence, statement
from assistant.understanding.reading import Context

TEXT = "我做保洁五年了，想去苏州。猫不行"


def context(asking: Topic | None = None) -> Context:
    return Context(today=date(2026, 11, 22), asking=asking, language="zh")


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def values(words: str, field: str, reach: Reach = "named") -> list[Any]:
    return [fact.value for fact in derive(TEXT, span(words), field, context(), reach)]


def test_what_is_read_has_its_place_in_the_whole_turn() -> None:
    [fact] = derive(TEXT, span("保洁五年"), "jobs", context())
    assert TEXT[fact.start : fact.end] == fact.quote == "保洁"


def test_only_facts_of_the_field_are_given() -> None:
    assert values("我做保洁五年了", "jobs") == ["cleaner"]
    assert values("我做保洁五年了", "years_experience") == [{"min": 5, "max": 5}]
    assert values("我做保洁五年了", "age") == []


def test_a_bare_number_is_what_was_asked_and_nothing_else_unless_it_may() -> None:
    assert values("五年", "rest_days_per_month") == []
    assert values("苏州", "service_areas") == []
    assert values("苏州", "service_areas", "own") == ["苏州"]


def test_statements_and_sentences_go_from_sign_to_sign() -> None:
    assert TEXT[slice(*statement(TEXT, span("五年")))] == "我做保洁五年了"
    assert TEXT[slice(*statement(TEXT, span("苏州")))] == "想去苏州"
    assert TEXT[slice(*sentence(TEXT, span("苏州")))] == "我做保洁五年了，想去苏州"
    assert TEXT[slice(*sentence(TEXT, span("猫")))] == "猫不行"
    assert TEXT[slice(*statement(TEXT, span("五年了，想")))] == "我做保洁五年了，想去苏州"


YEARS = Fact(field="years_experience", value={"min": 5, "max": 5}, quote="五年", start=0, end=2)
SKILL = Fact(field="skills", value={"id": "driving", "level": "good"}, quote="开车", start=0, end=2)
JOB = Fact(field="jobs", value="cleaner", quote="保洁", start=0, end=2)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (None, YEARS),
        ("", YEARS),
        (5, YEARS),
        ("5", YEARS),
        ({"min": 5, "max": 5.0}, YEARS),
        ("五年", YEARS),
        ("5年", YEARS),
        ("driving", SKILL),
        ({"id": "driving"}, SKILL),
        ("cleaner", JOB),
        ("保洁", JOB),
    ],
)
def test_a_value_is_the_same_as_a_number_an_id_or_in_words(said: Any, fact: Fact) -> None:
    assert same(said, fact, context())


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (6, YEARS),
        ("六年", YEARS),
        ({"min": 5, "max": 9}, YEARS),
        ({}, SKILL),
        ("cooking", SKILL),
        ("月嫂", JOB),
        (True, YEARS),
    ],
)
def test_another_value_is_not(said: Any, fact: Fact) -> None:
    assert not same(said, fact, context())
