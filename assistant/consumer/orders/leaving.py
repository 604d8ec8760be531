"""What becomes of orders when a side is no longer there: somebody withdrawn, a chat over, a wish to be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.orders.model import Parties
from assistant.consumer.orders.moving import event, settle, standing
from assistant.consumer.orders.repository import OrderRepository, ReviewRepository
from assistant.consumer.orders.states import BEFORE_WORK, OPEN, side_of
from assistant.consumer.orders.tables import OrderRow
from assistant.kit.people import Actor
from assistant.profile.model import Language

SYSTEM: Final = Actor("system", "system")


def language_of_order(row: OrderRow) -> Language:
    """The language its household writes in."""
    return "en" if row.language == "en" else "zh"


def expire(repository: OrderRepository, rows: Sequence[OrderRow], now: datetime) -> None:
    """End what nobody answered in time."""
    for row in rows:
        before = row.state
        settle(row, "expired", now)
        repository.add(event(row, SYSTEM, "system", "expire", before, now))


def close(repository: OrderRepository, rows: Sequence[OrderRow], now: datetime) -> list[Parties]:
    """End requests that wait for somebody who is not published any more; returns whom to tell."""
    for row in rows:
        settle(row, "cancelled", now)
        repository.add(event(row, SYSTEM, "system", "cancel", "created", now))
    return [Parties(None, row.phone, language_of_order(row)) for row in rows]


async def without_household(session: AsyncSession, chat_id: str, now: datetime, *, asked: bool) -> None:
    """Remove what a consumer told with her orders: number, household, notes, times, words, and her reviews.

    What is left is that there was an order and how it went. When she did not ask for it and the chat's time was just
    over (`asked` false), reviews that are published stay: nothing in them says whose they are.
    """
    repository = OrderRepository(session)
    rows = await repository.of_chat(chat_id)
    ids = [row.id for row in rows]
    for row in rows:
        _let_go(repository, row, Actor("", "consumer"), now)
        row.chat_id = row.client_order_id = row.phone = row.phone_index = row.called = row.note = None
        row.need = row.terms = None
        row.times, row.picked = [], []
    await repository.bare_words(ids, "consumer")
    await ReviewRepository(session).remove(ids, None if asked else ("pending", "removed"))
    await repository.remove([row.id for row in rows if row.worker_id is None])


async def without_worker(session: AsyncSession, worker_id: str, now: datetime) -> list[Parties]:
    """Remove her from every order, every review of her, and every short-list; returns whom to tell."""
    repository = OrderRepository(session)
    rows = await repository.of_worker(worker_id)
    ids = [row.id for row in rows]
    told = [Parties(None, row.phone, language_of_order(row)) for row in rows if standing(row, now) in BEFORE_WORK]
    for row in rows:
        _let_go(repository, row, Actor("", "worker"), now)
        row.worker_id = row.display_name = row.terms = None
    await repository.bare_words(ids, "worker")
    await ReviewRepository(session).remove_of_worker(worker_id)
    await repository.unlist(worker_id)
    await repository.remove([row.id for row in rows if row.chat_id is None])
    return told


def _let_go(repository: OrderRepository, row: OrderRow, actor: Actor, now: datetime) -> None:
    """End an open order because one side is no longer there."""
    before = standing(row, now)
    if before in OPEN:
        settle(row, "cancelled" if before in BEFORE_WORK else "ended", now)
        step = event(row, actor, side_of(actor), "forget", before, now)
        step.actor_id = None
        repository.add(step)
