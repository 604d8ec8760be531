"""Builds the rooms of orders: requests, reviews and short-lists, and how people hear of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.flows_repository import FlowRepository
from assistant.accounts.phones import phone_number
from assistant.accounts.sms import Sms, sms_of
from assistant.consumer.orders.model import People
from assistant.consumer.orders.repository import OrderRepository
from assistant.consumer.orders.reviews import OrderReviews
from assistant.consumer.orders.service import OrderService
from assistant.consumer.orders.shortlist import Shortlist
from assistant.interview.keys import lent_token
from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import InterviewKeyRow
from assistant.kit.clock import Clock
from assistant.kit.data import data_path, load_yaml
from assistant.kit.database import Database
from assistant.kit.errors import AyiError
from assistant.kit.ids import new_token, token_digest
from assistant.kit.settings import Settings
from assistant.profile.fold import fold
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail

log = logging.getLogger(__name__)

REQUESTS_PAGE = "/i/requests"
CONSUMER_PAGE = "/find#orders"


@cache
def _messages() -> dict[str, dict[str, dict[Language, str]]]:
    loaded: dict[str, dict[str, dict[Language, str]]] = load_yaml(
        data_path("prompts", "consumer", "order_messages.yaml")
    )
    return loaded


async def worker_link(
    session: AsyncSession, interview_id: str, clock: Clock, days: int, *, lent: bool = False
) -> str | None:
    """The way to her requests on a new key that opens for so many days, in the caller's transaction.

    The key stands behind the #, which browsers never send. `lent` that it goes through other hands: then it shows her
    requests, and her answer asks for a code to her phone. None when there is no such interview any more.
    """
    repository = InterviewRepository(session)
    if await repository.get(interview_id) is None:
        return None
    token, now = lent_token() if lent else new_token(), clock.now()
    until = now + timedelta(days=days)
    repository.add(
        InterviewKeyRow(token_digest=token_digest(token), interview_id=interview_id, created_at=now, expires_at=until)
    )
    return f"{REQUESTS_PAGE}#{interview_id}.{token}"


class OrderMessages:
    """Tells people by text message, beside whatever it tells of; what cannot be sent is logged and not sent."""

    def __init__(self, database: Database, settings: Settings, clock: Clock, sms: Sms) -> None:
        self._database = database
        self._clock = clock
        self._sms = sms
        self._agency = settings.agency_name or "Ayi"
        self._root = (settings.public_url or "").rstrip("/")
        self._sending: set[asyncio.Task[None]] = set()

    async def tell_worker(self, worker_id: str, kind: str, days: int) -> None:
        """Tell her at the number she gave, with a link where the installation knows its own address."""
        async with self._database.session() as session:
            repository = InterviewRepository(session)
            row = await repository.get(worker_id)
            phone = fold(await repository.facts(worker_id)).profile.phone if row is not None else None
            if row is None or not phone:
                log.info("order_message_without_number", extra={"code": kind})
                return
            language: Language = "en" if row.language == "en" else "zh"
            link = await worker_link(session, worker_id, self._clock, days) if self._root else None
        said = _messages()["worker"][kind][language].format(agency=self._agency)
        self._send(phone, f"{said}{self._root}{link}" if link else said)

    async def tell_consumer(self, phone: str, kind: str, language: Language) -> None:
        """Tell the household."""
        said = _messages()["consumer"][kind][language].format(agency=self._agency)
        self._send(phone, f"{said}{self._root}{CONSUMER_PAGE}" if self._root else said)

    async def settle(self) -> None:
        """Wait until every message is on its way."""
        await asyncio.gather(*self._sending)

    def _send(self, phone: str, text: str) -> None:
        task = asyncio.create_task(self._sent(phone, text))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _sent(self, phone: str, text: str) -> None:
        try:
            await self._sms.send(phone_number(phone), text)
        except AyiError as error:
            log.warning("order_message_failed", extra={"code": error.key})


async def reindex_numbers(database: Database, index: Callable[[str], str]) -> int:
    """Let every order be found by its household's number under the current secret; how many were not.

    Whoever holds a token of that number goes on reaching her orders with it.
    """
    after, changed = "", 0
    while True:
        async with database.session() as session:
            rows = await OrderRepository(session).numbered(after)
            for row in rows:
                known = index(row.phone or "")
                if row.phone_index == known:
                    continue
                if row.phone_index:
                    await FlowRepository(session).move_consumer_keys(row.phone_index, known)
                row.phone_index = known
                changed += 1
        if not rows:
            return changed
        after = rows[-1].id


@dataclass(frozen=True, slots=True)
class OrderRooms:
    """Everything of orders that the edge uses."""

    orders: OrderService
    reviews: OrderReviews
    shortlist: Shortlist
    messages: OrderMessages

    async def tend(self) -> None:
        """End what nobody answered, publish reviews that waited long enough, let go of orders whose chat is gone."""
        log.info("orders_tended", extra={"count": await self.orders.tend()})
        log.info("reviews_tended", extra={"count": await self.reviews.tend()})


def order_rooms(
    database: Database, settings: Settings, clock: Clock, people: People, sms: Sms | None = None
) -> OrderRooms:
    """The rooms of orders on this database; `sms` is the installation's own unless given."""
    trail = AuditTrail.of(settings, clock)
    messages = OrderMessages(database, settings, clock, sms or sms_of(settings))
    return OrderRooms(
        orders=OrderService(database, clock, people, settings.timezone, trail, messages),
        reviews=OrderReviews(database, clock, trail),
        shortlist=Shortlist(database, clock, people),
        messages=messages,
    )
