"""What the tables of chats are asked for."""

from __future__ import annotations

from datetime import timedelta

from assistant.consumer.repository import ChatRepository
from assistant.consumer.tables import ChatMessageRow, ChatRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database


def chat(clock: FixedClock, chat_id: str, days: int) -> ChatRow:
    now = clock.now()
    return ChatRow(
        id=chat_id,
        token_digest="0" * 64,
        agency_id=None,
        language="zh",
        context={},
        messages=0,
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(days=days),
    )


def message(clock: FixedClock, chat_id: str, position: int, client_message_id: str | None = None) -> ChatMessageRow:
    return ChatMessageRow(
        id=f"{chat_id}_{position}",
        chat_id=chat_id,
        position=position,
        client_message_id=client_message_id,
        text=f"第{position}句",
        reply={},
        created_at=clock.now(),
    )


async def test_messages_come_in_the_order_they_were_said_and_are_found_by_the_clients_id(
    database: Database, clock: FixedClock
) -> None:
    async with database.session() as session:
        repository = ChatRepository(session)
        repository.add(chat(clock, "a", 1))
        await session.flush()
        for row in (message(clock, "a", 2), message(clock, "a", 1, "mine")):
            repository.add(row)
    async with database.reading() as session:
        repository = ChatRepository(session)
        assert [each.position for each in await repository.messages("a")] == [1, 2]
        found = await repository.message_of_client("a", "mine")
        assert found is not None
        assert found.position == 1
        assert await repository.message_of_client("b", "mine") is None


async def test_chats_whose_time_is_over_are_found_oldest_first_and_go_with_their_words(
    database: Database, clock: FixedClock
) -> None:
    async with database.session() as session:
        repository = ChatRepository(session)
        for chat_id, days in (("b", 2), ("a", 1), ("c", 9)):
            repository.add(chat(clock, chat_id, days))
        await session.flush()
        repository.add(message(clock, "a", 0))
    clock.advance(days=3)
    async with database.session() as session:
        repository = ChatRepository(session)
        assert list(await repository.expired(clock.now())) == ["a", "b"]
        await repository.delete("a")
    async with database.reading() as session:
        repository = ChatRepository(session)
        assert await repository.get("a") is None
        assert list(await repository.messages("a")) == []
