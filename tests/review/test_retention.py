"""What is past its time goes by itself, class by class, and one job that fails stops no other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.review.erasure import ErasureService
from assistant.review.repository import ReviewRepository
from assistant.review.retention import RetentionService, classes
from assistant.review.tables import PaperRow
from tests.review.trust_people import AGENCY, CLERK, Trust, enter, trust


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    await enter(made)
    await made.consent("publish")
    await made.cleared()
    return made


@pytest.fixture
def retention(rooms: Trust) -> RetentionService:
    erasure = ErasureService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.publication)
    return RetentionService(
        rooms.database, rooms.clock, rooms.settings, rooms.blobs, rooms.trail, erasure, rooms.publication
    )


async def paper(rooms: Trust) -> None:
    await rooms.blobs.put("papers/int_1/paper_1.bin", b"sealed")
    async with rooms.database.session() as session:
        ReviewRepository(session).add(
            PaperRow(
                id="paper_1",
                interview_id="int_1",
                agency_id=AGENCY,
                what="health",
                blob_key="papers/int_1/paper_1.bin",
                media_type="image/jpeg",
                bytes=6,
                pages=1,
                added_by=CLERK.id,
                added_at=rooms.clock.now(),
            )
        )


async def test_before_its_time_nothing_goes(rooms: Trust, retention: RetentionService) -> None:
    await paper(rooms)
    assert await retention.run() == {"resumed": 0, "cards": 0, "interviews": 0, "papers": 0}


async def test_whose_time_is_over_is_erased_wholly(
    rooms: Trust, retention: RetentionService, clock: FixedClock
) -> None:
    clock.advance(days=31)
    assert (await retention.run())["interviews"] == 1
    async with rooms.database.reading() as session:
        assert await InterviewRepository(session).get("int_1") is None
        assert await rooms.trail.find(session, AGENCY, action="person.erase")


async def test_whoever_is_published_is_kept_as_long_as_her_card(
    rooms: Trust, retention: RetentionService, clock: FixedClock
) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    clock.advance(days=31)
    assert (await retention.run())["interviews"] == 0
    clock.advance(seconds=(card.valid_until - clock.now() + timedelta(minutes=1)).total_seconds())
    done = await retention.run()
    assert (done["cards"], done["interviews"]) == (1, 1)


async def test_proof_documents_go_after_their_own_time_and_what_was_checked_stays(
    rooms: Trust, retention: RetentionService, clock: FixedClock, settings: Settings
) -> None:
    await paper(rooms)
    await rooms.publication.publish(CLERK, "int_1")
    clock.advance(days=settings.paper_days, seconds=1)
    assert (await retention.run())["papers"] == 1
    assert not await rooms.blobs.delete("papers/int_1/paper_1.bin")
    async with rooms.database.reading() as session:
        assert len(await ReviewRepository(session).checks("int_1")) == 2
    assert (await retention.run())["papers"] == 0


async def test_one_job_that_fails_stops_no_other(
    rooms: Trust, retention: RetentionService, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken() -> int:
        raise RuntimeError

    monkeypatch.setattr(rooms.publication, "settle", broken)
    clock.advance(days=31)
    assert await retention.run() == {"resumed": 0, "interviews": 1, "papers": 0}


def test_every_class_says_its_days(settings: Settings) -> None:
    assert {each.id: each.days for each in classes(settings)}["papers"] == settings.paper_days
