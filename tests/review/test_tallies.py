"""What is kept of everybody says at every moment what working it out anew would say, and is worked out only then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import RecordingRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.profile.model import Fact
from assistant.review.fairness import FairnessReport
from assistant.review.fairness_service import FairnessService
from assistant.review.model import AskedField, Return
from assistant.review.repository import ReviewRepository
from assistant.review.tallies import Progress
from assistant.review.trust_tables import TallyRow
from assistant.speech.model import Transcript
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.wiring import opened_database
from tests.review.trust_people import AGENCY, CLERK, Trust, enter, trust


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    for name in ("int_1", "int_2", "int_3"):
        await enter(made, name)
    return made


@pytest.fixture
def fairness(rooms: Trust) -> FairnessService:
    return FairnessService(rooms.database, rooms.clock)


async def shown(fairness: FairnessService, progress: Progress | None = None) -> FairnessReport:
    return await fairness.report(AGENCY, "2020-01", "2030-12", "zh", progress)


async def anew(rooms: Trust) -> FairnessReport:
    """The slow computation: from every word, with nothing kept."""
    async with rooms.database.session() as session:
        await session.execute(delete(TallyRow))
    return await shown(FairnessService(rooms.database, rooms.clock))


async def more_said(rooms: Trust) -> None:
    facts = read("我是四川南充的，今年五十二", Context(today=rooms.clock.today(), language="zh"), "t").facts
    await add(rooms, list(facts))


async def edited(rooms: Trust) -> None:
    fact = Fact(field="gender", value="female", quote="女", turn_id="n", start=0, end=1, source="recruiter")
    await add(rooms, [fact])


async def add(rooms: Trust, facts: list[Fact]) -> None:
    async with rooms.database.session() as session:
        repository = InterviewRepository(session)
        await repository.add_facts("int_1", facts, len(await repository.facts("int_1")), rooms.clock.now())


async def taken_a_turn(rooms: Trust) -> None:
    rooms.clock.advance(minutes=1)
    async with rooms.database.session() as session:
        row = await InterviewRepository(session).get("int_1")
        assert row is not None
        row.state = row.state | {"phase": "asking"}
        row.updated_at, row.turns = rooms.clock.now(), row.turns + 1


async def spoken(rooms: Trust) -> None:
    now = rooms.clock.now()
    transcript = Transcript(text="我叫王秀英", heard="我叫王秀英", language="zh", confidence=0.4, seconds=2.0)
    async with rooms.database.session() as session:
        session.add(
            RecordingRow(
                id="rec_1",
                interview_id="int_1",
                turn_id=None,
                client_turn_id="c",
                blob_key="k",
                media_type="audio/webm",
                bytes=1,
                seconds=2.0,
                status="heard",
                failures=0,
                transcript=transcript.model_dump(mode="json"),
                created_at=now,
                expires_at=now,
            )
        )


async def recording_gone(rooms: Trust) -> None:
    await spoken(rooms)
    async with rooms.database.session() as session:
        await session.execute(delete(RecordingRow))


async def decided(rooms: Trust) -> None:
    await rooms.consent("publish")
    await rooms.cleared()
    await rooms.publication.publish(CLERK, "int_1")


async def words_withdrawn(rooms: Trust) -> None:
    async with rooms.database.session() as session:
        await InterviewRepository(session).erase_words("int_1")


async def erased(rooms: Trust) -> None:
    service = FairnessService(rooms.database, rooms.clock)
    async with rooms.database.session() as session:
        row = await InterviewRepository(session).get("int_1", lock=True)
        assert row is not None
        await service.keep_counts(session, row)
        await InterviewRepository(session).delete("int_1")


HAPPENINGS = (more_said, edited, taken_a_turn, spoken, recording_gone, decided, words_withdrawn, erased)


@pytest.mark.parametrize("happening", HAPPENINGS, ids=lambda each: each.__name__)
async def test_after_whatever_happens_the_quick_report_is_the_slow_one(
    rooms: Trust, fairness: FairnessService, happening: Callable[[Trust], Awaitable[None]]
) -> None:
    assert (await shown(fairness)).rows
    await happening(rooms)
    assert await shown(fairness) == await anew(rooms)


async def test_whoever_is_asked_back_has_not_lost_her_interview(rooms: Trust, fairness: FairnessService) -> None:
    def completed(report: FairnessReport) -> list[float]:
        return [row.had for row in report.rows if (row.stage, row.kind) == ("completion", "sex")]

    assert completed(await shown(fairness)) == [3]
    await rooms.stand("in_review")
    questions = [AskedField(text="健康证什么时候到期？")]
    await rooms.review.return_to_her(CLERK, "int_1", Return(version=1, questions=questions))
    async with rooms.database.reading() as session:
        row = await InterviewRepository(session).get("int_1")
    assert row is not None
    assert row.phase != "done"
    assert completed(await shown(fairness)) == [3]


async def test_only_whoever_said_more_is_worked_out_again(rooms: Trust, fairness: FairnessService) -> None:
    assert await fairness.keep_up() == 3
    assert await fairness.keep_up() == 0
    await more_said(rooms)
    progress = Progress()
    await shown(fairness, progress)
    assert (progress.of, progress.done, progress.made) == (3, 3, 1)


async def test_what_is_kept_lies_sealed_and_goes_with_her_words(rooms: Trust, fairness: FairnessService) -> None:
    await fairness.keep_up()
    async with rooms.database.reading() as session:
        (kept,) = (
            await session.execute(text("SELECT tally FROM fairness_tallies WHERE interview_id = 'int_1'"))
        ).scalars()
    assert "河南" not in kept
    assert "40-49" not in kept
    async with rooms.database.session() as session:
        await ReviewRepository(session).erase("int_1")
    async with rooms.database.reading() as session:
        assert await session.get(TallyRow, "int_1") is None
        assert await session.get(TallyRow, "int_2") is not None


async def test_whoever_is_about_to_be_erased_is_counted_once(rooms: Trust, fairness: FairnessService) -> None:
    before = await shown(fairness)
    async with rooms.database.session() as session:
        row = await InterviewRepository(session).get("int_1", lock=True)
        assert row is not None
        await fairness.keep_counts(session, row)
        statement = "INSERT INTO erasures (interview_id, agency_id, why, at) VALUES ('int_1', :agency, 'own_wish', :at)"
        await session.execute(text(statement), {"agency": AGENCY, "at": rooms.clock.now().isoformat()})
    assert await shown(fairness) == before


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_the_same_on_postgresql(postgres_url: str, tmp_path: Path, clock: FixedClock) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=postgres_url)
    async with opened_database(settings) as database:
        rooms = trust(database, clock, settings)
        await enter(rooms)
        service = FairnessService(database, clock)
        await service.keep_up()
        for happening in (more_said, taken_a_turn, recording_gone, decided):
            await happening(rooms)
            assert await shown(service) == await anew(rooms)
        await service.keep_up()
        assert await service.keep_up() == 0
