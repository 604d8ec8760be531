"""A labelled row tells the tagger what is said, what is left open, and where places and names stand."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.kit.e5_tokens import Tokenizer, bundled
from evals.understanding.rows import Row
from evals.understanding.tagger.examples import Example, of_row, of_vocabulary


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


def test_places_have_the_roles_the_labels_tell(tokenizer: Tokenizer) -> None:
    learned = example(
        tokenizer,
        "老家周口，在郑州找活",
        expect=[
            {"field": "hometown", "value": {"province": "河南", "city": "周口"}},
            {"field": "service_areas", "value": "郑州"},
        ],
    )
    assert [roles for _, _, roles in learned.places] == [{"hometown+"}, {"service_areas+"}]


def test_a_place_nobody_speaks_of_has_no_role(tokenizer: Tokenizer) -> None:
    assert [roles for _, _, roles in example(tokenizer, "主家是周口人").places] == [frozenset()]
    open_row = example(tokenizer, "主家是周口人", allow=[{"field": "hometown"}])
    assert list(open_row.places) == []


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
