"""Sign-ins under way: taken once, swept when over; a consumer's tokens follow what stands for her number."""

from __future__ import annotations

from datetime import timedelta

from assistant.accounts.flows_repository import FlowRepository
from assistant.accounts.tables import ConsumerKeyRow, PhoneCodeRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database


def key(digest: str, index: str, clock: FixedClock, days: int = 1) -> ConsumerKeyRow:
    now = clock.now()
    return ConsumerKeyRow(token_digest=digest, phone_index=index, created_at=now, expires_at=now + timedelta(days=days))


async def test_tokens_of_a_number_move_together_and_no_others(database: Database, clock: FixedClock) -> None:
    async with database.session() as session:
        for digest, index in (("a", "old"), ("b", "old"), ("c", "another")):
            FlowRepository(session).add(key(digest, index, clock))
    async with database.session() as session:
        await FlowRepository(session).move_consumer_keys("old", "new")
    async with database.reading() as session:
        rows = [await FlowRepository(session).consumer_key(digest) for digest in "abc"]
    assert [row.phone_index for row in rows if row] == ["new", "new", "another"]


async def test_what_is_over_goes_and_the_rest_stays(database: Database, clock: FixedClock) -> None:
    now = clock.now()
    code = PhoneCodeRow(
        phone_index="i",
        purpose="worker",
        code_digest="d",
        wrong=0,
        created_at=now,
        expires_at=now + timedelta(minutes=5),
    )
    async with database.session() as session:
        repository = FlowRepository(session)
        repository.add(code)
        repository.add(key("a", "i", clock, days=1))
        repository.add(key("b", "i", clock, days=3))
    async with database.session() as session:
        assert await FlowRepository(session).drop_expired(now + timedelta(days=2)) == 2
    async with database.reading() as session:
        repository = FlowRepository(session)
        assert await repository.code("i", "worker") is None
        assert await repository.consumer_key("a") is None
        assert await repository.consumer_key("b") is not None
