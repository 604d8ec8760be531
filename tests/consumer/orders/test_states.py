"""Which steps an order may take, by whom and from where; all others are refused with a sentence."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.states import ACTIONS, OPEN, STATES, STEPS, Action, Side, State, actions, after, side_of
from assistant.consumer.orders.wording import words
from assistant.kit import messages
from assistant.kit.errors import ConflictError, ForbiddenError
from assistant.kit.people import Actor

KEYS = messages.keys()
SIDES: tuple[Side, ...] = get_args(Side)
EVERY = [(state, action, side) for state, action, side in product(STATES, ACTIONS, SIDES)]


@pytest.mark.parametrize(("state", "action", "side"), EVERY)
def test_a_step_is_taken_where_it_is_offered_and_refused_everywhere_else(
    state: State, action: Action, side: Side
) -> None:
    if action in actions(state, side, was_hired=True):
        assert after(state, action, side, was_hired=True) == STEPS[action].to
    else:
        with pytest.raises((ConflictError, ForbiddenError)) as refused:
            after(state, action, side, was_hired=True)
        assert refused.value.key in KEYS


def test_her_yes_comes_before_anything_the_agency_does() -> None:
    assert actions("created", "agency") == ["cancel"]
    assert "confirm" in actions("worker_agreed", "agency")


def test_nobody_but_her_says_yes_for_her() -> None:
    for side in ("consumer", "agency", "system"):
        with pytest.raises(ForbiddenError):
            after("created", "agree", side)


def test_service_goes_on_after_a_dispute_only_where_it_had_begun() -> None:
    assert after("disputed", "resume", "agency", was_hired=True) == "hired"
    with pytest.raises(ConflictError):
        after("disputed", "resume", "agency", was_hired=False)


def test_what_is_over_stays_over() -> None:
    for state in ("worker_declined", "cancelled", "expired"):
        assert state not in OPEN
        assert all(not actions(state, side, was_hired=True) for side in SIDES)


def test_every_state_can_be_reached_from_a_request() -> None:
    reached: set[State] = {"created"}
    for _ in STATES:
        reached |= {step.to for step in STEPS.values() if step.since & reached}
    assert reached == set(STATES)


def test_on_which_side_people_stand() -> None:
    assert [side_of(Actor("x", role)) for role in ("consumer", "worker", "recruiter", "owner", "system")] == [
        "consumer",
        "worker",
        "agency",
        "agency",
        "system",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_that_can_happen_has_words_for_each_side(language: str) -> None:
    say = words(language)
    for state in STATES:
        assert say.label(state)
        for side in ("consumer", "worker", "agency"):
            assert say.next(state, side, answer_by="x", meeting="y")
    for action in (*ACTIONS, "request", "forget"):
        assert say.text(f"actions.{action}")
    reasons = rules().reasons.model_dump()
    assert say.names("reasons", [code for codes in reasons.values() for code in codes])
    review = rules().review
    assert say.names("aspects", review.aspects)
    assert say.names("mask_kinds", review.mask_kinds)
    assert say.names("review_disputes", review.disputes)
    assert say.names("review_removals", review.removals)


def test_every_refusal_has_its_sentence() -> None:
    assert {f"order_cannot_{action}" for action in ACTIONS} <= KEYS
