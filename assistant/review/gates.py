"""What stands in the way of an approval: pure, the same for one file and for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Protocol

from pydantic import BaseModel

from assistant.profile.fold import Folded
from assistant.review.rules import Gate, Weight, rules
from assistant.vocabulary import vocabulary

GOOD: frozenset[str] = frozenset({"passed", "seen", "checked", "clear"})
"""Outcomes that stand for something, until their day is over."""


class Check(Protocol):
    """One verification, as it is kept."""

    what: str
    outcome: str
    valid_until: date | None
    detail: dict[str, Any]


class Obstacle(BaseModel):
    """Something in the way. `block` stops an approval; `warn` wants a reason in words."""

    gate: Gate
    weight: Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of a file when somebody is about to approve it.

    `looked` is whether this person has opened the file as it is now; `checks` are all, oldest first.
    """

    consented: bool
    handoff: bool
    decline_proposed: bool
    looked: bool
    folded: Folded
    checks: Sequence[Check]
    today: date


def standing(checks: Iterable[Check]) -> dict[str, Check]:
    """The check of each kind that counts: the last one."""
    return {check.what: check for check in checks}


def ended(check: Check, today: date) -> bool:
    """Whether the check's day is over; it still holds on its last day."""
    return check.valid_until is not None and check.valid_until < today


def holds(checks: Mapping[str, Check], what: str, today: date) -> bool:
    """Whether a check of this kind was passed and still stands."""
    check = checks.get(what)
    return check is not None and check.outcome in GOOD and not ended(check, today)


@cache
def _near_children() -> frozenset[str]:
    return frozenset(term.id for term in vocabulary().terms("jobs") if term.extra.get("near_children"))


def near_children(jobs: Iterable[str]) -> bool:
    """Whether any of the posts is near children, so that the record check must be clear first."""
    return not _near_children().isdisjoint(jobs)


def obstacles(look: Look) -> list[Obstacle]:
    """Everything in the way, what blocks first."""
    weights: dict[Gate, Weight] = rules().gates
    found = [gate for gate, there in _there(look).items() if there]
    made = [Obstacle(gate=gate, weight=weight) for gate in found if (weight := weights.get(gate, "block")) != "off"]
    return sorted(made, key=lambda obstacle: obstacle.weight != "block")


def _there(look: Look) -> dict[Gate, bool]:
    profile, live = look.folded.profile, look.folded.live
    checks = standing(look.checks)
    record = checks.get("record_check")
    unsettled = [fact for fact in live if fact.status not in ("confirmed", "verified") and fact.source != "recruiter"]
    return {
        "consent": not look.consented,
        "not_looked": not look.looked,
        "decline_proposed": look.decline_proposed,
        "no_name": not profile.name,
        "no_job": not profile.jobs,
        "conflict": bool(look.folded.conflicts),
        "identity": not holds(checks, "identity", look.today),
        "record_check": near_children(profile.jobs) and not holds(checks, "record_check", look.today),
        "not_cleared": record is not None and record.outcome == "not_cleared",
        "health": not holds(checks, "health", look.today),
        "low_confidence": any(fact.confidence < rules().low_confidence for fact in unsettled),
        "unsafe_answer": any(answer.outcome == "unsafe" for answer in profile.scenarios),
        "handoff": look.handoff,
        "unconfirmed": any(fact.status == "claimed" and fact.field != "scenarios" for fact in unsettled),
    }
