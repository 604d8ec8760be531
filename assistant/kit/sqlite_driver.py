"""SQLite's driver without its needless steps from thread to thread.

Every connection has a thread of its own, and each step to it and back waits twice for the interpreter: a turn, with a
dozen statements, spent more time on its way to the database than in it. Making a cursor, running the statement, taking
what it found and closing the cursor were four steps; here they are one. In a transaction that is `brief`, whose
statements each look for a few rows by their key, they are none: only what has to wait, for another process that writes
and for the disk at the end, is left to the thread. The statements and their order are as they were.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import aiosqlite
from sqlalchemy import Connection
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_connection
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import await_only

BEGIN_TO_WRITE: Final = "BEGIN IMMEDIATE"
PATIENCE: Final = "PRAGMA busy_timeout=10000"
"""For how many milliseconds a connection waits for another process that writes."""
_NO_PATIENCE: Final = "PRAGMA busy_timeout=0"


@dataclass(slots=True)
class _Done:
    """What is left of a statement that was run: what SQLAlchemy reads of a cursor."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1
    rows: Sequence[Any] = ()


def _run(connection: sqlite3.Connection, statement: str, parameters: Any, *, many: bool) -> _Done:  # noqa: ANN401 - the driver's
    """One statement from its beginning to its end, in the connection's thread."""
    cursor = connection.cursor()
    try:
        if many:
            cursor.executemany(statement, parameters)
        else:
            cursor.execute(statement, () if parameters is None else parameters)
        rows = cursor.fetchall() if cursor.description else ()
        return _Done(cursor.description, cursor.rowcount, cursor.lastrowid, cursor.arraysize, rows)
    finally:
        cursor.close()


async def _run_here(connection: sqlite3.Connection, statement: str, parameters: Any, *, many: bool) -> _Done:  # noqa: ANN401 - the driver's
    """The same without leaving; SQLAlchemy takes a driver that is never awaited for a wrong one."""
    return _run(connection, statement, parameters, many=many)


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that is nothing but the result of its last statement."""

    __slots__ = ()

    _awaitable_cursor_close = False

    def __init__(self, adapt_connection: AsyncAdapt_dbapi_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor = _Done()  # type: ignore[assignment] # all that is read of the driver's cursor
        self._soft_closed_memoized = {}  # type: ignore[assignment] # as SQLAlchemy's own, which it never writes to
        self._rows = deque()

    def execute(self, operation: Any, parameters: Any = None) -> None:  # noqa: ANN401 - as SQLAlchemy has it
        """Run one statement and take all it found."""
        self._step(operation, parameters, many=False)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 - as SQLAlchemy has it
        """Run one statement with many parameters."""
        self._step(operation, seq_of_parameters, many=True)

    def close(self) -> None:
        """Let go of what was found; the driver's cursor was closed with its statement."""
        self._rows.clear()

    def _step(self, operation: Any, parameters: Any, *, many: bool) -> None:  # noqa: ANN401 - as SQLAlchemy has it
        connection: _Connection = self._adapt_connection  # type: ignore[assignment] # whose cursor it is
        try:
            done = connection.run(operation, parameters, many=many)
        except Exception as error:  # noqa: BLE001 - SQLAlchemy's own handling, which raises it again
            connection._handle_exception(error)
        self._cursor = done  # type: ignore[assignment] # as above
        self._rows = deque(done.rows)
        done.rows = ()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("_under_way", "brief")

    _cursor_cls = _Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:  # noqa: ANN401 - as SQLAlchemy has it
        super().__init__(dbapi, connection)
        self.brief = False
        self._under_way = False

    def run(self, statement: str, parameters: Any, *, many: bool) -> _Done:  # noqa: ANN401 - as SQLAlchemy has it
        """One statement, in the connection's thread or, in a brief transaction, at once."""
        thread: aiosqlite.Connection = self._connection  # type: ignore[assignment] # what `connect` made
        if self.brief:
            return await_only(_run_here(thread._conn, statement, parameters, many=many))
        self._under_way = True
        # The driver's own way to its thread, which it has no public name for.
        done: _Done = await_only(thread._execute(_run, thread._conn, statement, parameters, many=many))  # type: ignore[no-untyped-call] # nor a type
        self._under_way = False
        return done

    def begin_brief(self) -> bool:
        """Begin to write, if nobody else does, and let the statements that follow run at once; whether it began."""
        connection: sqlite3.Connection | None = self._connection._connection
        if connection is None:
            return False
        connection.execute(_NO_PATIENCE)
        try:
            connection.execute(BEGIN_TO_WRITE)
        except sqlite3.OperationalError:
            return False
        finally:
            connection.execute(PATIENCE)
        self.brief = True
        return True

    def commit(self) -> None:
        """Commit, which waits for the disk."""
        self.brief = False
        super().commit()

    def rollback(self) -> None:
        """Take back what was done; nothing where nothing was begun, as every connection that comes back is asked to."""
        self.brief = False
        thread: aiosqlite.Connection = self._connection  # type: ignore[assignment] # as above
        # A statement that was given up may still run and begin something.
        if thread._connection is not None and (self._under_way or thread.in_transaction):
            super().rollback()
        self._under_way = False


class OneStepDriver(AsyncAdapt_aiosqlite_dbapi):
    """What `create_async_engine` takes as `module` for SQLite."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **options: Any) -> AsyncAdapt_aiosqlite_connection:  # noqa: ANN401 - as SQLAlchemy has it
        """A new connection in a thread of its own."""
        made = super().connect(*arguments, **options)
        return _Connection(self, made._connection)


def begin_brief(connection: Connection) -> None:
    """Begin a writing transaction whose statements run where they are asked for.

    Where another process writes just now, it is waited for in the connection's thread.
    """
    raw: object = connection.connection.dbapi_connection
    if not isinstance(raw, _Connection):
        raise TypeError("this is no connection of this driver")
    if not raw.begin_brief():
        connection.exec_driver_sql(BEGIN_TO_WRITE)
        raw.brief = True
