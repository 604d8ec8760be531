"""What the interview room's tables give back: in order, by their owner, and gone when they are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.interview.repository import InterviewRepository, RecordingRepository
from assistant.interview.service import InterviewService
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.profile.model import Fact
from assistant.wiring import interview_service


@pytest.fixture
def service(database: Database, settings: Settings, clock: FixedClock) -> InterviewService:
    return interview_service(database, settings, clock)


def told(words: str) -> Fact:
    return Fact(field="name", value=words, quote=words, start=0, end=len(words))


async def test_facts_come_back_in_the_order_they_were_told(
    database: Database, service: InterviewService, clock: FixedClock
) -> None:
    opened = await service.open("zh", None, "text")
    names = [told(words) for words in ("王芳", "王方", "汪芳")]
    async with database.session() as session:
        repository = InterviewRepository(session)
        await repository.add_facts(opened.id, names[:2], 0, clock.now())
        await repository.add_facts(opened.id, names[2:], 2, clock.now())
    async with database.reading() as session:
        assert await InterviewRepository(session).facts(opened.id) == names


async def test_a_turn_is_found_by_the_id_its_client_gave_it_in_its_own_interview_only(
    database: Database, service: InterviewService
) -> None:
    one, other = await service.open("zh", None, "text"), await service.open("zh", None, "text")
    answered = await service.answer(one.id, one.token, "同意", "c1")
    async with database.reading() as session:
        repository = InterviewRepository(session)
        found = await repository.turn_of_client(one.id, "c1")
        assert found is not None
        assert found.id == answered.turn_id
        assert await repository.turn_of_client(other.id, "c1") is None
        assert await repository.turn(other.id, answered.turn_id) is None


async def test_an_interview_is_past_its_time_when_its_day_has_come(
    database: Database, service: InterviewService, settings: Settings, clock: FixedClock
) -> None:
    opened = await service.open("zh", None, "text")
    end = clock.now() + timedelta(days=settings.interview_days)
    async with database.reading() as session:
        repository = InterviewRepository(session)
        assert await repository.expired(end) == []
        assert await repository.expired(end + timedelta(seconds=1)) == [opened.id]


async def test_what_is_deleted_leaves_nothing_that_hangs_on_it(database: Database, service: InterviewService) -> None:
    opened = await service.open("zh", None, "text")
    await service.answer(opened.id, opened.token, "同意")
    await service.answer(opened.id, opened.token, "我叫王芳")
    async with database.session() as session:
        repository = InterviewRepository(session)
        assert await repository.delete(opened.id)
        assert not await repository.delete(opened.id)
        assert await repository.facts(opened.id) == []
        assert list(await repository.turns(opened.id)) == []
        assert list(await repository.events(opened.id)) == []
        assert list(await RecordingRepository(session).of_interview(opened.id)) == []
