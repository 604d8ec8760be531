"""A fact is weighed by what is heard where it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assistant.profile.model import Fact
from assistant.understanding.tagger.signs import Turn, denies, signs
from assistant.understanding.tagger.weighing import Weighing, doubts, trust
from tests.understanding.tagger.scripted import tags

TEXT = "我妹妹会烧菜，我不会"


def cooking(**changes: Any) -> Fact:
    return Fact(field="skills", value={"id": "cooking"}, quote="烧菜", start=4, end=6, turn_id=None).model_copy(
        update=changes
    )


def of(
    fact: Fact, said: Mapping[str, tuple[str, float]], asked: str | None = None, beside: tuple[Fact, ...] = ()
) -> dict[str, float]:
    return signs(fact, Turn(TEXT, "zh", tags(TEXT, said), asked, asked is None, beside))


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


def test_it_counts_what_the_fact_stands_beside() -> None:
    beside = of(cooking(), {}, "skills", (cooking(value={"id": "driving"}),))
    assert {"beside", "answered", "skills:beside"} <= beside.keys()
    assert not {"beside", "answered"} & of(cooking(), {}, "skills").keys()


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


@pytest.mark.parametrize("kept", [doubts, trust])
def test_the_kept_weights_are_of_signs_that_exist(kept: Callable[[], Weighing]) -> None:
    place = Fact(field="location", value={"city": "洛阳"}, quote="我", start=0, end=1, turn_id=None)
    known = {name for fact in (cooking(), cooking(polarity="negative"), place) for name in of(fact, {}, fact.field)}
    known |= set(of(cooking(), {"skills=cooking+": ("烧菜", 0.5)}, None, (cooking(),))) | {"english", "answered"}
    own = {name.partition(":")[2] or name for name in kept().weights}
    assert own <= {name.partition(":")[2] or name for name in known}
