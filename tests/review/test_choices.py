"""Each layer opens and shuts what rests on it, in one transaction with what she chose."""

from __future__ import annotations

import pytest

from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError, NotFoundError
from assistant.kit.settings import Settings
from tests.review.trust_people import CLERK, Trust, enter, her, trust


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    await enter(made)
    await made.consent("publish", "video")
    await made.cleared()
    await made.publication.publish(CLERK, "int_1")
    return made


async def test_a_yes_opens_nothing_by_itself(rooms: Trust) -> None:
    await rooms.choices.withdraw(her(), "int_1")
    await rooms.choices.choose(her(), "int_1", "publish", given=True)
    assert await rooms.status() == "withdrawn", "people look again before she goes out again"
    assert not await rooms.shelf.has("int_1")


async def test_taking_back_the_photo_leaves_the_card(rooms: Trust) -> None:
    await rooms.choices.choose(her(), "int_1", "video", given=False)
    assert (await rooms.publication.card_of("int_1")).good
    assert await rooms.shelf.has("int_1")


async def test_taking_back_what_all_rests_on_shortens_how_long_it_is_kept(rooms: Trust, settings: Settings) -> None:
    await rooms.choices.choose(her(), "int_1", "interview", given=False)
    async with rooms.database.reading() as session:
        row = await InterviewRepository(session).get("int_1")
    assert row is not None
    assert (row.expires_at - rooms.clock.now()).days == settings.withdrawn_days


async def test_what_could_not_be_written_down_changes_nothing(rooms: Trust) -> None:
    with pytest.raises(ConflictError):
        await rooms.choices.choose(her(), "int_1", "publish", given=True, version="1999")
    assert (await rooms.publication.card_of("int_1")).good
    with pytest.raises(NotFoundError):
        await rooms.choices.choose(her("int_9"), "int_9", "publish", given=False)
