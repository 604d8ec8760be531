"""Requests are counted by whoever makes them: alone in a process, or together in the database."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from assistant.accounts.rates import DatabaseRates, MemoryRates
from assistant.accounts.room import accounts_of
from assistant.kit import migrations
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.secret import Keys
from assistant.kit.settings import Settings

KEYS = Keys(b"secret", "rates")


async def test_a_bucket_in_memory_leaks_evenly() -> None:
    moment = 0.0
    rates = MemoryRates(lambda: moment)
    assert [await rates.take("a", 6) for _ in range(7)] == [0, 0, 0, 0, 0, 0, 10]
    moment += 10
    assert [await rates.take("a", 6) for _ in range(2)] == [0, 10]
    assert await rates.take("b", 6) == 0


async def test_in_the_database_every_minute_begins_anew(database: Database, clock: FixedClock) -> None:
    rates = DatabaseRates(database, clock, KEYS)
    clock.advance(seconds=20)
    assert [await rates.take("a", 2) for _ in range(3)] == [0, 0, 40]
    assert await rates.take("b", 2) == 0
    clock.advance(seconds=40)
    assert await rates.take("a", 2) == 0


async def test_who_asked_does_not_stand_in_the_database(database: Database, clock: FixedClock) -> None:
    await DatabaseRates(database, clock, KEYS).take("a:203.0.113.7", 2)
    async with database.reading() as session:
        (name,) = (await session.execute(text("SELECT name FROM rate_counts"))).scalars()
    assert "203" not in name


async def test_windows_that_are_over_are_forgotten(database: Database, clock: FixedClock) -> None:
    rates = DatabaseRates(database, clock, KEYS)
    for name in "abc":
        await rates.take(name, 2)
    assert await rates.purge() == 0
    clock.advance(seconds=60)
    await rates.take("a", 2)
    assert await rates.purge() == 3
    assert await rates.purge() == 0


async def test_without_the_database_a_process_counts_by_itself(clock: FixedClock, settings: Settings) -> None:
    empty = Database(f"sqlite+aiosqlite:///{settings.data_dir}/none.db")
    try:
        rates = DatabaseRates(empty, clock, KEYS, MemoryRates(lambda: 0.0))
        assert [await rates.take("a", 2) for _ in range(3)] == [0, 0, 30]
    finally:
        await empty.close()


async def passed(url: str, clock: FixedClock) -> int:
    """How many of forty requests pass that reach two processes at the same moment, of whom twenty-five may."""
    databases = [Database(url), Database(url)]
    await migrations.upgrade(databases[0])
    rates = [DatabaseRates(each, clock, KEYS) for each in databases]
    try:
        waits = await asyncio.gather(*(rates[n % 2].take("a", 25) for n in range(40)))
    finally:
        for each in databases:
            await each.close()
    return waits.count(0)


async def test_two_processes_count_together(settings: Settings, clock: FixedClock) -> None:
    assert await passed(settings.resolved_database_url, clock) == 25


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_and_on_postgresql(postgres_url: str, clock: FixedClock) -> None:
    assert await passed(postgres_url.replace("postgresql://", "postgresql+asyncpg://"), clock) == 25


@pytest.mark.parametrize(("store", "shared"), [("memory", False), ("database", True)])
def test_a_setting_says_where(
    database: Database, settings: Settings, clock: FixedClock, store: str, *, shared: bool
) -> None:
    rooms = accounts_of(database, settings.model_copy(update={"rate_store": store}), clock)
    assert (rooms.rates is not None) is shared
    rooms.pool.close()
