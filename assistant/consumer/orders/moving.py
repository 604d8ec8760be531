"""One step of an order, checked and taken: the row as it stands afterwards and the entry of its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from assistant.consumer.orders.model import Move
from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.states import Action, Side, State, after
from assistant.consumer.orders.tables import OrderEventRow, OrderRow
from assistant.consumer.orders.times import check, moment, proposed
from assistant.kit.errors import BadInputError, ConflictError, TooLargeError
from assistant.kit.people import Actor
from assistant.kit.text import storable

_WITH_WORDS: Final = frozenset({"dispute", "resolve", "cancel", "end", "decline", "withdraw"})


def standing(row: OrderRow, now: datetime) -> State:
    """Where an order stands: one whose time is over has ended, though nobody has written it down yet."""
    return "expired" if row.due_at is not None and row.due_at <= now else row.state


def allowed_reasons(action: Action) -> list[str]:
    """The codes that may be given for an action; none where it needs no reason."""
    found: list[str] = getattr(rules().reasons, action, [])
    return found


def take(
    row: OrderRow, action: Action, actor: Actor, side: Side, move: Move, now: datetime, zone: ZoneInfo
) -> OrderEventRow:
    """Take a step: changes the row and gives the entry for its history.

    Raises:
        ConflictError: the order has changed meanwhile, or this cannot be done where it stands.
        ForbiddenError: this side never does that. BadInputError: a time or a reason cannot be used.
    """
    if row.version != move.version:
        raise ConflictError("order_changed")
    before = standing(row, now)
    then = after(before, action, side, was_hired=row.hired_at is not None)
    reason = _reason(action, side, move)
    words = storable(move.words)
    if len(words) > rules().words_characters:
        raise TooLargeError("order_words_long", limit=rules().words_characters)
    _times(row, action, move, now, zone)
    if action == "hire":
        row.hired_at = row.hired_at or now
        row.terms = move.terms.model_dump(mode="json", exclude_none=True) if move.terms else row.terms
    settle(row, then, now)
    return event(
        row,
        actor,
        side,
        action,
        before,
        now,
        reason=reason,
        words=words if action in _WITH_WORDS and words else None,
        meeting=row.meeting if action == "confirm" else None,
    )


def settle(row: OrderRow, state: State, now: datetime) -> None:
    """Let the order stand there from now on."""
    days: Mapping[State, int] = {"created": rules().answer_days, "worker_agreed": rules().confirm_days}
    row.state = state
    row.due_at = now + timedelta(days=days[state]) if state in days else None
    row.updated_at = now
    row.version += 1


def event(
    row: OrderRow,
    actor: Actor,
    side: Side,
    action: str,
    before: State | None,
    now: datetime,
    *,
    reason: str | None = None,
    words: str | None = None,
    meeting: str | None = None,
) -> OrderEventRow:
    """An entry of the history of an order that already stands where it leads."""
    return OrderEventRow(
        order_id=row.id,
        at=now,
        side=side,
        actor_id=actor.id,
        actor_name=actor.name or None,
        action=action,
        before=before,
        after=row.state,
        reason=reason,
        words=words,
        meeting=meeting,
    )


def _reason(action: Action, side: Side, move: Move) -> str | None:
    allowed = allowed_reasons(action)
    needed = action in ("dispute", "resolve", "end") or (action == "cancel" and side == "agency")
    if (move.reason is None and needed) or (move.reason is not None and move.reason not in allowed):
        raise BadInputError("order_reason")
    return move.reason


def _times(row: OrderRow, action: Action, move: Move, now: datetime, zone: ZoneInfo) -> None:
    if action == "agree":
        if not move.times or not set(move.times) <= set(row.times):
            raise BadInputError("order_time_unknown")
        if any(moment(each, zone) <= now for each in move.times):
            raise BadInputError("order_time_over")
        row.picked = sorted(set(move.times))
    elif action == "offer":
        row.picked = proposed(move.times, now, zone)
    elif action == "confirm":
        if move.meeting is None:
            raise BadInputError("order_time_needed")
        check(moment(move.meeting, zone), now)
        row.meeting = move.meeting
    elif action == "meet" and row.meeting is not None and moment(row.meeting, zone) > now:
        raise ConflictError("order_not_met_yet")
