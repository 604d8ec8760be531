"""The queue's SQL: filters, counts and pages over files of one agency, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.review.model import QueueQuery, Sort
from assistant.review.tables import FileRow, FileWordsRow
from assistant.review.word_index import WordIndex

# Up to so many files that may hold the words are opened and told apart; of more, a stranger among them does no harm.
_FEW = 2_000
_SORTS: dict[str, Any] = {
    "said": FileRow.said_at,
    "opened": FileRow.opened_at,
    "status": FileRow.status_at,
    "name": FileRow.name_order,
    "percent": FileRow.percent,
}


class QueueRepository:
    """Pages of files within one transaction, for one query."""

    def __init__(self, session: AsyncSession, index: WordIndex) -> None:
        self._session = session
        self._index = index
        self._found: ColumnElement[bool] | None = None

    async def page(self, agency_id: str, query: QueueQuery, after: tuple[Any, str] | None) -> Sequence[FileRow]:
        """The files that fit, one more than the page holds, behind the `after` (sort value, id) of the page before."""
        column, falling = sort_of(query.sort)
        found = select(FileRow).where(*await self._fits(agency_id, query))
        if query.status:
            found = found.where(FileRow.status.in_(query.status))
        if after is not None:
            found = found.where(_behind(column, after, falling=falling))
        order = (column.desc(), FileRow.interview_id.desc()) if falling else (column, FileRow.interview_id)
        return (await self._session.execute(found.order_by(*order).limit(query.limit + 1))).scalars().all()

    async def counts(self, agency_id: str, query: QueueQuery) -> dict[str, int]:
        """How many files fit at each status, whatever statuses the query asks for."""
        found = select(FileRow.status, func.count()).where(*await self._fits(agency_id, query)).group_by(FileRow.status)
        return {row[0]: row[1] for row in await self._session.execute(found)}

    async def cities(self, agency_id: str) -> Sequence[str]:
        """The cities of the agency's files, the most frequent first."""
        query = select(FileRow.city).where(FileRow.agency_id == agency_id, FileRow.city != "")
        ordered = query.group_by(FileRow.city).order_by(func.count().desc(), FileRow.city).limit(200)
        return (await self._session.execute(ordered)).scalars().all()

    async def people(self, agency_id: str) -> Sequence[tuple[str, str]]:
        """Those who have files to look at: id and name."""
        query = select(FileRow.assignee_id, FileRow.assignee_name).where(
            FileRow.agency_id == agency_id, FileRow.assignee_id.is_not(None)
        )
        rows = await self._session.execute(query.distinct().order_by(FileRow.assignee_name).limit(200))
        return [(row[0] or "", row[1] or "") for row in rows]

    async def _fits(self, agency_id: str, query: QueueQuery) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = [FileRow.agency_id == agency_id]
        if query.job:
            wanted.append(or_(FileRow.jobs.contains(f" {query.job} ", autoescape=True), FileRow.job == query.job))
        if query.city:
            wanted.append(FileRow.city == query.city)
        wanted += [FileRow.flags.contains(f" {flag} ", autoescape=True) for flag in query.flag]
        wanted += [_verified(mark) for mark in query.verification]
        if query.assignee:
            wanted.append(
                FileRow.assignee_id.is_(None) if query.assignee == "none" else FileRow.assignee_id == query.assignee
            )
        if query.since:
            wanted.append(FileRow.said_at >= query.since)
        if query.until:
            wanted.append(FileRow.said_at < query.until)
        if query.terms:
            wanted.append(await self._words(query.terms))
        return wanted

    async def _words(self, terms: list[str]) -> ColumnElement[bool]:
        """Files in whose words every term stands. Going through the words takes longest, so it is done once."""
        if self._found is None:
            marks = {mark for term in terms for mark in self._index.wanted(term)}
            # Whose files these are is asked of every row afterwards, by the query this becomes a part of.
            inner = select(FileWordsRow.interview_id).where(*self._marked(sorted(marks)))
            found = (await self._session.execute(inner)).scalars().all()
            if len(found) <= _FEW:
                found = await self._holding(found, terms)
            self._found = self._among(found)
        return self._found

    def _among(self, ids: Sequence[str]) -> ColumnElement[bool]:
        """Files of these ids, however many, as one parameter: naming each would cost more than finding them."""
        if self._on_postgresql:
            return FileRow.interview_id == func.any(cast(list(ids), ARRAY(Text)))
        named = func.json_each(json.dumps(list(ids))).table_valued("value")
        return FileRow.interview_id.in_(select(named.c.value))

    @property
    def _on_postgresql(self) -> bool:
        return self._session.get_bind().dialect.name == "postgresql"

    def _marked(self, marks: list[str]) -> list[ColumnElement[bool]]:
        """What is asked of the marks: on PostgreSQL by their index, on SQLite one after the other."""
        if self._on_postgresql:
            kept = func.string_to_array(FileWordsRow.grams, " ")
            return [kept.op("@>")(cast(marks, ARRAY(Text)))] if marks else []
        # A mark has three letters and a blank behind it: none but another mark can end so. SQLite goes on by the first
        # letter, so a pattern that begins with the rare one takes half as long as looking for the blank before it, too.
        return [FileWordsRow.grams.op("GLOB")(f"*{mark} *") for mark in marks]

    async def _holding(self, ids: Sequence[str], terms: list[str]) -> list[str]:
        """Those of these files whose opened words hold every term."""
        query = select(FileWordsRow.interview_id, FileWordsRow.text).where(FileWordsRow.interview_id.in_(ids))
        return [row[0] for row in await self._session.execute(query) if all(term in row[1] for term in terms)]


def sort_of(sort: Sort) -> tuple[Any, bool]:
    """The column a sort goes by, and whether the greatest comes first."""
    return _SORTS[sort.removeprefix("-")], sort.startswith("-")


def _verified(mark: str) -> ColumnElement[bool]:
    """`identity` is verified; `-identity` is not; anything else (`health:ended`) stands as it is."""
    if mark.startswith("-"):
        return ~FileRow.verified.contains(f" {mark[1:]} ", autoescape=True)
    return FileRow.verified.contains(f" {mark} ", autoescape=True)


def _behind(column: Any, after: tuple[Any, str], *, falling: bool) -> ColumnElement[bool]:  # noqa: ANN401 - any column
    value, interview_id = after
    if falling:
        return or_(column < value, and_(column == value, FileRow.interview_id < interview_id))
    return or_(column > value, and_(column == value, FileRow.interview_id > interview_id))


def sort_value(row: FileRow, sort: Sort) -> str | int:
    """What a row is sorted by, as a cursor carries it."""
    value = getattr(row, sort_of(sort)[0].key)
    return value.isoformat() if isinstance(value, datetime) else value
