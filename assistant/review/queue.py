"""The queue: what a clerk sees of many files, and what she keeps as her own ways to look at it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

from pydantic import TypeAdapter

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.profile.model import Language
from assistant.review.model import NewView, QueuePage, QueueQuery, QueueRow, SavedView, Sort
from assistant.review.queue_repository import QueueRepository, sort_value
from assistant.review.repository import ReviewRepository
from assistant.review.tables import FileRow, SavedViewRow
from assistant.review.word_index import WordIndex
from assistant.vocabulary.romanised import romanised

_MOST_VIEWS = 30
_MEASURED = timedelta(days=30)
_CURSOR: Final = TypeAdapter(tuple[str, int | str | datetime, str])


class QueueService:
    """Lists files of the actor's own agency."""

    def __init__(self, database: Database, clock: Clock, index: WordIndex, make_id: IdMaker = new_id) -> None:
        self._database = database
        self._clock = clock
        self._index = index
        self._make_id = make_id

    async def page(self, actor: Actor, query: QueueQuery, language: Language = "zh") -> QueuePage:
        """One page of files, for a reader of this language.

        Raises:
            BadInputError: the cursor is none of ours.
        """
        agency = agency_of(actor)
        after = _cursor_values(query.cursor, query.sort) if query.cursor else None
        async with self._database.reading() as session:
            queue = QueueRepository(session, self._index)
            rows = await queue.page(agency, query, after)
            counts = await queue.counts(agency, query)
            cities, people = await queue.cities(agency), await queue.people(agency)
            times = await ReviewRepository(session).seconds_since(agency, self._clock.now() - _MEASURED)
        shown = rows[: query.limit]
        return QueuePage(
            items=[queue_row(row) for row in shown],
            next=_cursor(shown[-1], query.sort) if len(rows) > query.limit else None,
            counts=counts,
            cities=list(cities),
            city_names=_city_names({*cities, *(row.city for row in shown)}, language),
            people=dict(people),
            median_seconds=median(times) if times else None,
        )

    async def views(self, actor: Actor) -> list[SavedView]:
        """The actor's saved views."""
        async with self._database.reading() as session:
            rows = await ReviewRepository(session).views(actor.id)
        return [_view(row) for row in rows]

    async def keep_view(self, actor: Actor, view: NewView) -> SavedView:
        """Keep a query under a name; the same name again replaces it.

        Raises:
            ConflictError: there are as many as anybody needs.
        """
        query = view.query.model_copy(update={"cursor": None}).model_dump(mode="json", exclude_defaults=True)
        async with self._database.session() as session:
            repository = ReviewRepository(session)
            rows = await repository.views(actor.id)
            row = next((row for row in rows if row.name == view.name), None)
            if row is None:
                if len(rows) >= _MOST_VIEWS:
                    raise ConflictError("views_full", limit=_MOST_VIEWS)
                row = SavedViewRow(
                    id=self._make_id("view"),
                    account_id=actor.id,
                    agency_id=agency_of(actor),
                    name=view.name,
                    query=query,
                    created_at=self._clock.now(),
                )
                repository.add(row)
            row.query = query
        return _view(row)

    async def forget_view(self, actor: Actor, view_id: str) -> None:
        """Forget one of the actor's views.

        Raises:
            NotFoundError: the actor has no such view.
        """
        async with self._database.session() as session:
            repository = ReviewRepository(session)
            row = await repository.view(actor.id, view_id)
            if row is None:
                raise NotFoundError("view_unknown")
            await repository.remove_view(row)


def _city_names(cities: Iterable[str], language: Language) -> dict[str, str]:
    """What cities are called where they are not written in Chinese."""
    return {city: romanised(city) for city in cities if city} if language == "en" else {}


def agency_of(actor: Actor) -> str:
    """The tenant whose files the actor may see."""
    return actor.agency_id or DEFAULT_AGENCY


def queue_row(row: FileRow) -> QueueRow:
    """A file as the list shows it."""
    return QueueRow(
        id=row.interview_id,
        version=row.version,
        status=row.status,
        name=row.name,
        job=row.job,
        jobs=row.jobs.split(),
        city=row.city,
        language=row.language,
        channel=row.channel,
        percent=row.percent,
        flags=row.flags.split(),
        verified=row.verified.split(),
        assignee=row.assignee_id,
        assignee_name=row.assignee_name,
        decline_proposed=row.decline_by is not None,
        opened_at=row.opened_at,
        said_at=row.said_at,
        status_at=row.status_at,
    )


def _view(row: SavedViewRow) -> SavedView:
    return SavedView(id=row.id, name=row.name, query=QueueQuery.model_validate(row.query))


def _cursor(row: FileRow, sort: Sort) -> str:
    body = json.dumps([sort, sort_value(row, sort), row.interview_id], ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def _cursor_values(cursor: str, sort: Sort) -> tuple[Any, str]:
    try:
        body = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        found = _CURSOR.validate_python(body)
    except (binascii.Error, ValueError) as error:
        raise BadInputError("cursor_wrong") from error
    made_for, value, interview_id = found
    plain = sort.removeprefix("-")
    wanted = {"percent": int, "name": str}.get(plain, datetime)
    if wanted is datetime and isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value)
    if made_for != sort or not isinstance(value, wanted) or (isinstance(value, datetime) and value.tzinfo is None):
        raise BadInputError("cursor_wrong")
    return value, interview_id
