"""`python -m evals.matching.latency [--people N] [--times K] [--postgres] [--keep] [--database URL] [--record]`.

How long one search takes among many published people: SQLite by default, a PostgreSQL server of the run's own with
`--postgres`. The people are made up and written first, which takes a millisecond or two each; with `--times` everybody
is there so many times, under numbers of their own, which a database does much faster. A database that is named and
holds people already is measured as it is. With `--keep` the people are kept in `evals/out` and measured again by the
next run, unless what makes or holds them has changed since.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import perf_counter

from assistant.kit import migrations
from assistant.kit.database import Database
from assistant.kit.errors import AyiError
from assistant.matching.model import Need
from assistant.matching.repository import MatchRepository
from assistant.matching.seeding import seed_people
from assistant.matching.service import MatchService
from assistant.matching.tables import SPINS, MatchPostRow, MatchVectorRow, MatchWorkerRow
from assistant.models.embedding import BundledEmbedder
from evals.matching.letters import LetterEmbedder
from evals.matching.population import clock, needs
from evals.matching.postgres import postgres
from evals.table import quantile, record, table

_CACHE = Path(__file__).resolve().parent.parent / "out"
_MAKERS = (
    "assistant/matching/seed.py",
    "assistant/matching/seeding.py",
    "assistant/matching/index.py",
    "assistant/matching/tables.py",
    "assistant/matching/publishable.py",
    "knowledge_base/matching/seed.yaml",
    "evals/matching/letters.py",
    "evals/matching/latency.py",
)
_WHOLE = "whole"
_WARM = 20
_ENCODED = 50


@contextmanager
def _address(database: str | None, *, own_postgres: bool, kept: Path | None) -> Iterator[str]:
    if database is not None:
        yield database
    elif own_postgres:
        with postgres(kept) as url:
            yield url
    elif kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield f"sqlite+aiosqlite:///{kept / 'people.db'}"
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite+aiosqlite:///{Path(folder) / 'people.db'}"


def _kept(count: int, times: int, *, own_postgres: bool) -> Path:
    """Where such people are kept, after what older code made, or a run that broke off left, is gone."""
    name = f"people-{'postgres' if own_postgres else 'sqlite'}-{count}x{times}"
    folder = _CACHE / f"{name}-{_made_by()}"
    for older in _CACHE.glob(f"{name}-*"):
        if older != folder or not (older / _WHOLE).exists():
            shutil.rmtree(older)
    return folder


def _made_by() -> str:
    """A mark of all that makes the people and of the tables they lie in."""
    root = Path(__file__).resolve().parent.parent.parent
    files = [root / each for each in _MAKERS]
    files += sorted((root / "assistant" / "kit" / "migrations" / "versions").glob("*.py"))
    return hashlib.sha256(b"".join(each.read_bytes() for each in files if each.exists())).hexdigest()[:12]


@asynccontextmanager
async def _filled(url: str, count: int, processes: int, times: int) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        await migrations.upgrade(database)
        if await MatchService(database, clock()).count() == 0:
            embedder = LetterEmbedder()
            await seed_people(database, clock(), count, embedder=embedder, processes=processes, report=_progress)
            await _multiply(database, times)
            await _settle(database)
        yield database
    finally:
        await database.close()


def _progress(done: int) -> None:
    if done % 20_000 == 0:
        print(f"{done} people written", flush=True)


async def _multiply(database: Database, times: int) -> None:
    """Everybody so many times, each time with a number, an id and a place in the turning order of her own."""
    own = {"no": "no + {step}", "worker_id": "worker_id || '-{time}'", "card_code": "card_code || '-{time}'"}
    own["spin"] = f"(spin + {{time}} * 97) % {SPINS}"
    async with database.session() as session:
        step = await MatchRepository(session).highest_number()
    for time in range(1, times):
        async with database.session() as session:
            connection = await session.connection()
            for table in (MatchWorkerRow, MatchPostRow, MatchVectorRow):
                columns = [column.name for column in table.__table__.columns]
                taken = ", ".join(own.get(name, name).format(step=step * time, time=time) for name in columns)
                await connection.exec_driver_sql(
                    f"INSERT INTO {table.__tablename__} ({', '.join(columns)}) "  # noqa: S608 - our own names
                    f"SELECT {taken} FROM {table.__tablename__} WHERE no <= {step}"
                )


async def _settle(database: Database) -> None:
    """What the server's own housekeeping does within minutes of such a load, now."""
    if database.engine.dialect.name != "postgresql":
        return
    async with database.engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for name in ("match_posts", "match_workers", "match_vectors"):
            await outside.exec_driver_sql(f"VACUUM ANALYZE {name}")


async def measure(
    url: str, count: int, asked: Sequence[Need], *, processes: int = 1, copies: int = 1
) -> tuple[int, dict[str, list[float]]]:
    """How many people there are, and milliseconds by kind of need."""
    times: dict[str, list[float]] = {}
    async with _filled(url, count, processes, copies) as database:
        service = MatchService(database, clock(), LetterEmbedder())
        people = await service.count()
        for need in asked[:_WARM]:
            await service.search(need, language="zh")
        for need in asked:
            begin = perf_counter()
            found = await service.search(need, language="zh")
            spent = 1000 * (perf_counter() - begin)
            times.setdefault("all", []).append(spent)
            kind = "with near misses" if found.near_misses else "without a city" if need.city is None else "with a city"
            times.setdefault(kind, []).append(spent)
    return people, times


def encoding() -> list[float]:
    """Milliseconds to read a need with the bundled encoder, empty where it is not installed."""
    encoder = BundledEmbedder(_CACHE)
    times = []
    try:
        encoder.queries(["找住家阿姨带一岁半的宝宝，会做辅食"])
        for number in range(_ENCODED):
            begin = perf_counter()
            encoder.queries([f"找住家阿姨带宝宝，会做辅食，预算{8000 + number}以内，朝阳区的"])
            times.append(1000 * (perf_counter() - begin))
    except AyiError:
        return []
    return times


def main(arguments: list[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.matching.latency", description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=500)
    parser.add_argument("--processes", type=int, default=1, help="how many make the people")
    parser.add_argument("--times", type=int, default=1, help="everybody so many times")
    parser.add_argument("--postgres", action="store_true", help="a PostgreSQL server of the run's own")
    parser.add_argument("--keep", action="store_true", help="keep the people in evals/out for the next run")
    parser.add_argument("--database", help="an SQLAlchemy URL with an async driver; kept as it is at the end")
    parser.add_argument("--record", action="store_true", help="write the table to RESULTS.md")
    options = parser.parse_args(arguments)
    kept = _kept(options.people, options.times, own_postgres=options.postgres) if options.keep else None
    with _address(options.database, own_postgres=options.postgres, kept=kept) as url:
        measuring = measure(
            url, options.people, needs(options.needs), processes=options.processes, copies=options.times
        )
        people, times = asyncio.run(measuring)
        engine = "PostgreSQL" if url.startswith("postgresql") else "SQLite"
    if kept is not None:
        (kept / _WHOLE).touch()
    busy = os.getloadavg()[0]
    encoded = encoding()
    rows = [_row(name, spent) for name, spent in times.items()]
    rows += [_row("reading a need with the bundled encoder, beside it", encoded)] if encoded else []
    who = f"{people} made-up people" + (f" ({options.people}, each {options.times} times)" if options.times > 1 else "")
    said = (
        f"{who} in {engine}, {options.needs} made-up needs asked one after the other, five people each with reasons, "
        "gaps and near misses; vectors are read and compared as with the bundled encoder. A machine of "
        f"{os.cpu_count()} cores, shared with the database, on which {busy:.1f} tasks wanted to run at the end."
    )
    body = f"{said}\n\n{table(('searches', 'number', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'), rows)}"
    print(body)
    if options.record:
        flags = f" --times {options.times}" if options.times > 1 else ""
        flags += " --postgres" if engine == "PostgreSQL" else ""
        command = f"python -m evals.matching.latency --people {options.people}{flags}"
        record(f"matching-latency-{engine.lower()}", f"Matching: latency, {engine}", command, body)
    return 0


def _row(name: str, spent: Sequence[float]) -> tuple[object, ...]:
    return (name, len(spent), *(f"{quantile(spent, share):.1f}" for share in (0.5, 0.95, 0.99)), f"{max(spent):.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
