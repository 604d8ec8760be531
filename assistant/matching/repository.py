"""All SQL of the search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, CursorResult, and_, case, delete, func, insert, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.matching.codes import Codes, Key
from assistant.matching.conditions import Atom, Bits, Condition
from assistant.matching.model import PublishedWorker
from assistant.matching.tables import COLUMNS, KEY, SPINS, MatchCodeRow, MatchPostRow, MatchVectorRow, MatchWorkerRow

_POSTS: Final = MatchPostRow.__table__.c
_LOCK: Final = 7247004
_NOBODY: Final = literal(0) == 1
VECTOR: Final = "vector"
"""Under this name a row brings its vector, None where there is none."""


@dataclass(frozen=True, slots=True)
class Points:
    """Whole points of the rough score for a row that fulfils a condition."""

    condition: Condition
    points: int


@dataclass(frozen=True, slots=True)
class Linear:
    """Points of the rough score by a column: `points` for every unit of it up to `most` units."""

    column: str
    points: int
    most: int


@dataclass(frozen=True, slots=True)
class Question:
    """One search of the index.

    `spins` is the half-open stretch of spins looked at. With `misses` rows fail exactly that many of `musts`, else
    none. Rows come by the rough score, then rotated by `turn`; without a rough score by the rotation alone. With the
    name of a `model` they bring their vectors of it.
    """

    jobs: tuple[int, ...]
    cities: tuple[int, ...] | None
    always: tuple[Condition, ...]
    musts: tuple[Condition, ...]
    rough: tuple[Points | Linear, ...] = ()
    exclude: tuple[int, ...] = ()
    spins: tuple[int, int] | None = None
    turn: int = 0
    misses: int = 0
    limit: int = 300
    model: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The best rows of a search, and how many there are in the stretch looked at."""

    rows: list[dict[str, Any]]
    total: int


class MatchRepository:
    """The index within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def codes(self) -> Codes:
        """Every number given so far."""
        rows = await self._session.execute(select(MatchCodeRow.kind, MatchCodeRow.term, MatchCodeRow.code))
        return Codes({(kind, term): code for kind, term, code in rows})

    async def coded(self, keys: Iterable[Key]) -> Codes:
        """The numbers, after giving these keys theirs. No two processes give numbers at once."""
        wanted = list(keys)
        given = await self.codes()
        if not given.missing(wanted):
            return given
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            given = await self.codes()
        extended = given.with_new(wanted)
        new = [key for key in extended.given if key not in given.given]
        rows = [{"kind": key[0], "term": key[1], "code": extended.given[key]} for key in new]
        if rows:
            await self._session.execute(insert(MatchCodeRow), rows)
        return extended

    async def put(self, worker: PublishedWorker, posts: Iterable[Mapping[str, int | None]]) -> int:
        """Publish or replace a person; her number in the index."""
        no = await self.number(worker.worker_id)
        values = document_row(worker)
        if no is None:
            row = MatchWorkerRow(**values)
            self._session.add(row)
            await self._session.flush()
            no = row.no
        else:
            await self._session.execute(delete(MatchPostRow).where(MatchPostRow.no == no))
            existing = await self._session.get(MatchWorkerRow, no)
            for name, value in values.items():
                setattr(existing, name, value)
            await self._session.flush()
        rows = [{**post, "no": no} for post in posts]
        if rows:
            await self._session.execute(insert(MatchPostRow), rows)
        return no

    async def put_many(
        self,
        workers: Sequence[Mapping[str, Any]],
        posts: Sequence[Mapping[str, Any]],
        vectors: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Write rows of many new people, numbered by the caller, at once."""
        for table, rows in ((MatchWorkerRow, workers), (MatchPostRow, posts), (MatchVectorRow, vectors)):
            if rows:
                await self._session.execute(insert(table), list(rows))

    async def put_vector(self, no: int, model: str, vector: bytes | None) -> None:
        """Keep, replace or (None) forget what her words mean."""
        await self._session.execute(delete(MatchVectorRow).where(MatchVectorRow.no == no))
        if vector is not None:
            await self._session.execute(insert(MatchVectorRow).values(no=no, model=model, vector=vector))

    async def highest_number(self) -> int:
        """The highest number in the index, 0 when it is empty."""
        return (await self._session.execute(select(func.max(MatchWorkerRow.no)))).scalar() or 0

    async def renumbered(self) -> None:
        """Let the database go on numbering behind rows that were written with numbers of their own."""
        if self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(
                text(
                    "SELECT setval(pg_get_serial_sequence('match_workers', 'no'), (SELECT max(no) FROM match_workers))"
                )
            )

    async def number(self, worker_id: str) -> int | None:
        """Her number in the index."""
        query = select(MatchWorkerRow.no).where(MatchWorkerRow.worker_id == worker_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def numbers(self, worker_ids: Iterable[str]) -> list[int]:
        """The numbers of those of them who are published."""
        query = select(MatchWorkerRow.no).where(MatchWorkerRow.worker_id.in_(list(worker_ids)))
        return list((await self._session.execute(query)).scalars())

    async def remove(self, worker_id: str) -> bool:
        """Forget everything of a person; whether she was published."""
        no = await self.number(worker_id)
        if no is None:
            return False
        for table in (MatchPostRow, MatchVectorRow, MatchWorkerRow):
            await self._session.execute(delete(table).where(table.no == no))
        return True

    async def remove_prefix(self, prefix: str) -> int:
        """Forget everybody whose id begins so; how many they were."""
        theirs = select(MatchWorkerRow.no).where(MatchWorkerRow.worker_id.startswith(prefix, autoescape=True))
        for table in (MatchPostRow, MatchVectorRow):
            await self._session.execute(delete(table).where(table.no.in_(theirs)))
        gone = delete(MatchWorkerRow).where(MatchWorkerRow.worker_id.startswith(prefix, autoescape=True))
        result = await self._session.execute(gone)
        return result.rowcount if isinstance(result, CursorResult) else 0

    async def by_worker(self, worker_id: str) -> dict[str, Any] | None:
        """The document of one person."""
        query = select(MatchWorkerRow.document).where(MatchWorkerRow.worker_id == worker_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def documents_after(self, worker_id: str, limit: int) -> Sequence[dict[str, Any]]:
        """Documents of the people whose ids come after this one, in the order of ids."""
        query = select(MatchWorkerRow.document).where(MatchWorkerRow.worker_id > worker_id)
        rows = await self._session.execute(query.order_by(MatchWorkerRow.worker_id).limit(limit))
        return rows.scalars().all()

    async def by_code(self, card_code: str) -> dict[str, Any] | None:
        """The document of the person whose card this is."""
        query = select(MatchWorkerRow.document).where(MatchWorkerRow.card_code == card_code)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def documents(self, numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Documents by number."""
        query = select(MatchWorkerRow.no, MatchWorkerRow.document).where(MatchWorkerRow.no.in_(list(numbers)))
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def count(self) -> int:
        """How many people are published."""
        return (await self._session.execute(select(func.count()).select_from(MatchWorkerRow))).scalar_one()

    async def ask(self, question: Question) -> Answered:
        """The rows that answer a search, best first, all columns by name."""
        if not question.jobs or question.cities == ():
            return Answered([], 0)
        rough = _rough(question.rough).label("rough")
        turned = ((_POSTS["spin"] + question.turn) % SPINS).label("turned")
        chosen = (
            select(*(_POSTS[name] for name in KEY), rough, turned, func.count().over().label("total"))
            .where(*_where(question))
            .order_by(rough.desc(), turned, _POSTS["no"])
            .limit(question.limit)
            .subquery()
        )
        names = [*KEY, *COLUMNS, "total"]
        whole = (
            select(*(_POSTS[name] for name in (*KEY, *COLUMNS)), chosen.c.total)
            .join(chosen, and_(*(_POSTS[name] == chosen.c[name] for name in KEY)))
            .order_by(chosen.c.rough.desc(), chosen.c.turned, chosen.c.no)
        )
        if question.model:
            names.append(VECTOR)
            theirs = and_(MatchVectorRow.no == _POSTS["no"], MatchVectorRow.model == question.model)
            whole = whole.outerjoin(MatchVectorRow, theirs).add_columns(MatchVectorRow.vector)
        rows = [dict(zip(names, row, strict=True)) for row in await self._session.execute(whole)]
        return Answered(rows, rows[0]["total"] if rows else 0)


def document_row(worker: PublishedWorker) -> dict[str, Any]:
    """The columns of a person's own row."""
    return {
        "worker_id": worker.worker_id,
        "card_code": worker.card_code,
        "agency_id": worker.agency_id,
        "published_at": worker.published_at,
        "document": worker.model_dump(mode="json", exclude_defaults=True),
    }


def _where(question: Question) -> Iterable[ColumnElement[bool]]:
    yield _POSTS["job"].in_(question.jobs)
    if question.cities is not None:
        yield _POSTS["city"].in_(question.cities)
    if question.spins is not None:
        yield _POSTS["spin"] >= question.spins[0]
        yield _POSTS["spin"] < question.spins[1]
    yield from (_sql(condition) for condition in question.always)
    if question.exclude:
        yield _POSTS["no"].not_in(question.exclude)
    if question.misses:
        failed = [case((_sql(condition), 0), else_=1) for condition in question.musts]
        yield sum(failed[1:], failed[0]) == question.misses
    else:
        yield from (_sql(condition) for condition in question.musts)


def _sql(condition: Condition) -> ColumnElement[bool]:
    return or_(*(_atom(atom) for atom in condition.atoms)) if condition.atoms else _NOBODY


def _atom(atom: Atom) -> ColumnElement[bool]:
    column = _POSTS[atom.column]
    if isinstance(atom, Bits):
        both = column.bitwise_and(atom.bits)
        if atom.how == "all":
            return both == atom.bits
        return both != 0 if atom.how == "any" else both == 0
    if atom.sign in ("==", "!="):
        return column == atom.value if atom.sign == "==" else column != atom.value
    return column <= atom.value if atom.sign == "<=" else column >= atom.value


def _rough(rough: Sequence[Points | Linear]) -> ColumnElement[int]:
    """The rough score as one whole number, so that both databases agree to the last digit."""
    total: ColumnElement[int] = literal(0)
    for each in rough:
        if isinstance(each, Points):
            total = total + case((_sql(each.condition), each.points), else_=0)
        else:
            column = _POSTS[each.column]
            total = total + case((column >= each.most, each.most), else_=column) * each.points
    return total
