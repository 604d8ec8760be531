"""Nothing goes out that she did not agree to and nobody looked at; what is withdrawn is gone everywhere at once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.repository import InterviewRepository
from assistant.kit import migrations
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError
from assistant.kit.people import Actor
from assistant.kit.reseal_repository import reseal
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.review.consents import Layer
from assistant.review.erasure import ErasureService
from assistant.review.fairness_service import FairnessService
from assistant.review.states import Status
from assistant.review.trust_repository import TrustRepository
from tests.review.trust_people import CLERK, Trust, enter, her, trust


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    """An approved file, cleared, with her consent to publication."""
    made = trust(database, clock, settings)
    await enter(made)
    await made.consent("publish")
    await made.cleared()
    return made


async def test_consent_approval_and_papers_together_make_a_card_and_let_her_be_found(rooms: Trust) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    assert card.good
    assert await rooms.status() == "published"
    assert await rooms.shelf.has("int_1")
    shown = await rooms.publication.card(card.code.lower())
    assert shown is not None
    assert shown.worker is not None
    assert shown.worker.display_name == "王阿姨"
    assert {mark.what for mark in shown.worker.marks} == {"identity", "record_check"}


async def test_what_goes_out_tells_nobody_who_she_is(rooms: Trust) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    assert card.worker is not None
    out = json.dumps(card.worker.model_dump(mode="json"), ensure_ascii=False)
    assert "八千五" in out, "her own words stand under what is published"
    for private in ("秀英", "13812345678", "四十七", "周口", "河南"):
        assert private not in out


@pytest.mark.parametrize("status", ["interviewing", "finished", "in_review", "returned", "declined", "withdrawn"])
async def test_what_nobody_approved_does_not_go_out(rooms: Trust, status: Status) -> None:
    await rooms.stand(status)
    with pytest.raises(ConflictError, match="file_cannot_publish"):
        await rooms.publication.publish(CLERK, "int_1")
    assert not await rooms.shelf.has("int_1")


async def test_without_her_own_yes_to_publication_nothing_goes_out(rooms: Trust) -> None:
    await rooms.choices.choose(her(), "int_1", "publish", given=False)
    await rooms.stand("approved")
    with pytest.raises(ConflictError, match="publish_no_consent"):
        await rooms.publication.publish(CLERK, "int_1")


async def test_near_children_the_record_check_comes_first(rooms: Trust) -> None:
    await rooms.check("record_check", "pending")
    with pytest.raises(ConflictError, match="gate_record_check"):
        await rooms.publication.publish(CLERK, "int_1")
    await rooms.check("record_check", "not_cleared")
    with pytest.raises(ConflictError, match="gate_not_cleared"):
        await rooms.publication.publish(CLERK, "int_1")


async def test_a_paper_whose_day_is_over_holds_it_up(rooms: Trust, clock: FixedClock) -> None:
    await rooms.check("health", "passed", clock.today() - timedelta(days=1))
    with pytest.raises(ConflictError, match="publish_paper_ended"):
        await rooms.publication.publish(CLERK, "int_1")


async def test_another_agencys_clerk_finds_no_file(rooms: Trust) -> None:
    with pytest.raises(NotFoundError):
        await rooms.publication.publish(Actor("acc_9", "owner", "south"), "int_1")


@pytest.mark.parametrize("layer", ["publish", "keep", "interview", "background_check"])
async def test_one_tap_of_hers_takes_her_out_everywhere_at_once(rooms: Trust, layer: Layer) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    await rooms.choices.choose(her(), "int_1", layer, given=False)
    assert await rooms.publication.card(card.code) is None
    assert not await rooms.shelf.has("int_1")
    assert await rooms.status() == "withdrawn"
    with pytest.raises(NotFoundError):
        await rooms.publication.card_of("int_1")


async def test_households_that_wait_for_her_hear_of_it_in_the_same_step(rooms: Trust) -> None:
    heard: list[str] = []

    class Requests:
        async def withdrawn(self, session: AsyncSession, worker_id: str) -> None:
            assert session.in_transaction()
            heard.append(worker_id)

    rooms.publication._requests = Requests()
    await rooms.publication.publish(CLERK, "int_1")
    assert heard == []
    await rooms.choices.withdraw(her(), "int_1")
    assert heard == ["int_1"]


async def test_what_is_withdrawn_is_not_even_kept_on_the_dead_card(rooms: Trust) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    await rooms.choices.withdraw(her(), "int_1")
    async with rooms.database.reading() as session:
        row = await TrustRepository(session).card(card.code)
    assert row is not None
    assert (row.state, row.published, row.indexed, row.ended_why) == ("withdrawn", None, False, "own_wish")


async def test_without_the_consent_it_rests_on_everything_goes_after_the_time_for_second_thoughts(
    rooms: Trust, clock: FixedClock, settings: Settings
) -> None:
    await rooms.choices.choose(her(), "int_1", "keep", given=False)
    clock.advance(days=settings.withdrawn_days, seconds=1)
    assert await rooms.interviews.purge() == 1


async def test_a_card_comes_back_only_with_a_new_code(rooms: Trust) -> None:
    first = await rooms.publication.publish(CLERK, "int_1")
    await rooms.choices.withdraw(her(), "int_1")
    await rooms.consent("publish")
    await rooms.stand("approved")
    second = await rooms.publication.publish(CLERK, "int_1")
    assert second.code != first.code
    assert await rooms.publication.card(first.code) is None
    assert (await rooms.publication.card_of("int_1")).code == second.code


async def test_a_card_ends_with_its_first_paper_without_anybody_doing_anything(rooms: Trust, clock: FixedClock) -> None:
    last = clock.today() + timedelta(days=20)
    await rooms.check("health", "passed", last)
    card = await rooms.publication.publish(CLERK, "int_1")
    assert card.worker is not None
    assert card.worker.valid_until == card.valid_until
    clock.advance(days=20)
    assert await rooms.publication.card(card.code) is not None, "it still holds on its last day"
    clock.advance(days=1)
    assert await rooms.publication.card(card.code) is None
    assert await rooms.publication.settle() == 1
    assert await rooms.status() == "expired"
    assert not await rooms.shelf.has("int_1")


async def test_a_publication_the_search_missed_is_taken_up_again(rooms: Trust) -> None:
    rooms.shelf.broken = True
    card = await rooms.publication.publish(CLERK, "int_1")
    assert card.good
    assert not await rooms.shelf.has("int_1")
    rooms.shelf.broken = False
    assert await rooms.publication.settle() == 1
    assert await rooms.shelf.has("int_1")
    assert await rooms.publication.settle() == 0


async def test_a_publication_the_search_missed_and_she_withdrew_is_not(rooms: Trust) -> None:
    rooms.shelf.broken = True
    await rooms.publication.publish(CLERK, "int_1")
    await rooms.choices.withdraw(her(), "int_1")
    rooms.shelf.broken = False
    await rooms.publication.settle()
    assert not await rooms.shelf.has("int_1")


async def test_a_clerks_withdrawal_ends_the_card_too(rooms: Trust) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    await rooms.publication.withdraw(CLERK, "int_1", "own_wish")
    assert await rooms.publication.card(card.code) is None
    assert await rooms.status() == "withdrawn"


async def test_everything_that_was_done_stands_in_the_trail(rooms: Trust) -> None:
    await rooms.publication.publish(CLERK, "int_1")
    await rooms.choices.withdraw(her(), "int_1")
    async with rooms.database.reading() as session:
        actions = [entry.action for entry in await rooms.trail.find(session, CLERK.agency_id, subject="int_1")]
    assert actions[:5] == ["card.end", "file.withdraw", "consent.withdraw", "card.issue", "file.publish"]
    assert (await rooms.trail.verify(rooms.database)).whole


async def test_a_made_up_code_opens_nothing(rooms: Trust) -> None:
    card = await rooms.publication.publish(CLERK, "int_1")
    other = card.code[:-1] + ("2" if card.code[-1] != "2" else "3")
    assert await rooms.publication.card(other) is None
    assert await rooms.publication.card("") is None


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
async def test_on_postgresql_the_whole_way_is_the_same(
    postgres_url: str, clock: FixedClock, settings: Settings
) -> None:
    database = Database(postgres_url.replace("postgresql://", "postgresql+asyncpg://"), sealer_of(settings))
    try:
        await migrations.upgrade(database)
        rooms = trust(database, clock, settings)
        await enter(rooms)
        await rooms.consent("publish")
        await rooms.cleared()
        card = await rooms.publication.publish(CLERK, "int_1")
        assert await rooms.shelf.has("int_1")
        await reseal(database)
        await rooms.choices.withdraw(her(), "int_1")
        assert await rooms.publication.card(card.code) is None
        assert not await rooms.shelf.has("int_1")
        fairness = FairnessService(database, clock)
        await fairness.shown(["int_1"])
        assert (await fairness.report(CLERK.agency_id or "", "2026-11", "2026-11", "zh")).rows
        erasure = ErasureService(
            database, clock, rooms.blobs, rooms.trail, rooms.publication, keep_counts=fairness.keep_counts
        )
        await erasure.erase(her(), "int_1", "own_wish")
        async with database.reading() as session:
            assert await InterviewRepository(session).get("int_1") is None
        assert (await rooms.trail.verify(database)).whole
        with pytest.raises(DBAPIError, match="only added"):
            async with database.session() as session:
                await session.execute(text("DELETE FROM audit_entries"))
    finally:
        await database.close()
