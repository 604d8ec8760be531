"""Orders as each side may see them: pure, from rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from assistant.consumer.orders.family import family
from assistant.consumer.orders.masking import plain
from assistant.consumer.orders.model import (
    AgencyOrder,
    Choice,
    ConsumerOrder,
    Moment,
    ReviewView,
    Step,
    Terms,
    WorkerOrder,
)
from assistant.consumer.orders.moving import allowed_reasons, standing
from assistant.consumer.orders.states import CONTACT, DRAFTABLE, REVIEWABLE, Side, State, actions
from assistant.consumer.orders.tables import OrderEventRow, OrderRow
from assistant.consumer.orders.wording import OrderWords, words
from assistant.matching.names import name_in
from assistant.profile.model import Language
from assistant.resume.wording import masked_phone


@dataclass(frozen=True, slots=True)
class Look:
    """For whom and when an order is drawn up."""

    language: Language
    now: datetime
    zone: ZoneInfo

    @property
    def say(self) -> OrderWords:
        """The words of the language."""
        return words(self.language)


def consumer_order(
    row: OrderRow, events: Sequence[OrderEventRow], review: ReviewView | None, look: Look
) -> ConsumerOrder:
    """As the consumer sees it."""
    state = standing(row, look.now)
    return ConsumerOrder(
        **_common(row, events, "consumer", look),
        worker_id=row.worker_id,
        display_name=name_of(row, look.say),
        phone=masked_phone(row.phone) if row.phone else None,
        note=row.note,
        can_review=state in REVIEWABLE and row.hired_at is not None and review is None and row.worker_id is not None,
        can_draft=state in DRAFTABLE,
        review=review,
    )


def worker_order(row: OrderRow, events: Sequence[OrderEventRow], look: Look) -> WorkerOrder:
    """As she sees it: nothing in it finds the family."""
    return WorkerOrder(
        **_common(row, events, "worker", look),
        family=family(row.need, look.language),
        note=plain(row.note, look.language) if row.note else None,
    )


def agency_order(row: OrderRow, events: Sequence[OrderEventRow], review: ReviewView | None, look: Look) -> AgencyOrder:
    """As the agency sees it; what the household is called and its number only once she has agreed."""
    state = standing(row, look.now)
    agreed = state in CONTACT and row.phone is not None
    return AgencyOrder(
        **_common(row, events, "agency", look),
        worker_id=row.worker_id,
        display_name=name_of(row, look.say),
        called=row.called if agreed else None,
        phone=masked_phone(row.phone) if agreed and row.phone else None,
        can_contact=agreed,
        can_draft=state in DRAFTABLE,
        family=family(row.need, look.language),
        note=plain(row.note, look.language) if row.note else None,
        terms=Terms.model_validate(row.terms) if row.terms else None,
        review=review,
    )


def status_line(row: OrderRow, look: Look) -> str:
    """One line for the chat: who, where it stands, what comes next."""
    label, following = _told(row, "consumer", look)
    return look.say.text("line", name=name_of(row, look.say), label=label, next=following)


def name_of(row: OrderRow, say: OrderWords) -> str:
    """How she is called; somebody who deleted her data has no name any more."""
    return name_in(say.language, row.display_name) if row.display_name else say.text("gone_name")


def _common(row: OrderRow, events: Sequence[OrderEventRow], side: Side, look: Look) -> dict[str, Any]:
    state = standing(row, look.now)
    label, following = _told(row, side, look)
    return {
        "id": row.id,
        "state": state,
        "version": row.version,
        "label": label,
        "next": following,
        "job": row.job,
        "times": [_moment(each, look.say) for each in row.times],
        "picked": [_moment(each, look.say) for each in row.picked],
        "meeting": _moment(row.meeting, look.say) if row.meeting else None,
        "answer_by": row.due_at,
        "choices": _choices(row, state, side, look.say),
        "history": [_step(each, side, look.say) for each in events],
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def _told(row: OrderRow, side: Side, look: Look) -> tuple[str, str]:
    """The state's name and what comes next."""
    state, say = standing(row, look.now), look.say
    by = say.day(row.due_at.astimezone(look.zone)) if row.due_at else ""
    meeting = say.moment(row.meeting) if row.meeting else ""
    following = say.next(state, side, answer_by=by, meeting=meeting)
    if state == "worker_agreed" and row.picked and not set(row.picked) <= set(row.times) and side != "worker":
        following += say.text("offered", times=say.moments(row.picked))
    if state == "ended" and row.hired_at is None:
        return say.text("closed_not_hired"), ""
    return say.label(state, side), following


def _choices(row: OrderRow, state: State, side: Side, say: OrderWords) -> list[Choice]:
    if row.worker_id is None or row.chat_id is None:
        return []
    return [
        Choice(
            action=action,
            text=say.text(f"actions.{action}"),
            reasons=say.names("reasons", allowed_reasons(action)),
        )
        for action in actions(state, side, was_hired=row.hired_at is not None)
    ]


def _step(row: OrderEventRow, side: Side, say: OrderWords) -> Step:
    """One step; why and in which words is for whoever took it, and for the agency."""
    who = row.side
    own = side in ("agency", who)
    return Step(
        at=row.at,
        who=who,
        name=row.actor_name if side == "agency" and who == "agency" else None,
        action=row.action,
        text=f"{say.text(f'who.{who}')} · {say.text(f'actions.{row.action}')}",
        before=row.before,
        after=row.after,
        reason=say.text(f"reasons.{row.reason}") if row.reason and (own or who == "agency") else None,
        meeting=_moment(row.meeting, say) if row.meeting else None,
        words=row.words if own else None,
    )


def _moment(local: str, say: OrderWords) -> Moment:
    return Moment(at=local, text=say.moment(local))
