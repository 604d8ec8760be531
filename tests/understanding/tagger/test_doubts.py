"""A fact is weighed by what is heard where it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.profile.model import Fact
from assistant.understanding.tagger.doubts import Doubts, denies, doubts, signs
from tests.understanding.tagger.scripted import tags

TEXT = "我妹妹会烧菜，我不会"


def cooking(**changes: Any) -> Fact:
    return Fact(field="skills", value={"id": "cooking"}, quote="烧菜", start=4, end=6, turn_id=None).model_copy(
        update=changes
    )


def of(fact: Fact, said: Mapping[str, tuple[str, float]], asked: str | None = None) -> dict[str, float]:
    return signs(fact, TEXT, tags(TEXT, said), asked, "zh", story=asked is None)


def test_what_is_surely_heard_speaks_more_for_a_fact_than_what_is_hardly_heard() -> None:
    surely = of(cooking(), {"skills=cooking+": ("烧菜", 0.99)})
    hardly = of(cooking(), {"skills=cooking+": ("烧菜", 0.02)})
    assert surely["within"] > 0 > hardly["within"]
    assert surely["best"] == surely["skills:best"] == surely["within"]


def test_the_opposite_and_a_word_heard_as_denied_are_told_apart() -> None:
    found = of(cooking(), {"skills=cooking-": ("我不会", 0.9), "#skills-": ("烧菜", 0.8)})
    assert found["opposite"] > 0
    assert found["denied"] > 0 > found["claimed"]


def test_it_counts_whether_the_turn_answers_to_the_field() -> None:
    assert "asked" in of(cooking(), {}, "skills")
    assert of(cooking(), {}).keys() & {"asked", "story"} == {"story"}


@pytest.mark.parametrize(
    ("fact", "no"),
    [
        (cooking(), False),
        (cooking(polarity="negative"), True),
        (cooking(field="preferences", value={"cats": False}), True),
        (cooking(field="preferences", value={"cats": True}), False),
        (cooking(field="health_certificate", value={"held": False}), True),
    ],
    ids=["claimed", "denied", "refused-home", "wanted-home", "no-paper"],
)
def test_a_no_may_stand_in_the_value(fact: Fact, no: object) -> None:
    assert denies(fact) is no


def test_the_weights_add_up_to_the_odds() -> None:
    weights = Doubts(weights={"always": -2.0, "opposite": 3.0}, bar=0.0)
    assert weights.odds({"always": 1.0, "opposite": 0.5, "unknown": 9.0}) == -0.5
    assert not weights.doubted({"always": 1.0})
    assert weights.doubted({"always": 1.0, "opposite": 1.0})


def test_the_kept_weights_name_signs_that_exist() -> None:
    known = set(of(cooking(), {}, "skills")) | set(of(cooking(polarity="negative"), {}))
    own = {name.partition(":")[2] or name for name in doubts().weights}
    assert own <= {name.partition(":")[2] or name for name in known} | {"other_role", "english", "taught"}


def test_a_weight_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Doubts.model_validate({"weights": {}, "bar": 0.0, "more": 1})
