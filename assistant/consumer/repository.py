"""All SQL of consumers' chats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.tables import ChatMessageRow, ChatRow


class ChatRepository:
    """Chats within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: ChatRow | ChatMessageRow) -> None:
        """Write a new chat or message when the transaction ends."""
        self._session.add(row)

    async def get(self, chat_id: str, *, lock: bool = False) -> ChatRow | None:
        """The chat, held against other writers until the transaction ends if `lock`."""
        return await self._session.get(ChatRow, chat_id, with_for_update=True if lock else None)

    async def message_of_client(self, chat_id: str, client_message_id: str) -> ChatMessageRow | None:
        """The message a client already sent under this id of its own."""
        query = select(ChatMessageRow).where(
            ChatMessageRow.chat_id == chat_id, ChatMessageRow.client_message_id == client_message_id
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def messages(self, chat_id: str) -> Sequence[ChatMessageRow]:
        """Every message, oldest first."""
        query = select(ChatMessageRow).where(ChatMessageRow.chat_id == chat_id).order_by(ChatMessageRow.position)
        return (await self._session.execute(query)).scalars().all()

    async def delete(self, chat_id: str) -> None:
        """Remove the chat and everything said in it."""
        await self._session.execute(delete(ChatMessageRow).where(ChatMessageRow.chat_id == chat_id))
        await self._session.execute(delete(ChatRow).where(ChatRow.id == chat_id))

    async def expired(self, now: datetime, limit: int = 500) -> Sequence[str]:
        """Ids of chats whose time is over, oldest first."""
        query = select(ChatRow.id).where(ChatRow.expires_at < now).order_by(ChatRow.expires_at).limit(limit)
        return (await self._session.execute(query)).scalars().all()
