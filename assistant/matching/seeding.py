"""Writes many people who do not exist into the index at once, by the same rows that one person is published with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.matching import codes as numbers
from assistant.matching.codes import Codes, Key
from assistant.matching.index import rows_of, taxonomy_keys
from assistant.matching.meaning import packed
from assistant.matching.publishable import texts_of
from assistant.matching.repository import MatchRepository, document_row
from assistant.matching.seed import PREFIX, Made, make, seed_data
from assistant.matching.whereabouts import districts_of
from assistant.models.embedding import Embedder

BATCH = 1000
"""People written in one transaction."""

Report = Callable[[int], None]


async def seed_people(
    database: Database,
    clock: Clock,
    count: int,
    seed: int = 1,
    *,
    embedder: Embedder | None = None,
    report: Report | None = None,
) -> None:
    """Publish people 0…`count` − 1 of a seed; `report` hears how many are there.

    Raises:
        ConflictError: people of this seed are there already.
    """
    today = clock.today()
    async with database.reading() as session:
        if await MatchRepository(session).number(f"{PREFIX}{seed}_{0:07d}") is not None:
            raise ConflictError("seeded_before", seed=seed)
    await write_people(database, (make(n, seed, today) for n in range(count)), embedder=embedder, report=report)


async def write_people(
    database: Database, people: Iterable[Made], *, embedder: Embedder | None = None, report: Report | None = None
) -> None:
    """Publish people who do not exist, a batch at a time; `report` hears how many are there."""
    async with database.session() as session:
        repository = MatchRepository(session)
        given = await repository.coded(_keys())
        first = await repository.highest_number() + 1
    done, left = 0, iter(people)
    while made := list(islice(left, BATCH)):
        await _write(database, made, first + done, given, embedder)
        done += len(made)
        if report is not None:
            report(done)
    async with database.session() as session:
        await MatchRepository(session).renumbered()


async def unseed(database: Database) -> int:
    """Remove everybody who does not exist; how many there were."""
    async with database.session() as session:
        return await MatchRepository(session).remove_prefix(PREFIX)


def rows_for(made: Sequence[Made], first: int, given: Codes) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of people and of their posts, numbered from `first`."""
    people = [{"no": first + n, **document_row(each.worker)} for n, each in enumerate(made)]
    posts = [{**row, "no": first + n} for n, each in enumerate(made) for row in rows_of(each.worker, given)]
    return people, posts


async def _write(database: Database, made: Sequence[Made], first: int, given: Codes, embedder: Embedder | None) -> None:
    people, posts = rows_for(made, first, given)
    vectors: list[dict[str, Any]] = []
    if embedder is not None:
        meanings = embedder.passages([texts_of(each.worker.facts) for each in made])
        vectors = [{"no": first + n, "model": embedder.name, "vector": packed(each)} for n, each in enumerate(meanings)]
    async with database.session() as session:
        await MatchRepository(session).put_many(people, posts, vectors)


def _keys() -> list[Key]:
    """Every key a person who does not exist may need."""
    cities = list(seed_data().cities)
    districts = [(numbers.districts(city), name) for city in cities for name in districts_of(city)]
    return [*taxonomy_keys(), *((numbers.CITIES, city) for city in cities), *districts]
