"""Seals every sealed column of every table anew: after a change of keys, and for rows from before there were any."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.kit.database import Base, Database
from assistant.kit.sealed_columns import SealedJson, SealedText

_AT_ONCE = 200


def sealed_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that are sealed."""
    return [column for column in table.columns if isinstance(column.type, (SealedText, SealedJson))]


async def reseal(database: Database) -> dict[str, int]:
    """Read every sealed value with whatever key it has and write it with the current one; rows by table.

    May be repeated and interrupted: every two hundred rows are a transaction of their own, in the order of their keys.
    """
    done: dict[str, int] = {}
    for table in Base.metadata.sorted_tables:
        if sealed_columns(table):
            done[table.name] = await _reseal_table(database, table)
    return done


async def _reseal_table(database: Database, table: Table) -> int:
    count, after = 0, None
    while True:
        async with database.session() as session:
            keys = await _reseal_some(session, table, after)
        count += len(keys)
        if len(keys) < _AT_ONCE:
            return count
        after = keys[-1]


async def _reseal_some(session: AsyncSession, table: Table, after: tuple[Any, ...] | None) -> list[tuple[Any, ...]]:
    names = list(table.primary_key.columns)
    columns = sealed_columns(table)
    query = select(*names, *columns).order_by(*names).limit(_AT_ONCE).with_for_update()
    if after is not None:
        query = query.where(tuple_(*names) > after)
    rows = (await session.execute(query)).all()
    for row in rows:
        key, values = row[: len(names)], row[len(names) :]
        written = {column: value for column, value in zip(columns, values, strict=True) if value is not None}
        if written:
            same = (column == value for column, value in zip(names, key, strict=True))
            await session.execute(update(table).where(*same).values(written))
    return [tuple(row[: len(names)]) for row in rows]
