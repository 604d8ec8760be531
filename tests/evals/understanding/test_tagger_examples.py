"""A labelled row tells the tagger what is said, what is left open, and where places and names stand."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from assistant.kit.e5_tokens import Tokenizer, bundled
from evals.understanding.rows import Row
from evals.understanding.tagger.examples import ANY, Example, of_row, of_vocabulary, varied


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return bundled()[1]


def row(text: str, **labels: Any) -> Row:
    return Row.model_validate(
        {"id": "x", "text": text, "today": "2026-11-22", "expect": [], "hard": ["plain"], **labels}
    )


def example(tokenizer: Tokenizer, text: str, **labels: Any) -> Example:
    return of_row(row(text, **labels), "zh", tokenizer)


def test_what_is_expected_is_said_and_what_is_allowed_is_open(tokenizer: Tokenizer) -> None:
    learned = example(
        tokenizer,
        "烧菜凑合",
        asking="skills",
        expect=[{"field": "skills", "value": {"id": "cooking", "level": "some"}}],
        allow=[{"field": "jobs", "value": "cook"}, {"field": "cuisines"}],
    )
    assert {"skills=cooking+", "lv=some"} <= learned.says
    assert {"jobs=cook+", "cuisines=*"} <= learned.open
    assert learned.asking == "skills"


def test_another_honest_reading_is_open(tokenizer: Tokenizer) -> None:
    expected = {"field": "jobs", "value": "cook", "else": [{"field": "skills", "value": {"id": "cooking"}}]}
    learned = example(tokenizer, "烧菜", expect=[expected])
    assert learned.says == {"jobs=cook+"}
    assert "skills=cooking+" in learned.open


def test_another_thing_takes_the_place_of_one_and_the_same_is_said_of_it(tokenizer: Tokenizer) -> None:
    told = row("我妹妹做月嫂，我会早教", expect=[{"field": "skills", "value": {"id": "early_education"}}])
    made = [each for seed in range(20) for each in varied(told, "zh", tokenizer, Random(seed))]  # noqa: S311 - no secret
    said = {label for each in made for spot in each.spots for label in spot.says}
    assert {each.open for each in made} == {frozenset({ANY})}
    assert len({label for label in said if label.startswith("skills=")}) > 1
    assert not any(label.startswith("jobs=") for label in said)


def test_her_name_is_found_in_her_words(tokenizer: Tokenizer) -> None:
    learned = example(tokenizer, "我叫周桂兰", expect=[{"field": "name", "value": "周桂兰"}])
    assert learned.names == ((2, 5),)


def test_an_act_only_the_rules_hear_is_open(tokenizer: Tokenizer) -> None:
    heard = example(tokenizer, "这个不方便说", asking="age")
    assert "act=refuse" in heard.open
    denied = example(tokenizer, "这个不方便说", asking="age", not_acts=["refuse"])
    assert "act=refuse" not in denied.open | denied.says


def test_every_form_of_the_vocabulary_names_its_thing(tokenizer: Tokenizer) -> None:
    forms = list(of_vocabulary(tokenizer))
    assert all(len(form.says) == 1 and not form.plain for form in forms)
    assert not any(form.says & form.open for form in forms)
