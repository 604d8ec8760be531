"""All SQL of short-lists, orders and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.orders.tables import OrderEventRow, OrderRow, ReviewRow, ShortlistRow
from assistant.consumer.tables import ChatRow


class OrderRepository:
    """Short-lists, orders and their history within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: OrderRow | OrderEventRow | ShortlistRow) -> None:
        """Write when the transaction ends."""
        self._session.add(row)

    async def flush(self) -> None:
        """Write now, so that what refers to it can be written."""
        await self._session.flush()

    async def get(self, order_id: str, *, lock: bool = False) -> OrderRow | None:
        """The order, held against other writers until the transaction ends if `lock`."""
        return await self._session.get(OrderRow, order_id, with_for_update=True if lock else None)

    async def of_chat(self, chat_id: str) -> Sequence[OrderRow]:
        """The chat's orders, newest first."""
        query = select(OrderRow).where(OrderRow.chat_id == chat_id).order_by(OrderRow.created_at.desc(), OrderRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def of_consumer(self, consumer_id: str) -> Sequence[OrderRow]:
        """The orders of a chat, or of whoever has this number, newest first."""
        hers = or_(OrderRow.chat_id == consumer_id, OrderRow.phone_index == consumer_id)
        query = select(OrderRow).where(hers).order_by(OrderRow.created_at.desc(), OrderRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def numbered(self, after: str, limit: int = 500) -> Sequence[OrderRow]:
        """Orders that hold a household's number, by id."""
        query = select(OrderRow).where(OrderRow.phone.is_not(None), OrderRow.id > after).order_by(OrderRow.id)
        return (await self._session.execute(query.limit(limit))).scalars().all()

    async def of_worker(self, worker_id: str) -> Sequence[OrderRow]:
        """A worker's orders, newest first."""
        query = select(OrderRow).where(OrderRow.worker_id == worker_id)
        query = query.order_by(OrderRow.created_at.desc(), OrderRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def of_client(self, chat_id: str, client_order_id: str) -> OrderRow | None:
        """The order a client already sent under this id of its own."""
        query = select(OrderRow).where(OrderRow.chat_id == chat_id, OrderRow.client_order_id == client_order_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def of_agency(
        self, agency_id: str, states: Sequence[str], before: tuple[datetime, str] | None, limit: int
    ) -> Sequence[OrderRow]:
        """An agency's orders in these states (all where none are named), newest step first."""
        query = select(OrderRow).where(OrderRow.agency_id == agency_id)
        if states:
            query = query.where(OrderRow.state.in_(states))
        if before is not None:
            at, order_id = before
            query = query.where(or_(OrderRow.updated_at < at, and_(OrderRow.updated_at == at, OrderRow.id > order_id)))
        query = query.order_by(OrderRow.updated_at.desc(), OrderRow.id).limit(limit)
        return (await self._session.execute(query)).scalars().all()

    async def counts(self, agency_id: str) -> dict[str, int]:
        """How many of an agency's orders stand where."""
        query = select(OrderRow.state, func.count()).where(OrderRow.agency_id == agency_id).group_by(OrderRow.state)
        return {str(state): int(count) for state, count in (await self._session.execute(query)).all()}

    async def count_of_phone(self, phone_index: str, since: datetime) -> int:
        """How many requests came from a number since then."""
        query = select(func.count()).where(OrderRow.phone_index == phone_index, OrderRow.created_at > since)
        return int((await self._session.execute(query)).scalar_one())

    async def events(self, order_ids: Sequence[str]) -> dict[str, list[OrderEventRow]]:
        """The history of each order, oldest first."""
        found: dict[str, list[OrderEventRow]] = {order_id: [] for order_id in order_ids}
        query = select(OrderEventRow).where(OrderEventRow.order_id.in_(order_ids)).order_by(OrderEventRow.id)
        for row in (await self._session.execute(query)).scalars():
            found[row.order_id].append(row)
        return found

    async def due(self, now: datetime, limit: int = 200) -> Sequence[OrderRow]:
        """Orders whose time to end by itself has come."""
        query = select(OrderRow).where(OrderRow.due_at <= now).order_by(OrderRow.due_at).limit(limit)
        return (await self._session.execute(query.with_for_update())).scalars().all()

    async def waiting(self, limit: int = 500) -> Sequence[OrderRow]:
        """Orders that wait for her answer, oldest first."""
        query = select(OrderRow).where(OrderRow.state == "created").order_by(OrderRow.created_at).limit(limit)
        return (await self._session.execute(query.with_for_update())).scalars().all()

    async def orphans(self, limit: int = 200) -> Sequence[str]:
        """Ids of chats that are gone while orders still name them."""
        gone = ~exists().where(ChatRow.id == OrderRow.chat_id)
        query = select(OrderRow.chat_id).where(OrderRow.chat_id.is_not(None), gone).distinct().limit(limit)
        return [each for each in (await self._session.execute(query)).scalars() if each is not None]

    async def keep_chat(self, chat_id: str, until: datetime) -> None:
        """Let the chat live until then at least."""
        await self._session.execute(
            update(ChatRow).where(ChatRow.id == chat_id, ChatRow.expires_at < until).values(expires_at=until)
        )

    async def bare_words(self, order_ids: Sequence[str], side: str) -> None:
        """Drop who one side was and what it said from the history of orders."""
        gone = update(OrderEventRow).where(OrderEventRow.order_id.in_(order_ids), OrderEventRow.side == side)
        await self._session.execute(gone.values(actor_id=None, actor_name=None, words=None))

    async def remove(self, order_ids: Sequence[str]) -> None:
        """Remove orders with everything about them."""
        for table in (ReviewRow, OrderEventRow):
            await self._session.execute(delete(table).where(table.order_id.in_(order_ids)))
        await self._session.execute(delete(OrderRow).where(OrderRow.id.in_(order_ids)))

    async def shortlist(self, chat_id: str) -> Sequence[ShortlistRow]:
        """Who is kept with a chat, as they were added."""
        query = select(ShortlistRow).where(ShortlistRow.chat_id == chat_id)
        query = query.order_by(ShortlistRow.added_at, ShortlistRow.worker_id)
        return (await self._session.execute(query)).scalars().all()

    async def listed(self, chat_id: str, worker_id: str) -> ShortlistRow | None:
        """Whether she is kept with the chat."""
        return await self._session.get(ShortlistRow, (chat_id, worker_id))

    async def unlist(self, worker_id: str, chat_id: str | None = None) -> None:
        """Take her off one chat's list, or off all."""
        gone = delete(ShortlistRow).where(ShortlistRow.worker_id == worker_id)
        await self._session.execute(gone if chat_id is None else gone.where(ShortlistRow.chat_id == chat_id))


class ReviewRepository:
    """Reviews within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: ReviewRow) -> None:
        """Write when the transaction ends."""
        self._session.add(row)

    async def get(self, review_id: str, *, lock: bool = False) -> ReviewRow | None:
        """The review, held against other writers until the transaction ends if `lock`."""
        return await self._session.get(ReviewRow, review_id, with_for_update=True if lock else None)

    async def of_orders(self, order_ids: Sequence[str]) -> dict[str, ReviewRow]:
        """The review of each order that has one."""
        query = select(ReviewRow).where(ReviewRow.order_id.in_(order_ids))
        return {row.order_id: row for row in (await self._session.execute(query)).scalars()}

    async def of_worker(self, worker_id: str, states: Sequence[str]) -> Sequence[ReviewRow]:
        """Reviews of a worker in these states, newest first."""
        query = select(ReviewRow).where(ReviewRow.worker_id == worker_id, ReviewRow.state.in_(states))
        return (await self._session.execute(query.order_by(ReviewRow.created_at.desc(), ReviewRow.id))).scalars().all()

    async def of_agency(self, agency_id: str, states: Sequence[str], limit: int) -> Sequence[ReviewRow]:
        """Reviews an agency has to look at, those that wait longest first."""
        query = select(ReviewRow).where(ReviewRow.agency_id == agency_id, ReviewRow.state.in_(states))
        return (await self._session.execute(query.order_by(ReviewRow.created_at).limit(limit))).scalars().all()

    async def count(self, agency_id: str, states: Sequence[str]) -> int:
        """How many reviews of an agency stand so."""
        query = select(func.count()).where(ReviewRow.agency_id == agency_id, ReviewRow.state.in_(states))
        return int((await self._session.execute(query)).scalar_one())

    async def due(self, now: datetime, limit: int = 200) -> Sequence[ReviewRow]:
        """Reviews that waited long enough to be published by themselves."""
        query = select(ReviewRow).where(ReviewRow.state == "pending", ReviewRow.publish_by <= now).limit(limit)
        return (await self._session.execute(query.with_for_update())).scalars().all()

    async def remove(self, order_ids: Sequence[str], states: Sequence[str] | None = None) -> None:
        """Remove the reviews of orders, or those of them in these states."""
        gone = delete(ReviewRow).where(ReviewRow.order_id.in_(order_ids))
        await self._session.execute(gone if states is None else gone.where(ReviewRow.state.in_(states)))

    async def remove_of_worker(self, worker_id: str) -> None:
        """Remove every review of a worker."""
        await self._session.execute(delete(ReviewRow).where(ReviewRow.worker_id == worker_id))
