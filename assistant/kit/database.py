"""The database session: SQLAlchemy 2 async, SQLite in WAL mode by default, PostgreSQL by URL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import UTC, datetime

from sqlalchemy import Connection, DateTime, MetaData, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from assistant.kit.sealed import Sealer
from assistant.kit.sealed_columns import use_sealer
from assistant.kit.sqlite_driver import BEGIN_TO_WRITE, PATIENCE, OneStepDriver, begin_brief

_NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


_READ_ONLY = "ayi_read_only"
_BRIEF = "ayi_brief"


class Base(DeclarativeBase):
    """Base of every table; constraint names are fixed so that migrations can name them on both databases."""

    metadata = MetaData(naming_convention=_NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always UTC and timezone-aware in Python; SQLite forgets zones and needs reminding."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in."""
        del dialect
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way out."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """An engine and its sessions; with a `sealer` the columns that are sealed are."""

    def __init__(self, url: str, sealer: Sealer | None = None) -> None:
        self.url = url
        self.engine: AsyncEngine = _engine(url)
        if sealer is not None:
            use_sealer(self.engine.sync_engine.dialect, sealer)
        if url.startswith("sqlite"):
            event.listen(self.engine.sync_engine, "connect", _tune_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        self._writing = asyncio.Lock() if url.startswith("sqlite") else None
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def session(self, *, brief: bool = False) -> AsyncIterator[AsyncSession]:
        """One writing transaction: committed at the end, rolled back on any error.

        `brief` says that each of its statements looks for a few rows by their key: SQLite then does them at once, where
        it would take longer to hand them to another thread.
        """
        async with self._turn_to_write(), self._sessions() as session, session.begin():
            if brief:
                await session.connection(execution_options={_BRIEF: True})
            yield session

    def _turn_to_write(self) -> AbstractAsyncContextManager[object]:
        """SQLite lets one writer in and makes the rest poll for their chance; a queue of our own is fair and faster."""
        return self._writing if self._writing is not None else nullcontext()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """One consistent view for reading; on SQLite it does not wait for a writer."""
        async with self._sessions() as session:
            await session.connection(execution_options={_READ_ONLY: True})
            yield session

    async def wipe(self) -> None:
        """Let what was deleted leave the files too; PostgreSQL does so by itself when it next vacuums."""
        if self._writing is None:
            return
        # Deleted rows are overwritten as they go (`secure_delete`), but the log of changes still holds them.
        async with self._writing, self.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            # The driver itself: through SQLAlchemy the statement would stand inside a transaction, and be refused.
            driver = raw.driver_connection
            if driver is not None:
                await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def _engine(url: str) -> AsyncEngine:
    if url.startswith("sqlite"):
        return create_async_engine(url, module=OneStepDriver())
    return create_async_engine(url, pool_pre_ping=True)


def _tune_sqlite(connection: AsyncAdapt_aiosqlite_connection, record: object) -> None:
    """WAL lets readers read while one writes; `synchronous=FULL` keeps a committed answer through a power cut."""
    del record
    # The driver must not open transactions of its own: `_begin_sqlite` does, as a writer from the start.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(PATIENCE)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock first: two transactions that both read and then write would fail, not wait."""
    options = connection.get_execution_options()
    if options.get(_BRIEF):
        begin_brief(connection)
    else:
        connection.exec_driver_sql("BEGIN" if options.get(_READ_ONLY) else BEGIN_TO_WRITE)
