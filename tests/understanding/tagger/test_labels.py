"""A claim and its label are two ways of writing one thing."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.profile.model import Polarity
from assistant.understanding.tagger.labels import Named, labels_of, named


@pytest.mark.parametrize(
    ("field", "value", "polarity", "label"),
    [
        ("jobs", "cook", "positive", "jobs=cook+"),
        ("jobs", "cook", "negative", "jobs=cook-"),
        ("skills", {"id": "cooking", "level": "good"}, "positive", "skills=cooking+"),
        ("certificates", {"kind": "first_aid"}, "negative", "certificates=first_aid-"),
        ("preferences", {"dogs": False}, "positive", "preferences=dogs-"),
        ("preferences", {"dogs": True}, "negative", "preferences=dogs-"),
        ("background_check_consent", True, "positive", "background_check_consent=True+"),
        ("age", 48, "positive", "age+"),
        ("service_areas", "朝阳", "negative", "service_areas-"),
    ],
)
def test_a_claim_has_a_label(field: str, value: Any, polarity: Polarity, label: str) -> None:
    assert list(labels_of(field, value, polarity)) == [label]


def test_each_condition_of_a_home_is_a_label_of_its_own() -> None:
    assert set(labels_of("preferences", {"dogs": False, "cats": True})) == {"preferences=dogs-", "preferences=cats+"}


def test_a_refusal_has_one_label_whatever_the_value() -> None:
    assert list(labels_of("age", None, refused=True)) == ["age=refused"]


def test_only_labels_of_things_are_read_back() -> None:
    assert named("skills=cooking-") == Named("skills", "cooking", denied=True)
    assert [named(label) for label in ("age+", "age=refused", "act=question", "lv=good")] == [None] * 4
