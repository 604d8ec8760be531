"""Cards, photos and erasures as the database keeps them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.review.trust_repository import TrustRepository
from assistant.review.trust_tables import CardRow, ErasureRow
from tests.review.trust_people import AGENCY, Trust, enter, trust


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    await enter(made)
    async with database.session() as session:
        for code, state, indexed, days in (
            ("A", "withdrawn", False, 10),
            ("B", "active", False, 10),
            ("C", "expired", True, -1),
        ):
            TrustRepository(session).add(
                CardRow(
                    code=code,
                    interview_id="int_1",
                    agency_id=AGENCY,
                    state=state,
                    published=None,
                    issued_by="acc_1",
                    issued_at=clock.now(),
                    valid_until=clock.now() + timedelta(days=days),
                    indexed=indexed,
                )
            )
    return made


async def test_the_good_card_the_overdue_and_the_unsettled_are_found(rooms: Trust) -> None:
    async with rooms.database.reading() as session:
        repository = TrustRepository(session)
        active = await repository.active_card("int_1")
        assert active is not None
        assert active.code == "B"
        assert {row.code for row in await repository.unsettled()} == {"B", "C"}
        assert await repository.overdue(rooms.clock.now()) == []
        assert [row.code for row in await repository.overdue(rooms.clock.now() + timedelta(days=11))] == ["B"]
        assert [row.code for row in await repository.cards("int_1")] == ["A", "B", "C"]
        assert await repository.cards("int_2") == []


async def test_an_erasure_is_open_until_it_is_done(rooms: Trust) -> None:
    async with rooms.database.session() as session:
        row = ErasureRow(interview_id="int_9", agency_id=AGENCY, why="own_wish", at=rooms.clock.now())
        TrustRepository(session).add(row)
    async with rooms.database.session() as session:
        (found,) = await TrustRepository(session).unfinished_erasures()
        found.done_at = rooms.clock.now()
    async with rooms.database.reading() as session:
        assert await TrustRepository(session).unfinished_erasures() == []
