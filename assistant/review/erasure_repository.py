"""All SQL of forgetting somebody in chats of consumers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.tables import ChatMessageRow, ChatRow
from assistant.review.trust_tables import CardRow

_AT_ONCE = 200


class ErasureRepository:
    """What others hold of somebody, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def first_card(self, interview_id: str) -> datetime | None:
        """When she was first published; nobody outside her file can know of her from before."""
        query = select(CardRow.issued_at).where(CardRow.interview_id == interview_id).order_by(CardRow.issued_at)
        return (await self._session.execute(query.limit(1))).scalar_one_or_none()

    async def chats_since(self, since: datetime) -> AsyncIterator[ChatRow]:
        """Chats that went on after a moment."""
        after = ""
        while True:
            query = select(ChatRow).where(ChatRow.updated_at >= since, ChatRow.id > after).order_by(ChatRow.id)
            rows = (await self._session.execute(query.limit(_AT_ONCE))).scalars().all()
            for row in rows:
                yield row
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].id

    async def messages(self, chat_id: str) -> Sequence[ChatMessageRow]:
        """What was said and replied in a chat."""
        query = select(ChatMessageRow).where(ChatMessageRow.chat_id == chat_id).order_by(ChatMessageRow.position)
        return (await self._session.execute(query)).scalars().all()
