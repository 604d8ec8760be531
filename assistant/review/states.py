"""Where a file may stand and what may be done to it there. Everything else is refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from assistant.kit.errors import ConflictError

Status = Literal[
    "interviewing",
    "finished",
    "in_review",
    "returned",
    "approved",
    "published",
    "withdrawn",
    "expired",
    "declined",
]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

Action = Literal[
    "finish",
    "take",
    "return",
    "answer",
    "recall",
    "approve",
    "propose_decline",
    "keep",
    "decline",
    "appeal",
    "reopen",
    "change",
    "publish",
    "withdraw",
    "expire",
]

_EVERYWHERE: Final = frozenset(STATUSES)


@dataclass(frozen=True, slots=True)
class Step:
    """From where an action may be taken, and where it leads."""

    since: frozenset[Status]
    to: Status


def _step(to: Status, *since: Status) -> Step:
    return Step(frozenset(since), to)


STEPS: Final[Mapping[Action, Step]] = {
    # By the interview itself.
    "finish": _step("finished", "interviewing"),
    "answer": _step("in_review", "returned"),
    "change": _step("in_review", "approved"),  # she said something new after the approval
    # By people.
    "take": _step("in_review", "interviewing", "finished"),
    "return": _step("returned", "finished", "in_review", "returned"),
    "recall": _step("in_review", "returned"),
    "approve": _step("approved", "in_review"),
    "propose_decline": _step("in_review", "finished", "in_review"),
    "keep": _step("in_review", "in_review"),
    "decline": _step("declined", "in_review"),
    "appeal": _step("in_review", "declined"),
    "reopen": _step("in_review", "approved", "withdrawn", "expired"),
    # By publication.
    "publish": _step("published", "approved"),
    "withdraw": Step(_EVERYWHERE - {"withdrawn"}, "withdrawn"),
    "expire": _step("expired", "approved", "published"),
}


def after(status: Status, action: Action) -> Status:
    """Where a file that stands at `status` stands after `action`.

    Raises:
        ConflictError: it cannot be done to a file that stands there; the sentence says from where it can.
    """
    step = STEPS[action]
    if status not in step.since:
        raise ConflictError(f"file_cannot_{action}")
    return step.to


def may(status: Status, action: Action) -> bool:
    """Whether `action` may be taken on a file that stands at `status`."""
    return status in STEPS[action].since
