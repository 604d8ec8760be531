"""What the review room goes by is data, whole in both languages, and fits the rest of the product."""

from __future__ import annotations

from typing import get_args

import pytest

from assistant.profile.fields import FIELDS
from assistant.review.rules import Gate, rules


@pytest.mark.parametrize("kind", ["reasons", "decline_reasons", "withdraw_reasons", "check_classes", "issuer_types"])
def test_every_code_has_a_name_in_both_languages(kind: str) -> None:
    known = getattr(rules(), kind)
    assert known
    for code, names in known.items():
        assert set(names) == {"zh", "en"}, code
        assert all(name.strip() for name in names.values()), code


def test_every_gate_has_a_weight() -> None:
    assert set(rules().gates) == set(get_args(Gate))


@pytest.mark.parametrize("gate", ["consent", "identity", "record_check", "not_cleared", "not_looked", "conflict"])
def test_what_the_law_and_the_house_ask_for_blocks(gate: Gate) -> None:
    assert rules().gates[gate] == "block"


def test_editing_names_fields_that_exist_and_reasons_that_have_names() -> None:
    editing = rules().editing
    assert editing.never <= set(FIELDS)
    assert editing.her_words <= set(FIELDS)
    assert set(editing.reasons) == set(rules().reasons)


def test_nothing_protected_can_be_written_without_her_words() -> None:
    assert {"gender", "age", "birth_year", "hometown"} <= rules().editing.her_words


def test_no_reason_to_decline_is_a_protected_trait() -> None:
    words = {word for code in rules().decline_reasons for word in code.split("_")} - {"under"}
    assert not words & {
        "sex",
        "gender",
        "origin",
        "hometown",
        "looks",
        "dialect",
        "accent",
        "married",
        "religion",
        "health",
    }


def test_reminders_come_before_the_end() -> None:
    assert all(days > 0 for days in rules().remind_days)
