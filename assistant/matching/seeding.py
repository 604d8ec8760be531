"""Writes many people who do not exist into the index at once, by the same rows that one person is published with."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

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


class Batch(NamedTuple):
    """Rows of some people and of their posts, and their own words for the encoder."""

    people: list[dict[str, Any]]
    posts: list[dict[str, Any]]
    texts: list[str]


async def seed_people(
    database: Database,
    clock: Clock,
    count: int,
    seed: int = 1,
    *,
    embedder: Embedder | None = None,
    processes: int = 1,
    report: Report | None = None,
) -> None:
    """Publish people 0…`count` − 1 of a seed, made by so many processes; `report` hears how many are there.

    Raises:
        ConflictError: people of this seed are there already.
    """
    today = clock.today()
    async with database.reading() as session:
        if await MatchRepository(session).number(f"{PREFIX}{seed}_{0:07d}") is not None:
            raise ConflictError("seeded_before", seed=seed)
    given, first = await _begun(database)
    stretches = [(begin, min(begin + BATCH, count)) for begin in range(0, count, BATCH)]
    make_batch = partial(_made_batch, seed=seed, today=today, given=given, first=first)
    async for batch in _batches(make_batch, stretches, processes):
        await _write(database, batch, embedder)
        if report is not None:
            report(batch.people[-1]["no"] - first + 1)
    await _ended(database)


async def write_people(database: Database, people: Iterable[Made], *, embedder: Embedder | None = None) -> None:
    """Publish these people who do not exist."""
    given, first = await _begun(database)
    left = iter(people)
    while made := list(islice(left, BATCH)):
        await _write(database, rows_for(made, first, given), embedder)
        first += len(made)
    await _ended(database)


async def unseed(database: Database) -> int:
    """Remove everybody who does not exist; how many there were."""
    async with database.session() as session:
        return await MatchRepository(session).remove_prefix(PREFIX)


def rows_for(made: Sequence[Made], first: int, given: Codes) -> Batch:
    """The rows of people, numbered from `first`."""
    return Batch(
        people=[{"no": first + n, **document_row(each.worker)} for n, each in enumerate(made)],
        posts=[{**row, "no": first + n} for n, each in enumerate(made) for row in rows_of(each.worker, given)],
        texts=[texts_of(each.worker.facts) for each in made],
    )


def _made_batch(stretch: tuple[int, int], *, seed: int, today: date, given: Codes, first: int) -> Batch:
    begin, end = stretch
    return rows_for([make(number, seed, today) for number in range(begin, end)], first + begin, given)


async def _batches(
    make_batch: Callable[[tuple[int, int]], Batch], stretches: Sequence[tuple[int, int]], processes: int
) -> AsyncIterator[Batch]:
    """The batches in order; with several processes a few are made ahead."""
    if processes <= 1:
        for stretch in stretches:
            yield make_batch(stretch)
        return
    loop = asyncio.get_running_loop()
    # A fresh interpreter each: a fork would share the database's connections.
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        left: Iterator[tuple[int, int]] = iter(stretches)
        ahead = deque(loop.run_in_executor(pool, make_batch, each) for each in islice(left, 2 * processes))
        while ahead:
            batch = await ahead.popleft()
            ahead.extend(loop.run_in_executor(pool, make_batch, each) for each in islice(left, 1))
            yield batch


async def _begun(database: Database) -> tuple[Codes, int]:
    async with database.session() as session:
        repository = MatchRepository(session)
        return await repository.coded(_keys()), await repository.highest_number() + 1


async def _ended(database: Database) -> None:
    async with database.session() as session:
        await MatchRepository(session).renumbered()


async def _write(database: Database, batch: Batch, embedder: Embedder | None) -> None:
    vectors: list[dict[str, Any]] = []
    if embedder is not None:
        meanings = embedder.passages(batch.texts)
        vectors = [
            {"no": person["no"], "model": embedder.name, "vector": packed(each)}
            for person, each in zip(batch.people, meanings, strict=True)
        ]
    async with database.session() as session:
        await MatchRepository(session).put_many(batch.people, batch.posts, vectors)


def _keys() -> list[Key]:
    """Every key a person who does not exist may need."""
    cities = list(seed_data().cities)
    districts = [(numbers.districts(city), name) for city in cities for name in districts_of(city)]
    agencies = [(numbers.AGENCIES, agency) for agency in seed_data().agencies]
    return [*taxonomy_keys(), *((numbers.CITIES, city) for city in cities), *districts, *agencies]
