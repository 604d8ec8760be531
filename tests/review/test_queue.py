"""The queue: filters, search in Chinese, order, pages, counts and saved views, within one agency."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.kit.clock import FixedClock
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review import queue
from assistant.review.model import NewView, QueueQuery, Sort
from assistant.wiring import interview_service, opened_database
from assistant.wiring_review import filing_of, review_rooms
from tests.review.conftest import CHEN, COOK, LI, NANNY, STRANGER, Office

CLEANER = "我叫刘美丽，东家都叫我Mary，做了三年保洁，人在上海"


async def names(office: Office, **query: object) -> list[str]:
    page = await office.rooms.queue.page(LI, QueueQuery.model_validate(query))
    return [row.name for row in page.items]


@pytest.fixture
async def three(office: Office) -> list[str]:
    """王芳, 赵秀兰 and 刘美丽, in this order; the last one has not finished."""
    return [
        await office.interview(COOK),
        await office.interview(NANNY),
        await office.interview(CLEANER, done=False),
    ]


async def test_the_newest_come_first(office: Office, three: list[str]) -> None:
    del three
    assert await names(office) == ["刘美丽", "赵秀兰", "王芳"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": ["finished"]}, ["赵秀兰", "王芳"]),
        ({"job": "childcare_nanny"}, ["赵秀兰"]),
        ({"city": "上海"}, ["刘美丽"]),
        ({"flag": ["record_needed"]}, ["赵秀兰"]),
        ({"verification": ["-identity"]}, ["刘美丽", "赵秀兰", "王芳"]),
        ({"verification": ["identity"]}, []),
        ({"assignee": "none"}, ["刘美丽", "赵秀兰", "王芳"]),
        ({"since": "2026-11-22T11:31:00Z"}, ["刘美丽", "赵秀兰"]),
        ({"until": "2026-11-22T11:31:00Z"}, ["王芳"]),
        ({"q": "王芳"}, ["王芳"]),
        ({"q": "秀兰 育婴"}, ["赵秀兰"]),
        ({"q": "川菜"}, ["王芳"]),
        ({"q": "MARY"}, ["刘美丽"]),
        ({"q": "育儿嫂"}, ["赵秀兰"]),
        ({"q": "nanny"}, ["赵秀兰"]),
        ({"q": "100%"}, []),
        ({"q": "a_b"}, []),
        ({"q": "' OR 1=1 --"}, []),
        ({"q": "王芳", "status": ["interviewing"]}, []),
    ],
)
async def test_what_is_asked_for_is_found(
    office: Office, three: list[str], query: dict[str, object], found: list[str]
) -> None:
    del three
    assert await names(office, **query) == found


async def test_counts_go_by_status_under_the_other_filters(office: Office, three: list[str]) -> None:
    await office.take(three[0])
    page = await office.rooms.queue.page(LI, QueueQuery(status=["finished"]))
    assert page.counts == {"in_review": 1, "finished": 1, "interviewing": 1}
    page = await office.rooms.queue.page(LI, QueueQuery(q="王芳"))
    assert page.counts == {"in_review": 1}


async def test_cities_have_the_names_of_whoever_reads(office: Office, three: list[str]) -> None:
    page = await office.rooms.queue.page(LI, QueueQuery(), "en")
    assert len(page.items) == len(three)
    assert page.city_names["北京"] == "Beijing"
    assert (await office.rooms.queue.page(LI, QueueQuery())).city_names == {}


async def test_ones_own_and_nobodys(office: Office, three: list[str]) -> None:
    await office.take(three[0])
    await office.take(three[1], CHEN)
    assert await names(office, assignee=LI.id) == ["王芳"]
    assert await names(office, assignee="none") == ["刘美丽"]
    page = await office.rooms.queue.page(LI, QueueQuery())
    assert page.people == {LI.id: "李娜", CHEN.id: "陈静"}


@pytest.mark.parametrize(
    "sort", ["said", "-said", "opened", "-opened", "status", "-status", "name", "-name", "percent", "-percent"]
)
async def test_pages_put_together_are_the_whole_in_order(office: Office, sort: Sort) -> None:
    ids = [await office.interview(COOK) for _ in range(4)]
    seen: list[str] = []
    cursor = None
    for _ in range(10):
        page = await office.rooms.queue.page(LI, QueueQuery(sort=sort, limit=2, cursor=cursor))
        seen += [row.id for row in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(ids)
    whole = await office.rooms.queue.page(LI, QueueQuery(sort=sort, limit=50))
    assert seen == [row.id for row in whole.items]


@pytest.mark.parametrize("cursor", ["x", "e30", "WzEsMiwzXQ", "W10", "🙂"])
async def test_a_cursor_of_anothers_making_is_refused(office: Office, cursor: str) -> None:
    with pytest.raises(BadInputError, match="cursor_wrong"):
        await office.rooms.queue.page(LI, QueueQuery(cursor=cursor))


async def test_a_cursor_belongs_to_its_order(office: Office, three: list[str]) -> None:
    del three
    page = await office.rooms.queue.page(LI, QueueQuery(limit=1))
    with pytest.raises(BadInputError, match="cursor_wrong"):
        await office.rooms.queue.page(LI, QueueQuery(limit=1, sort="name", cursor=page.next))


def test_a_query_has_bounds() -> None:
    for wrong in ({"limit": 0}, {"limit": 201}, {"q": "x" * 101}, {"status": ["nice"]}, {"sort": "looks"}):
        with pytest.raises(ValidationError):
            QueueQuery.model_validate(wrong)


async def test_a_view_is_kept_replaced_and_forgotten(office: Office) -> None:
    service = office.rooms.queue
    kept = await service.keep_view(LI, NewView(name="我的育儿嫂", query=QueueQuery(job="childcare_nanny", q="北京")))
    again = await service.keep_view(LI, NewView(name="我的育儿嫂", query=QueueQuery(job="cook")))
    assert again.id == kept.id
    assert [(view.name, view.query.job, view.query.q) for view in await service.views(LI)] == [
        ("我的育儿嫂", "cook", "")
    ]
    assert await service.views(CHEN) == []
    for other in (CHEN, STRANGER):
        with pytest.raises(NotFoundError, match="view_unknown"):
            await service.forget_view(other, kept.id)
    await service.forget_view(LI, kept.id)
    assert await service.views(LI) == []


async def test_there_are_only_so_many_views(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_MOST_VIEWS", 1)
    await office.rooms.queue.keep_view(LI, NewView(name="一", query=QueueQuery()))
    with pytest.raises(ConflictError, match="views_full"):
        await office.rooms.queue.keep_view(LI, NewView(name="二", query=QueueQuery()))


async def test_the_usual_time_on_a_file_is_told(office: Office, three: list[str]) -> None:
    await office.rooms.desk.open(LI, three[0])
    office.clock.advance(seconds=80)
    await office.rooms.review.decline(LI, three[0], await office.decide(three[0], "duplicate", "重复"))
    assert (await office.rooms.queue.page(LI, QueueQuery())).median_seconds == 80


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_the_same_on_postgresql(postgres_url: str, tmp_path: Path, clock: FixedClock) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=postgres_url)
    pool = WorkerPool(1, 2, 60)
    async with opened_database(settings) as database:
        filing = filing_of(database, settings, clock)
        interviews = interview_service(database, settings, clock, watchers=[filing])
        rooms = review_rooms(database, settings, clock, interviews, filing, pool)
        office = Office(database, clock, settings, interviews, rooms, {})
        cook, nanny = await office.interview(COOK), await office.interview(NANNY)
        assert await names(office, q="川菜 王芳") == ["王芳"]
        assert await names(office, flag=["record_needed"], verification=["-identity"]) == ["赵秀兰"]
        page = await rooms.queue.page(LI, QueueQuery(limit=1, sort="name"))
        rest = await rooms.queue.page(LI, QueueQuery(limit=1, sort="name", cursor=page.next))
        assert {page.items[0].id, rest.items[0].id} == {cook, nanny}
        await office.take(cook)
        await office.verify(cook, record=False)
        assert (await office.approve(cook)).status == "approved"
        await interviews.delete(cook, office.tokens[cook])
        assert await names(office) == ["赵秀兰"]
    pool.close()
