"""Times the queue of an agency with very many files, through the whole application: `python -m evals.review --help`."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from fastapi import FastAPI

from assistant.accounts.csrf import HEADER, csrf_token
from assistant.accounts.model import Level
from assistant.accounts.repository import AccountRepository
from assistant.accounts.room import Accounts
from assistant.accounts.tables import AccountRow
from assistant.app import create_app
from assistant.interview.repository import InterviewRepository
from assistant.interview.service import InterviewService
from assistant.interview.state import InterviewState, Phase
from assistant.interview.tables import InterviewRow
from assistant.kit.database import Database
from assistant.kit.people import DEFAULT_AGENCY
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.profile.model import Fact
from assistant.review.filing import spaced
from assistant.review.states import STATUSES
from assistant.review.tables import FileRow, FileWordsRow
from assistant.review.word_index import WordIndex, name_order, searchable
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.vocabulary import vocabulary
from evals.table import quantile, record, table

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "芳秀兰玉英桂敏静丽艳娟霞红梅燕"
CITIES = ("北京", "上海", "广州", "深圳", "苏州", "杭州", "成都", "武汉", "西安", "郑州")
FLAGS = ("handoff", "conflict", "low_confidence", "unconfirmed", "record_needed", "edited")
SAID = (
    "我在上一家干了两年多，带一个八个月的娃，从辅食一直带到上幼儿园",
    "东家人挺好的，老人也好相处，就是孩子上学了不用人了",
    "会做家常菜，川菜湘菜都行，面食也会，蒸馒头包饺子",
    "证有两个，一个是育婴员的，一个是培训学校发的母婴护理",
    "月休四天就行，过年想回家待半个月",
    "工资想要一万左右，住家的话可以商量",
    "普通话说得还行，老家话也会说，英语就不会了",
    "晚上带睡可以，早产的没带过，双胞胎带过一回",
)
TURNS = 24
FIRST_REPORT, LATER_REPORTS = "the fairness report, nothing kept yet", "the fairness report from then on"
# What takes longer shows how far it is.
REPORT_BOUND = 2.0
HOMES = ("河南周口", "四川南充", "安徽阜阳", "湖南邵阳", "山东菏泽")
STATE = InterviewState(consented=True, phase=Phase.DONE).model_dump(mode="json")
READ: dict[str, list[Fact]] = {}
QUERIES: Sequence[tuple[str, str]] = (
    ("first page", ""),
    ("one status", "status=finished"),
    ("by name", "sort=name"),
    ("waiting longest", "status=finished&status=in_review&sort=said"),
    ("work, city and flag", "job=childcare_nanny&city=北京&flag=conflict"),
    ("not verified", "verification=-identity&status=in_review"),
    ("a name of two characters", "q=王芳"),
    ("words she said", "q=带一个八个月"),
    ("words nobody said", "q=量子力学"),
    ("two words and a filter", "q=育婴员 北京&status=finished"),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """One query, how many files it found at all, and its times in seconds."""

    name: str
    found: int
    seconds: list[float]


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; status 1 when a page took longer than the bound."""
    parser = argparse.ArgumentParser(prog="python -m evals.review", description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=15, help="how often each query is asked")
    parser.add_argument("--bound", type=float, default=0.5, help="seconds within which nineteen of twenty must come")
    parser.add_argument("--record", action="store_true", help="write the table to RESULTS.md")
    options = parser.parse_args(arguments)
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        timed = asyncio.run(measure(Path(folder), options.files, options.times))
    rows = [
        (each.name, each.found, *(f"{1000 * quantile(each.seconds, share):.0f}" for share in (0.5, 0.95)))
        for each in timed
    ]
    shown = table(("query", "found", "p50 ms", "p95 ms"), rows)
    print(shown)
    if options.record:
        where = f"{options.files} files of one agency on SQLite, {os.cpu_count()} cores, load {busy:.1f} before."
        record("review", "The review queue", f"python -m evals.review --files {options.files}", f"{where}\n\n{shown}")
    bounds = {FIRST_REPORT: float("inf"), LATER_REPORTS: REPORT_BOUND}
    return int(any(quantile(each.seconds, 0.95) > bounds.get(each.name, options.bound) for each in timed))


async def measure(folder: Path, files: int, times: int) -> list[Timed]:
    """Ask every query so often, over HTTP inside one process."""
    settings = Settings(_env_file=None, data_dir=folder, knowledge_build=False, speech="off", log_level="ERROR")
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        await fill(app, files)
        headers = await signed_in(app)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test", headers=headers) as client:
            timed = [await ask(client, name, f"/api/v1/profiles?{query}", times) for name, query in QUERIES]
            timed.append(await deep(client, times))
            timed.append(await ask(client, "a whole file", f"/api/v1/profiles/{await one_file(app)}", times))
            timed += await fairness(app, files)
    return timed


async def fairness(app: FastAPI, files: int) -> list[Timed]:
    """The fairness report over everybody: when every fact of every file is read, and from then on."""
    seconds = []
    for _ in range(6):
        began = time.perf_counter()
        await app.state.trust.fairness.report(DEFAULT_AGENCY, "2000-01", "2999-12", "zh")
        seconds.append(time.perf_counter() - began)
    return [Timed(FIRST_REPORT, files, seconds[:1]), Timed(LATER_REPORTS, files, seconds[1:])]


async def ask(client: httpx.AsyncClient, name: str, address: str, times: int) -> Timed:
    """One address, so often."""
    seconds, found = [], 0
    for _ in range(times):
        began = time.perf_counter()
        answer = await client.get(address)
        seconds.append(time.perf_counter() - began)
        answer.raise_for_status()
        body = answer.json()
        found = sum(body["counts"].values()) if "counts" in body else 1
    return Timed(name, found, seconds)


async def deep(client: httpx.AsyncClient, times: int) -> Timed:
    """Pages far behind the first: every one is reached from the one before."""
    seconds: list[float] = []
    cursor, page = "", 0
    while page < times * 3:
        began = time.perf_counter()
        body = (await client.get(f"/api/v1/profiles?limit=200&{cursor}")).json()
        seconds.append(time.perf_counter() - began)
        page += 1
        if body["next"] is None:
            break
        cursor = f"cursor={body['next']}"
    return Timed(f"pages of 200, {page} in a row", 200 * page, seconds)


async def fill(app: FastAPI, files: int) -> None:
    """Files as interviews of two dozen turns would leave them."""
    database: Database = app.state.database
    chance = random.Random(7)  # noqa: S311 - made-up people, not secrets
    jobs = [term.id for term in vocabulary().terms("jobs")]
    now = datetime.now(UTC)
    index = WordIndex(sealer_of(app.state.settings))
    for start in range(0, files, 1_000):
        async with database.session() as session:
            for n in range(start, min(files, start + 1_000)):
                at = now - timedelta(minutes=chance.randrange(60 * 24 * 60))
                session.add(_interview(n, at))
            await session.flush()
            for n in range(start, min(files, start + 1_000)):
                session.add_all(_file(n, chance, jobs, now, index))
        await _facts(database, range(start, min(files, start + 1_000)), now)


def _interview(n: int, at: datetime) -> InterviewRow:
    return InterviewRow(
        id=f"int_{n:016}",
        agency_id=DEFAULT_AGENCY,
        token_digest=f"{n:064}",
        language="zh",
        channel="text",
        phase="done",
        state=STATE,
        turns=TURNS,
        created_at=at,
        updated_at=at,
        expires_at=at + timedelta(days=365),
    )


async def _facts(database: Database, numbers: Iterable[int], now: datetime) -> None:
    """What she said read into facts, the same for everybody but her age and home."""
    async with database.session() as session:
        for n in numbers:
            home, years = HOMES[n % len(HOMES)], 1 + n % 12
            words = f"我叫王芳，{30 + n % 30}岁，老家{home}，做了{years}年育儿嫂，人在北京，会川菜，健康证有"
            if words not in READ:
                READ[words] = list(read(words, Context(today=now.date(), language="zh"), "turn_1").facts)
            await InterviewRepository(session).add_facts(f"int_{n:016}", READ[words], 0, now)


def _file(
    n: int, chance: random.Random, jobs: list[str], now: datetime, index: WordIndex
) -> list[FileRow | FileWordsRow]:
    at = now - timedelta(minutes=chance.randrange(60 * 24 * 60))
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))
    job, city = chance.choice(jobs), chance.choice(CITIES)
    words = " ".join([name, vocabulary().label("jobs", job, "zh"), city, *chance.choices(SAID, k=TURNS)])
    row = FileRow(
        interview_id=f"int_{n:016}",
        agency_id=DEFAULT_AGENCY,
        status=chance.choice(STATUSES),
        status_at=at,
        version=TURNS,
        language="zh",
        channel="text",
        consented=True,
        name=name,
        name_order=name_order(name),
        job=job,
        jobs=spaced([job]),
        city=city,
        percent=chance.randrange(101),
        facts=30,
        approved_facts=0,
        flags=spaced(chance.sample(FLAGS, k=chance.randrange(3))),
        verified=spaced(chance.sample(["identity", "health", "record_check"], k=chance.randrange(4))),
        opened_at=at,
        said_at=at,
    )
    text = searchable(words)
    return [row, FileWordsRow(interview_id=row.interview_id, text=text, grams=index.marks(text))]


async def one_file(app: FastAPI) -> str:
    """A real interview beside them."""
    service: InterviewService = app.state.interviews
    opened = await service.open("zh", "childcare_nanny", "text")
    for text in ("同意", "我叫王芳，做了八年育儿嫂，人在北京", *SAID):
        await service.answer(opened.id, opened.token, text)
    await service.finish(opened.id, opened.token)
    return opened.id


async def signed_in(app: FastAPI) -> dict[str, str]:
    """The headers of a recruiter."""
    accounts: Accounts = app.state.accounts
    database: Database = app.state.database
    async with database.session() as session:
        row = AccountRow(
            id="acc_EVAL",
            agency_id=DEFAULT_AGENCY,
            email="clerk@example.com",
            name="小周",
            role="recruiter",
            recovery_digests=[],
            created_at=datetime.now(UTC),
        )
        AccountRepository(session).add(row)
        await session.flush()
        token = (await accounts.sessions.open(session, row, Level.FULL)).token
    return {"Cookie": f"ayi_session={token}", HEADER: csrf_token(token)}


if __name__ == "__main__":
    raise SystemExit(main())
