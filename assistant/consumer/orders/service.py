"""Orders kept: requests, the steps of each side with their history, and forgetting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.orders.family import kept_need
from assistant.consumer.orders.leaving import close, expire, language_of_order, without_household, without_worker
from assistant.consumer.orders.model import (
    AgencyOrder,
    ConsumerOrder,
    Contact,
    Messenger,
    Move,
    NewOrder,
    OrderPage,
    Parties,
    People,
    ProvenPhone,
    Trail,
    WorkerOrder,
)
from assistant.consumer.orders.moving import event, settle, standing, take
from assistant.consumer.orders.repository import OrderRepository, ReviewRepository
from assistant.consumer.orders.reviewing import agency_review, consumer_review
from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.states import CONTACT, OPEN, Action, State, side_of
from assistant.consumer.orders.tables import OrderRow
from assistant.consumer.orders.telling import Teller
from assistant.consumer.orders.times import proposed
from assistant.consumer.orders.views import Look, agency_order, consumer_order, status_line, worker_order
from assistant.consumer.orders.wording import words
from assistant.consumer.repository import ChatRepository
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, ForbiddenError, NotFoundError, TooLargeError, TooManyError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import STAFF, Actor
from assistant.kit.text import storable
from assistant.matching.model import Need
from assistant.profile.model import Language

_TOLD_AT_ONCE: Final = 5  # orders told in one reply of the chat
_DAY: Final = timedelta(days=1)


def reachable(row: OrderRow, actor: Actor) -> bool:
    """Whether an order is this actor's: her own, her chat's, or her agency's."""
    if actor.role == "consumer":
        # Her chat, or the number she has shown to be hers.
        return bool(actor.id) and actor.id in (row.chat_id, row.phone_index)
    if actor.role == "worker":
        return row.worker_id == actor.id
    return actor.role in STAFF and actor.agency_id == row.agency_id


async def reach(session: AsyncSession, actor: Actor, order_id: str, *, lock: bool = False) -> OrderRow:
    """The order, if it is the actor's to see, held against other writers if `lock`.

    Raises:
        NotFoundError: there is none, or it is not.
    """
    row = await OrderRepository(session).get(order_id, lock=lock)
    if row is None or not reachable(row, actor):
        raise NotFoundError("order_unknown")
    return row


class OrderService:
    """The front door of orders for HTTP, the chat and tests. `zone` is where people meet."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: People,
        zone: str,
        trail: Trail,
        messenger: Messenger | None = None,
        make_id: IdMaker = new_id,
    ) -> None:
        self._database = database
        self._clock = clock
        self._people = people
        self._zone = ZoneInfo(zone)
        self._trail = trail
        self._teller = Teller(messenger)
        self._make_id = make_id

    async def request(
        self, actor: Actor, wanted: NewOrder, need: Need, phone: ProvenPhone, language: Language
    ) -> ConsumerOrder:
        """Ask for an interview with a person, for the consumer of a chat; she is asked first.

        The same `client_order_id` gives the same order again.

        Raises:
            NotFoundError: she is not published (any more), or there is no such chat.
            BadInputError: the times cannot be used. TooLargeError: the note is too long.
            ConflictError: she has been asked already. TooManyError: too many requests are open, or came today.
        """
        worker = await self._people.worker(wanted.worker_id)
        now = self._clock.now()
        note, called = storable(wanted.note), storable(wanted.called)
        for text, limit in ((note, rules().note_characters), (called, rules().called_characters)):
            if len(text) > limit:
                raise TooLargeError("order_words_long", limit=limit)
        async with self._database.session() as session:
            repository = OrderRepository(session)
            if await ChatRepository(session).get(actor.id, lock=True) is None:
                raise NotFoundError("chat_unknown")
            if wanted.client_order_id:
                earlier = await repository.of_client(actor.id, wanted.client_order_id)
                if earlier is not None:
                    return await self._for_consumer(session, earlier, language)
            if worker is None:
                raise NotFoundError("person_unknown")
            await self._check_bounds(repository, actor.id, worker.worker_id, phone)
            row = OrderRow(
                id=self._make_id("ord"),
                chat_id=actor.id,
                worker_id=worker.worker_id,
                agency_id=worker.agency_id,
                client_order_id=wanted.client_order_id,
                version=0,
                language=language,
                display_name=worker.display_name,
                job=need.job or next(iter(worker.profile.jobs), None),
                phone=phone.number,
                phone_index=phone.index,
                called=called or None,
                note=note or None,
                need=kept_need(need),
                times=proposed(wanted.times, now, self._zone),
                picked=[],
                created_at=now,
            )
            settle(row, "created", now)
            repository.add(row)
            await repository.flush()
            repository.add(event(row, actor, "consumer", "request", None, now))
            await repository.keep_chat(actor.id, now + timedelta(days=rules().keep_days))
            await repository.flush()
            view = await self._for_consumer(session, row, language)
        await self._teller.tell(Parties(row.worker_id, None, language), worker="asked")
        return view

    async def move(self, actor: Actor, order_id: str, action: Action, move: Move) -> OrderRow:
        """Take one step of an order; what staff do is noted in the trail.

        Raises:
            NotFoundError: there is no such order, or it is not the actor's.
            ConflictError, ForbiddenError, BadInputError, TooLargeError: as in `moving.take`.
        """
        now, side = self._clock.now(), side_of(actor)
        async with self._database.session() as session:
            repository = OrderRepository(session)
            row = await reach(session, actor, order_id, lock=True)
            # Nobody is left to take further steps with.
            if row.worker_id is None or row.chat_id is None:
                raise ConflictError("order_alone")
            step = take(row, action, actor, side, move, now, self._zone)
            repository.add(step)
            await repository.keep_chat(row.chat_id, now + timedelta(days=rules().keep_days))
            if actor.role in STAFF:
                detail = {"before": step.before, "after": step.after, "reason": step.reason}
                await self._trail.record(session, actor, f"order.{action}", row.id, detail)
            parties = Parties(row.worker_id, row.phone, language_of_order(row))
        await self._teller.of_step(action, side, step.before, parties)
        return row

    async def consumer_view(self, actor: Actor, order_id: str, language: Language) -> ConsumerOrder:
        """One order of a chat."""
        async with self._database.reading() as session:
            row = await reach(session, actor, order_id)
            return await self._for_consumer(session, row, language)

    async def consumer_orders(self, actor: Actor, language: Language) -> list[ConsumerOrder]:
        """The orders of a chat, or of the number somebody has shown to be hers, newest first."""
        async with self._database.reading() as session:
            rows = await OrderRepository(session).of_consumer(actor.id)
            return [await self._for_consumer(session, row, language) for row in rows]

    async def worker_orders(self, actor: Actor, language: Language) -> list[WorkerOrder]:
        """A worker's orders, newest first."""
        look = self._look(language)
        async with self._database.reading() as session:
            repository = OrderRepository(session)
            rows = await repository.of_worker(actor.id)
            events = await repository.events([row.id for row in rows])
        return [worker_order(row, events[row.id], look) for row in rows]

    async def agency_orders(
        self, actor: Actor, language: Language, states: Sequence[State] = (), cursor: str | None = None
    ) -> OrderPage:
        """An agency's orders, newest step first, `page` of the rules at a time.

        Raises:
            NotFoundError: the cursor names no order of the agency's.
        """
        limit, agency = rules().page, actor.agency_id or ""
        async with self._database.reading() as session:
            repository = OrderRepository(session)
            before = None
            if cursor is not None:
                last = await reach(session, actor, cursor)
                before = (last.updated_at, last.id)
            rows = await repository.of_agency(agency, states, before, limit + 1)
            ids = [row.id for row in rows[:limit]]
            events = await repository.events(ids)
            reviews = await ReviewRepository(session).of_orders(ids)
            counts = await repository.counts(agency)
            waiting = await ReviewRepository(session).count(agency, ("pending", "disputed"))
        look = self._look(language)
        views = [
            agency_order(row, events[row.id], consumer_review(reviews.get(row.id), look.say), look)
            for row in rows[:limit]
        ]
        return OrderPage(
            items=views, next=ids[-1] if len(rows) > limit else None, counts=counts, reviews_waiting=waiting
        )

    async def agency_view(self, actor: Actor, order_id: str, language: Language) -> AgencyOrder:
        """One order of an agency."""
        look = self._look(language)
        async with self._database.reading() as session:
            repository = OrderRepository(session)
            row = await reach(session, actor, order_id)
            events = await repository.events([row.id])
            review = (await ReviewRepository(session).of_orders([row.id])).get(row.id)
        return agency_order(row, events[row.id], agency_review(review, row, look.say), look)

    async def contact(self, actor: Actor, order_id: str) -> Contact:
        """The household's number for the agency; that it was looked at is noted.

        Raises:
            NotFoundError: there is no such order of this agency.
            ForbiddenError: the actor is not of the staff. ConflictError: she has not agreed, or the number is gone.
        """
        if actor.role not in STAFF:
            raise ForbiddenError("order_not_yours")
        async with self._database.session() as session:
            row = await reach(session, actor, order_id)
            if standing(row, self._clock.now()) not in CONTACT or row.phone is None:
                raise ConflictError("order_contact_closed")
            await self._trail.record(session, actor, "order.contact", row.id)
            return Contact(phone=row.phone, called=row.called)

    async def row(self, actor: Actor, order_id: str) -> OrderRow:
        """The order as it is kept, for drafts and links. Raises NotFoundError like the rest."""
        async with self._database.reading() as session:
            return await reach(session, actor, order_id)

    def standing(self, row: OrderRow) -> State:
        """Where an order stands now."""
        return standing(row, self._clock.now())

    async def lines(self, chat_id: str, language: Language) -> list[str]:
        """One line an order for the chat, newest first."""
        look = self._look(language)
        async with self._database.reading() as session:
            rows = await OrderRepository(session).of_chat(chat_id)
        return [status_line(row, look) for row in rows[:_TOLD_AT_ONCE]]

    async def status_text(self, chat_id: str, language: Language) -> str:
        """What became of a chat's requests, in words."""
        told = await self.lines(chat_id, language)
        return "\n".join([words(language).text("head"), *told]) if told else words(language).text("none")

    async def tend(self) -> int:
        """End what nobody answered in time, and let go of orders whose chat is gone; returns how many."""
        now = self._clock.now()
        async with self._database.session() as session:
            repository = OrderRepository(session)
            rows = await repository.due(now)
            expire(repository, rows, now)
            orphans = await repository.orphans()
        for chat_id in orphans:
            await self.forget_chat(chat_id, asked=False)
        return len(rows) + len(orphans) + await self._end_withdrawn(now)

    async def _end_withdrawn(self, now: datetime) -> int:
        """End requests that wait for somebody who is not published any more: she does not want to be asked."""
        async with self._database.session() as session:
            repository = OrderRepository(session)
            rows = [row for row in await repository.waiting() if not await self._is_published(row)]
            told = close(repository, rows, now)
        for parties in told:
            await self._teller.tell(parties, consumer="gone")
        return len(rows)

    async def withdrawn(self, session: AsyncSession, worker_id: str) -> None:
        """End at once, in the caller's transaction, what still waits for the answer of somebody who is withdrawn.

        The household is told kindly. What she has agreed to goes on: that is between the two of them and the agency.
        """
        repository = OrderRepository(session)
        rows = [row for row in await repository.of_worker(worker_id) if row.state == "created"]
        for parties in close(repository, rows, self._clock.now()):
            await self._teller.tell(parties, consumer="gone")

    async def _is_published(self, row: OrderRow) -> bool:
        return row.worker_id is not None and await self._people.worker(row.worker_id) is not None

    async def forget_chat(self, chat_id: str, *, asked: bool = True) -> None:
        """Remove what a consumer told with her orders, and her reviews; `asked` as in `leaving.without_household`."""
        async with self._database.session() as session:
            await without_household(session, chat_id, self._clock.now(), asked=asked)

    async def forget_worker(self, worker_id: str) -> None:
        """Remove her from every order, every review of her, and every short-list."""
        async with self._database.session() as session:
            told = await without_worker(session, worker_id, self._clock.now())
        for parties in told:
            await self._teller.tell(parties, consumer="gone")

    async def _check_bounds(
        self, repository: OrderRepository, chat_id: str, worker_id: str, phone: ProvenPhone
    ) -> None:
        now = self._clock.now()
        live = [row for row in await repository.of_chat(chat_id) if standing(row, now) in OPEN]
        if any(row.worker_id == worker_id for row in live):
            raise ConflictError("order_exists")
        if len(live) >= rules().open_per_chat:
            raise TooManyError("order_many", limit=rules().open_per_chat)
        if await repository.count_of_phone(phone.index, now - _DAY) >= rules().per_phone_per_day:
            raise TooManyError("order_many_today", retry_after=int(_DAY.total_seconds()))

    async def _for_consumer(self, session: AsyncSession, row: OrderRow, language: Language) -> ConsumerOrder:
        look = self._look(language)
        events = await OrderRepository(session).events([row.id])
        review = (await ReviewRepository(session).of_orders([row.id])).get(row.id)
        return consumer_order(row, events[row.id], consumer_review(review, look.say), look)

    def _look(self, language: Language) -> Look:
        return Look(language, self._clock.now(), self._zone)


def _language(row: OrderRow) -> Language:
    return "en" if row.language == "en" else "zh"
