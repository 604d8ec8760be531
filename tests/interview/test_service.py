"""Interviews kept: one transaction a turn, on PostgreSQL as on SQLite."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.book import load
from assistant.interview.repository import InterviewRepository
from assistant.interview.service import InterviewService
from assistant.interview.sources import Folders
from assistant.interview.state import Phase, ReviewerQuestion
from assistant.interview.watching import Change, Watcher
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError, UnauthorizedError
from assistant.kit.settings import Settings
from assistant.profile.model import Range, Topic
from assistant.wiring import blob_store, interview_service, opened_database


@pytest.fixture
def service(database: Database, settings: Settings, clock: FixedClock) -> InterviewService:
    return interview_service(database, settings, clock)


async def walk(service: InterviewService) -> None:
    """One interview from greeting to deletion, with a repeated send and a race in between."""
    opened = await service.open("zh", None, "text")
    await service.answer(opened.id, opened.token, "同意")
    first = await service.answer(opened.id, opened.token, "我叫王芳", "c1")
    assert await service.answer(opened.id, opened.token, "我叫王芳", "c1") == first
    texts = ["做了八年月嫂", "河南周口的", "会拍嗝", "月休四天"]
    await asyncio.gather(*(service.answer(opened.id, opened.token, text) for text in texts))
    view = await service.view(opened.id, opened.token)
    profile = view.folded.profile.wire()
    assert profile["name"] == "王芳"
    assert profile["hometown"] == {"province": "河南", "city": "周口"}
    assert profile["rest_days_per_month"] == {"min": 4, "max": 4}
    assert view.phase is Phase.ASKING
    await service.delete(opened.id, opened.token)
    with pytest.raises(NotFoundError):
        await service.view(opened.id, opened.token)


async def test_on_sqlite(service: InterviewService) -> None:
    await walk(service)


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_on_postgresql(postgres_url: str, tmp_path: Path, clock: FixedClock) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=postgres_url)
    async with opened_database(settings) as database:
        await walk(interview_service(database, settings, clock))


async def test_a_token_is_needed_and_only_its_own_opens(service: InterviewService) -> None:
    one, other = await service.open("zh", None, "text"), await service.open("zh", None, "text")
    for token in (None, "", "x", other.token):
        with pytest.raises(UnauthorizedError):
            await service.view(one.id, token)


async def test_without_consent_nothing_is_kept(service: InterviewService) -> None:
    opened = await service.open("zh", None, "text")
    await service.answer(opened.id, opened.token, "我叫王芳")
    for _ in range(3):
        try:
            await service.answer(opened.id, opened.token, "不同意")
        except ConflictError:
            break
    view = await service.view(opened.id, opened.token)
    assert view.phase is Phase.DECLINED
    assert view.facts == []
    assert [line for line in view.transcript if line.role == "worker"] == []


async def test_a_yes_at_the_end_confirms_what_was_read_back(service: InterviewService) -> None:
    opened = await service.open("zh", None, "text")
    await service.answer(opened.id, opened.token, "同意")
    await service.answer(opened.id, opened.token, "我叫王芳，做月嫂")
    for _ in range(80):
        response = await service.answer(opened.id, opened.token, "不知道")
        if response.reply.asking == "confirm":
            break
    await service.answer(opened.id, opened.token, "都对")
    view = await service.view(opened.id, opened.token)
    assert view.phase is Phase.DONE
    assert {fact.status for fact in view.folded.live} == {"confirmed"}


async def test_an_interview_has_an_end_to_its_length(database: Database, settings: Settings, clock: FixedClock) -> None:
    short = interview_service(database, settings.model_copy(update={"max_turns": 2}), clock)
    opened = await short.open("zh", None, "text")
    for text in ("同意", "我叫王芳"):
        await short.answer(opened.id, opened.token, text)
    with pytest.raises(ConflictError):
        await short.answer(opened.id, opened.token, "做月嫂")
    assert (await short.view(opened.id, opened.token)).folded.profile.name == "王芳"


class Seen:
    """A watcher that writes down what it is told."""

    def __init__(self) -> None:
        self.changes: list[tuple[str, int, list[str]]] = []
        self.gone: list[str] = []

    async def changed(self, session: AsyncSession, change: Change) -> None:
        facts = await InterviewRepository(session).facts(change.row.id)
        self.changes.append((change.row.phase, len(facts), [event.kind.value for event in change.events]))

    async def forgotten(self, interview_ids: Sequence[str]) -> None:
        self.gone += interview_ids


def watched(database: Database, settings: Settings, clock: FixedClock, watcher: Watcher) -> InterviewService:
    book = load(Folders.below(None))
    return InterviewService(database, clock, settings, book, blob_store(settings), watchers=[watcher])


async def test_a_watcher_sees_every_turn_with_its_facts(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    seen = Seen()
    service = watched(database, settings, clock, seen)
    opened = await service.open("zh", None, "text")
    await service.answer(opened.id, opened.token, "同意")
    await service.answer(opened.id, opened.token, "我叫王芳")
    await service.delete(opened.id, opened.token)
    assert seen.changes == [("consent", 0, []), ("asking", 0, ["consent_given"]), ("asking", 1, [])]
    assert seen.gone == [opened.id]


async def test_a_turn_its_watcher_cannot_follow_is_not_taken(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    class Failing(Seen):
        async def changed(self, session: AsyncSession, change: Change) -> None:
            del session
            if change.events:
                raise RuntimeError("no room")

    service = watched(database, settings, clock, Failing())
    opened = await service.open("zh", None, "text")
    with pytest.raises(RuntimeError):
        await service.answer(opened.id, opened.token, "同意")
    assert (await service.view(opened.id, opened.token)).phase is Phase.CONSENT


YEARS = ReviewerQuestion(id="q1", text="到底做了几年？", topic=Topic.EXPERIENCE, fields=("years_experience",))


async def test_a_persons_question_is_put_and_answered(service: InterviewService, database: Database) -> None:
    opened = await service.open("zh", None, "text")
    for text in ("同意", "我叫王芳，做了五年月嫂"):
        await service.answer(opened.id, opened.token, text)
    await service.finish(opened.id, opened.token)
    async with database.session() as session:
        put = await service.put_questions(session, opened.id, [YEARS])
        token = service.new_key(session, opened.id, days=14)
    assert put.reply.text.endswith(YEARS.text)
    assert (await service.view(opened.id, token)).reply.text == put.reply.text
    answered = await service.answer(opened.id, token, "八年")
    assert answered.reply.done
    view = await service.view(opened.id, opened.token)
    assert view.phase is Phase.DONE
    assert view.folded.profile.years_experience == Range(min=8, max=8)
    assert not [conflict for conflict in view.folded.conflicts if conflict.field == "years_experience"]


async def test_the_link_a_question_came_with_opens_only_for_a_while(
    service: InterviewService, database: Database, clock: FixedClock
) -> None:
    opened = await service.open("zh", None, "text")
    async with database.session() as session:
        token = service.new_key(session, opened.id, days=14)
    clock.advance(days=13)
    await service.view(opened.id, token)
    clock.advance(days=1)
    with pytest.raises(UnauthorizedError):
        await service.view(opened.id, token)


async def test_nobody_is_asked_who_has_not_agreed(service: InterviewService, database: Database) -> None:
    opened = await service.open("zh", None, "text")
    async with database.session() as session:
        with pytest.raises(ConflictError):
            await service.put_questions(session, opened.id, [YEARS])
        with pytest.raises(NotFoundError):
            await service.put_questions(session, "int_X", [YEARS])
