"""Records survive, writers wait for each other, times come back in UTC; on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

import assistant
import assistant.accounts.tables
import assistant.consumer.tables
from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import InterviewRow
from assistant.kit import migrations
from assistant.kit.database import Base, Database

PACKAGE = Path(assistant.__file__).parent
for _tables in sorted(PACKAGE.rglob("*tables.py")):  # importing them registers the tables that are compared
    import_module(".".join(("assistant", *_tables.relative_to(PACKAGE).with_suffix("").parts)))

NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)


def interview(name: str, at: datetime = NOW) -> InterviewRow:
    return InterviewRow(
        id=name,
        token_digest="d",
        language="zh",
        channel="text",
        phase="asking",
        state={"words": "你好"},
        turns=0,
        created_at=at,
        updated_at=at,
        expires_at=at + timedelta(days=1),
    )


def drift(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def check_schema_and_records(url: str) -> None:
    database = Database(url)
    try:
        await migrations.upgrade(database)
        await migrations.upgrade(database)
        async with database.engine.connect() as connection:
            assert await connection.run_sync(drift) == []
        async with database.session() as session:
            eastern = NOW.astimezone(timezone(timedelta(hours=8)))
            InterviewRepository(session).add(interview("int_a", eastern))
        async with database.reading() as session:
            row = await InterviewRepository(session).get("int_a")
            assert row is not None
            assert row.created_at == NOW
            assert row.created_at.utcoffset() == timedelta(0)
            assert row.state == {"words": "你好"}
        await count_together(database)
    finally:
        await database.close()


async def count_together(database: Database) -> None:
    """Twenty writers add one to the same row; none may overwrite another."""

    async def add_one() -> None:
        async with database.session() as session:
            row = await InterviewRepository(session).get("int_a", lock=True)
            assert row is not None
            row.turns += 1

    await asyncio.gather(*(add_one() for _ in range(20)))
    async with database.reading() as session:
        row = await InterviewRepository(session).get("int_a")
        assert row is not None
        assert row.turns == 20


# The index of marks is PostgreSQL's alone.
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
async def test_sqlite(tmp_path: Path) -> None:
    await check_schema_and_records(f"sqlite+aiosqlite:///{tmp_path}/a.db")


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_postgresql(postgres_url: str) -> None:
    await check_schema_and_records(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))


async def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.session() as session:
            InterviewRepository(session).add(interview("int_b"))
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.reading() as session:
        assert await InterviewRepository(session).get("int_b") is None
