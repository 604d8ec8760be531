"""Her copy holds what is kept, says what it is, and leaves out who of the staff it was."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence

import pytest
from pydantic import BaseModel

from assistant.interview.repository import RecordingRepository
from assistant.interview.tables import RecordingRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.review.export import ExportService
from tests.review.trust_people import CLERK, WORDS, Trust, enter, her, trust


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    await enter(made)
    await made.consent("publish")
    await made.cleared()
    await made.publication.publish(CLERK, "int_1")
    return made


async def recorded(rooms: Trust, name: str, data: bytes | None) -> None:
    key = f"interviews/int_1/{name}.wav"
    if data is not None:
        await rooms.blobs.put(key, data)
    async with rooms.database.session() as session:
        RecordingRepository(session).add(
            RecordingRow(
                id=name,
                interview_id="int_1",
                client_turn_id=name,
                blob_key=key,
                media_type="audio/wav",
                bytes=1,
                status="heard",
                failures=0,
                transcript={"text": "我姓王"},
                created_at=rooms.clock.now(),
                expires_at=rooms.clock.now(),
            )
        )


async def test_words_facts_consents_decisions_cards_and_recordings_are_in_it(rooms: Trust) -> None:
    await recorded(rooms, "rec_1", b"RIFF")
    await recorded(rooms, "rec_2", None)
    service = ExportService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.consents)
    with await service.pack(her(), "int_1") as archive, zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        read = {name: packed.read(name).decode() for name in names if name.endswith((".json", ".txt"))}
        sound = packed.read("recordings/rec_1.wav")
    assert all(text in read["interview.json"] for text in WORDS)
    assert {fact["field"] for fact in json.loads(read["facts.json"])} >= {"name", "phone", "jobs"}
    assert [entry["layer"] for entry in json.loads(read["consents.json"])] == ["interview", "keep", "publish"]
    review = json.loads(read["review.json"])
    assert review["status"] == "published"
    assert review["decisions"][-1]["action"] == "publish"
    assert json.loads(read["cards.json"])[0]["state"] == "active"
    assert "我姓王" in read["recordings.json"]
    assert sound == b"RIFF"
    assert "recordings/rec_2.wav" not in names, "a file whose time was over is not in it, and stops nothing"
    assert CLERK.name not in "".join(read.values())
    assert "全部内容" in read["README.txt"]
    assert "everything" in read["README.txt"]


async def test_what_households_asked_of_her_and_her_answers_are_in_it(rooms: Trust) -> None:
    class Asked(BaseModel):
        state: str

    class Orders:
        async def worker_orders(self, actor: Actor, language: Language) -> Sequence[Asked]:
            assert (actor.id, actor.role, language) == ("int_1", "worker", "zh")
            return [Asked(state="worker_agreed")]

    service = ExportService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.consents, orders=Orders())
    with await service.pack(her(), "int_1") as archive, zipfile.ZipFile(archive) as packed:
        assert json.loads(packed.read("requests.json")) == [{"state": "worker_agreed"}]
        assert "requests.json" in packed.read("README.txt").decode()


async def test_that_a_copy_was_made_stands_in_the_trail(rooms: Trust) -> None:
    service = ExportService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.consents)
    (await service.pack(her(), "int_1")).close()
    async with rooms.database.reading() as session:
        assert await rooms.trail.find(session, CLERK.agency_id, action="person.export")


async def test_there_is_none_of_somebody_who_is_not_there(rooms: Trust) -> None:
    service = ExportService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.consents)
    with pytest.raises(NotFoundError):
        await service.pack(her("int_9"), "int_9")
