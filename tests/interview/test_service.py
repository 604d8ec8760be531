"""Interviews kept: one transaction a turn, on PostgreSQL as on SQLite."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.interview.service import InterviewService
from assistant.interview.state import Phase
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError, UnauthorizedError
from assistant.kit.settings import Settings
from assistant.wiring import interview_service, opened_database


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


async def test_what_is_past_its_time_is_deleted_and_the_rest_is_not(
    service: InterviewService, clock: FixedClock
) -> None:
    old = await service.open("zh", None, "text")
    clock.advance(days=20)
    new = await service.open("zh", None, "text")
    clock.advance(days=15)
    assert await service.purge() == 1
    with pytest.raises(NotFoundError):
        await service.view(old.id, old.token)
    assert (await service.view(new.id, new.token)).id == new.id
