"""Where an order may stand and who may do what to it there. Everything else is refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from assistant.kit.errors import ConflictError, ForbiddenError
from assistant.kit.people import STAFF, Actor

State = Literal[
    "created",
    "worker_agreed",
    "worker_declined",
    "confirmed",
    "met",
    "hired",
    "ended",
    "disputed",
    "cancelled",
    "expired",
]
STATES: Final[tuple[State, ...]] = get_args(State)

ReviewState = Literal["pending", "published", "disputed", "removed"]

Side = Literal["consumer", "worker", "agency", "system"]

Action = Literal[
    "agree",
    "offer",
    "decline",
    "withdraw",
    "confirm",
    "meet",
    "hire",
    "end",
    "cancel",
    "dispute",
    "resume",
    "resolve",
    "expire",
]
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)

OPEN: Final[frozenset[State]] = frozenset({"created", "worker_agreed", "confirmed", "met", "hired", "disputed"})
"""States in which something is still to come of an order."""
BEFORE_WORK: Final[frozenset[State]] = frozenset({"created", "worker_agreed", "confirmed", "met"})
"""States in which an order is still a request."""
CONTACT: Final[frozenset[State]] = frozenset({"worker_agreed", "confirmed", "met", "hired", "ended", "disputed"})
"""States in which the agency may see the household's number: she has agreed."""
REVIEWABLE: Final[frozenset[State]] = frozenset({"hired", "ended"})
DRAFTABLE: Final[frozenset[State]] = frozenset({"confirmed", "met", "hired"})
"""States in which a contract may be drafted."""


@dataclass(frozen=True, slots=True)
class Step:
    """From where an action may be taken, by whom, and where it leads."""

    since: frozenset[State]
    to: State
    by: frozenset[Side]


def _step(by: str, to: State, *since: State) -> Step:
    return Step(frozenset(since), to, frozenset(side for side in get_args(Side) if side in by.split()))


STEPS: Final[Mapping[Action, Step]] = {
    "agree": _step("worker", "worker_agreed", "created"),
    "offer": _step("worker", "worker_agreed", "created", "worker_agreed"),
    "decline": _step("worker", "worker_declined", "created"),
    "withdraw": _step("worker", "cancelled", "worker_agreed", "confirmed", "met"),
    "confirm": _step("agency", "confirmed", "worker_agreed", "confirmed"),
    "meet": _step("consumer agency", "met", "confirmed"),
    "hire": _step("agency", "hired", "met"),
    "end": _step("agency", "ended", "hired"),
    "cancel": _step("consumer agency", "cancelled", "created", "worker_agreed", "confirmed", "met"),
    "dispute": _step("consumer worker agency", "disputed", "confirmed", "met", "hired", "ended"),
    "resume": _step("agency", "hired", "disputed"),
    "resolve": _step("agency", "ended", "disputed"),
    "expire": _step("system", "expired", "created", "worker_agreed"),
}


def side_of(actor: Actor) -> Side:
    """On which side of an order somebody stands."""
    if actor.role in STAFF:
        return "agency"
    if actor.role == "consumer" or actor.role == "worker":
        return actor.role
    return "system"


def after(state: State, action: Action, side: Side, *, was_hired: bool = False) -> State:
    """Where an order that stands at `state` stands after `action` of `side`.

    Raises:
        ForbiddenError: this side never does that.
        ConflictError: it cannot be done to an order that stands there; the sentence says when it can.
    """
    step = STEPS[action]
    if side not in step.by:
        raise ForbiddenError("order_not_yours")
    if state not in step.since or (action == "resume" and not was_hired):
        raise ConflictError(f"order_cannot_{action}")
    return step.to


def actions(state: State, side: Side, *, was_hired: bool = False) -> list[Action]:
    """What a side may do to an order that stands at `state`, the usual first."""
    return [
        action
        for action, step in STEPS.items()
        if side in step.by and state in step.since and (action != "resume" or was_hired)
    ]
