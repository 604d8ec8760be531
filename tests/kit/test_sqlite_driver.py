"""Statements find and change what they did before, with one step to the connection's thread or none."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import EventRow, InterviewKeyRow
from assistant.kit.database import Database
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from tests.kit.test_database import NOW, interview


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is handed to a connection's thread, as it is handed over."""
    told: list[str] = []
    hand_over: Callable[..., Any] = aiosqlite.Connection._execute

    async def telling(self: aiosqlite.Connection, run: Callable[..., Any], *given: Any, **named: Any) -> Any:
        told.append(str(given[1]) if len(given) > 1 else run.__name__)
        return await hand_over(self, run, *given, **named)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", telling)
    return told


async def test_a_statement_is_one_step(database: Database, steps: list[str]) -> None:
    async with database.session() as session:
        await session.execute(text("SELECT 1"))
    assert steps == ["BEGIN IMMEDIATE", "SELECT 1", "commit"]


async def test_in_a_brief_transaction_only_its_end_leaves_for_the_thread(database: Database, steps: list[str]) -> None:
    async with database.session() as session:
        await session.execute(text("SELECT 1"))
    steps.clear()
    async with database.session(brief=True) as session:
        InterviewRepository(session).add(interview("int_a"))
        await session.flush()
        assert await InterviewRepository(session).get("int_a") is not None
    assert steps == ["commit"]


async def test_a_brief_transaction_takes_statements_of_every_kind(database: Database) -> None:
    async with database.session(brief=True) as session:
        connection = await session.connection()
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
        assert (await connection.exec_driver_sql("SELECT 2")).scalar_one() == 2
        assert (await session.scalars(text("SELECT 3"))).one() == 3


async def test_the_transaction_after_a_brief_one_is_not_brief(database: Database, steps: list[str]) -> None:
    async with database.session(brief=True) as session:
        await session.execute(text("SELECT 1"))
    steps.clear()
    async with database.session() as session:
        await session.execute(text("SELECT 2"))
    assert steps == ["BEGIN IMMEDIATE", "SELECT 2", "commit"]


@pytest.mark.parametrize("brief", [False, True])
async def test_what_a_transaction_wrote_is_there_and_what_it_found_is_whole(database: Database, *, brief: bool) -> None:
    async with database.session(brief=brief) as session:
        repository = InterviewRepository(session)
        repository.add(interview("int_a"))
        await session.flush()
        repository.add_events("int_a", None, ["paused", "resumed", "completed"], NOW)
        session.add_all(
            InterviewKeyRow(token_digest=f"d{n}", interview_id="int_a", created_at=NOW, expires_at=NOW)
            for n in range(3)
        )
    async with database.reading() as session:
        repository = InterviewRepository(session)
        assert [row.kind for row in await repository.events("int_a")] == ["paused", "resumed", "completed"]
        keys = await session.execute(text("SELECT token_digest FROM interview_keys ORDER BY token_digest"))
        assert list(keys.scalars()) == ["d0", "d1", "d2"]
    async with database.session(brief=brief) as session:
        assert await InterviewRepository(session).delete("int_a")
        assert not await InterviewRepository(session).delete("int_b")


@pytest.mark.parametrize("brief", [False, True])
async def test_the_number_the_database_gave_is_known(database: Database, *, brief: bool) -> None:
    async with database.session(brief=brief) as session:
        InterviewRepository(session).add(interview("int_a"))
        await session.flush()
        first, second = (EventRow(interview_id="int_a", kind="paused", created_at=NOW) for _ in range(2))
        session.add_all([first, second])
        await session.flush()
        assert {first.id, second.id} == {1, 2}


@pytest.mark.parametrize("brief", [False, True])
async def test_what_the_database_refuses_is_told_and_nothing_stays(database: Database, *, brief: bool) -> None:
    async def twice() -> None:
        async with database.session(brief=brief) as session:
            InterviewRepository(session).add(interview("int_a"))
            await session.flush()
            session.expunge_all()
            InterviewRepository(session).add(interview("int_a"))

    with pytest.raises(IntegrityError):
        await twice()
    async with database.session() as session:
        assert await InterviewRepository(session).get("int_a") is None


async def test_a_brief_transaction_that_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.session(brief=True) as session:
            InterviewRepository(session).add(interview("int_a"))
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.session(brief=True) as session:
        assert await InterviewRepository(session).get("int_a") is None


@pytest.mark.parametrize("brief", [False, True])
async def test_while_another_process_writes_everything_else_goes_on(database: Database, *, brief: bool) -> None:
    async with database.session() as session:
        InterviewRepository(session).add(interview("int_a"))
    other = sqlite3.connect(database.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = asyncio.Event()

    async def write() -> None:
        began.set()
        async with database.session(brief=brief) as session:
            row = await InterviewRepository(session).get("int_a", lock=True)
            assert row is not None
            row.turns += 1

    writing = asyncio.create_task(write())
    await began.wait()
    # Were the wait for the other process not left to the thread, nothing here would run before it is given up.
    async with database.reading() as session:
        assert await InterviewRepository(session).get("int_a") is not None
    assert not writing.done()
    other.execute("UPDATE interviews SET turns = turns + 10")
    other.execute("COMMIT")
    other.close()
    await writing
    async with database.reading() as session:
        row = await InterviewRepository(session).get("int_a")
        assert row is not None
        assert row.turns == 11


async def test_servers_that_share_a_file_lose_nothing_of_each_other(database: Database, settings: Settings) -> None:
    other = Database(database.url, sealer_of(settings))
    async with database.session() as session:
        InterviewRepository(session).add(interview("int_a"))

    async def add_one(server: Database) -> None:
        async with server.session(brief=True) as session:
            row = await InterviewRepository(session).get("int_a", lock=True)
            assert row is not None
            row.turns += 1

    await asyncio.gather(*(add_one(server) for server in (database, other) for _ in range(20)))
    await other.close()
    async with database.reading() as session:
        row = await InterviewRepository(session).get("int_a")
        assert row is not None
        assert row.turns == 40


_WRITES_AND_WAITS = """
import asyncio, sys
from assistant.kit.database import Database
from sqlalchemy import text

async def main():
    database = Database(sys.argv[1])
    async with database.session(brief=True) as session:
        await session.execute(text("UPDATE interviews SET turns = 1"))
    async with database.session(brief=True) as session:
        await session.execute(text("UPDATE interviews SET turns = 2"))
        print("written", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_of_a_server_that_is_killed_what_it_committed_stays_and_nothing_else(database: Database) -> None:
    async with database.session() as session:
        InterviewRepository(session).add(interview("int_a"))
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WRITES_AND_WAITS, database.url, stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    assert await server.stdout.readline() == b"written\n"
    server.kill()
    await server.wait()
    async with database.session(brief=True) as session:
        row = await InterviewRepository(session).get("int_a", lock=True)
        assert row is not None
        assert row.turns == 1


async def test_a_transaction_given_up_while_it_waits_holds_nobody_up(database: Database) -> None:
    async with database.session() as session:
        InterviewRepository(session).add(interview("int_a"))
    other = sqlite3.connect(database.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.Event()

    async def write() -> None:
        waiting.set()
        async with database.session(brief=True):
            raise AssertionError

    writing = asyncio.create_task(write())
    await waiting.wait()
    for _ in range(10):
        await asyncio.sleep(0)
    writing.cancel()
    other.execute("COMMIT")
    with pytest.raises(asyncio.CancelledError):
        await writing
    other.execute("BEGIN IMMEDIATE")
    other.execute("COMMIT")
    other.close()
    async with database.session(brief=True) as session:
        assert await InterviewRepository(session).get("int_a") is not None


async def test_a_closed_connection_says_so(database: Database) -> None:
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        assert driver is not None
        await driver.close()
        with pytest.raises(OperationalError):
            await connection.execute(text("SELECT 1"))
        await connection.invalidate()
