"""Her photo is hers: kept by her consent, on the card only after people looked, gone when she says so."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.photos import PhotoService
from tests.review.trust_people import CLERK, Trust, enter, her, trust


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 120), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    await enter(made)
    await made.consent("publish", "video")
    await made.cleared()
    return made


@pytest.fixture
def photos(rooms: Trust) -> PhotoService:
    pool = WorkerPool(1, 4, 30.0)
    return PhotoService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.consents, rooms.publication, pool)


async def test_without_her_consent_none_is_kept(rooms: Trust, photos: PhotoService) -> None:
    await rooms.choices.choose(her(), "int_1", "video", given=False)
    with pytest.raises(ConflictError):
        await photos.put(her(), "int_1", picture("red"))
    with pytest.raises(NotFoundError):
        await photos.of("int_1")


async def test_it_goes_on_the_card_with_the_next_publication(rooms: Trust, photos: PhotoService) -> None:
    await photos.put(her(), "int_1", picture("red"))
    card = await rooms.publication.publish(CLERK, "int_1")
    assert await photos.on_card(card) == await photos.of("int_1")


async def test_a_new_picture_nobody_looked_at_is_on_no_card(rooms: Trust, photos: PhotoService) -> None:
    await photos.put(her(), "int_1", picture("red"))
    card = await rooms.publication.publish(CLERK, "int_1")
    await photos.put(her(), "int_1", picture("blue"))
    assert await photos.on_card(card) is None, "a card read before the change shows nothing either"
    now = await rooms.publication.card_of("int_1")
    assert now.good
    assert await photos.on_card(now) is None
    kept = await rooms.blobs.settled("photos", rooms.clock.now().replace(year=2100))
    assert len(kept) == 1, "the older picture is gone"


async def test_taken_away_it_is_gone(rooms: Trust, photos: PhotoService) -> None:
    await photos.put(her(), "int_1", picture("red"))
    card = await rooms.publication.publish(CLERK, "int_1")
    await photos.remove(her(), "int_1")
    assert await photos.on_card(card) is None
    assert await rooms.blobs.settled("photos", rooms.clock.now().replace(year=2100)) == []
    await photos.remove(her(), "int_1")


async def test_what_is_no_picture_is_refused_and_the_old_one_stays(photos: PhotoService) -> None:
    await photos.put(her(), "int_1", picture("red"))
    with pytest.raises(BadInputError):
        await photos.put(her(), "int_1", b"<svg onload='x'/>")
    assert await photos.of("int_1")
