"""Everything of one person goes and nothing of anybody else; what was interrupted is finished.

That nothing is left in any store of the whole product is shown in tests/api/test_privacy.py.
"""

from __future__ import annotations

import pytest

from assistant.consumer.repository import ChatRepository
from assistant.consumer.tables import ChatMessageRow, ChatRow
from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.settings import Settings
from assistant.review.erasure import FOLDERS, ErasureService
from assistant.review.erasure_repository import ErasureRepository
from assistant.review.forgetting import mentions, without
from assistant.review.trust_repository import TrustRepository
from tests.review.trust_people import AGENCY, CLERK, Trust, enter, her, trust


class Orders:
    """Remembers whom it was told to forget; fails when told to."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []
        self.broken = False

    async def forget_worker(self, worker_id: str) -> None:
        if self.broken:
            raise RuntimeError
        self.forgotten.append(worker_id)


@pytest.fixture
def orders() -> Orders:
    return Orders()


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    for name in ("int_1", "int_2"):
        await enter(made, name)
    await made.consent("publish")
    await made.cleared()
    await made.publication.publish(CLERK, "int_1")
    for folder in FOLDERS:
        for name in ("int_1", "int_2"):
            await made.blobs.put(f"{folder}/{name}/x.bin", b"x")
    return made


@pytest.fixture
def erasure(rooms: Trust, orders: Orders) -> ErasureService:
    return ErasureService(rooms.database, rooms.clock, rooms.blobs, rooms.trail, rooms.publication, orders)


async def test_one_goes_and_the_other_stays(rooms: Trust, erasure: ErasureService, orders: Orders) -> None:
    await erasure.erase(her(), "int_1", "own_wish")
    async with rooms.database.reading() as session:
        repository = InterviewRepository(session)
        assert await repository.get("int_1") is None
        assert await repository.facts("int_1") == []
        assert await repository.get("int_2") is not None
        assert len(await repository.facts("int_2")) > 5
        row = await TrustRepository(session).erasure("int_1")
    assert row is not None
    assert row.done_at is not None
    assert orders.forgotten == ["int_1"]
    assert not await rooms.shelf.has("int_1")
    left = await rooms.blobs.settled("interviews", rooms.clock.now().replace(year=2100))
    assert left == ["interviews/int_2/x.bin"]
    with pytest.raises(NotFoundError):
        await erasure.erase(her(), "int_1", "own_wish")


async def test_the_trail_keeps_that_and_why_and_nothing_more(rooms: Trust, erasure: ErasureService) -> None:
    await erasure.erase(her(), "int_1", "own_wish")
    async with rooms.database.reading() as session:
        (entry,) = await rooms.trail.find(session, AGENCY, action="person.erase")
    assert (entry.subject, entry.detail) == ("int_1", {"why": "own_wish"})
    assert (await rooms.trail.verify(rooms.database)).whole


async def test_what_was_interrupted_is_finished_and_she_is_out_of_sight_meanwhile(
    rooms: Trust, erasure: ErasureService, orders: Orders
) -> None:
    card = await rooms.publication.card_of("int_1")
    orders.broken = True
    with pytest.raises(RuntimeError):
        await erasure.erase(her(), "int_1", "own_wish")
    assert await rooms.publication.card(card.code) is None
    assert not await rooms.shelf.has("int_1")
    orders.broken = False
    assert await erasure.resume() == 1
    async with rooms.database.reading() as session:
        assert await InterviewRepository(session).get("int_1") is None
    assert await erasure.resume() == 0


async def test_what_a_consumer_was_shown_of_her_leaves_the_chat(rooms: Trust, erasure: ErasureService) -> None:
    now = rooms.clock.now()
    reply = {"text": "找到两位，王阿姨最合适", "matches": [{"worker_id": "int_1", "n": 1}, {"worker_id": "int_2"}]}
    async with rooms.database.session() as session:
        chats = ChatRepository(session)
        chat = ChatRow(
            id="chat_1",
            token_digest="d",
            agency_id=None,
            language="zh",
            context={"seen": [{"worker_id": "int_1"}], "about": ["int_1", "int_2"]},
            messages=1,
            created_at=now,
            updated_at=now,
            expires_at=now,
        )
        chats.add(chat)
        await session.flush()
        chats.add(ChatMessageRow(id="msg_1", chat_id="chat_1", position=1, text="想找人", reply=reply, created_at=now))
    await erasure.erase(her(), "int_1", "own_wish")
    async with rooms.database.reading() as session:
        (message,) = await ErasureRepository(session).messages("chat_1")
        chat_now = await ChatRepository(session).get("chat_1")
    assert message.reply["matches"] == [{"worker_id": "int_2"}]
    assert "王阿姨" not in message.reply["text"]
    assert message.text == "想找人", "what the consumer said is hers"
    assert chat_now is not None
    assert chat_now.context == {"seen": [], "about": ["int_2"]}


def test_only_what_is_about_her_leaves_a_document() -> None:
    document = {
        "matches": [{"worker_id": "a", "text": "x"}, {"worker_id": "b"}],
        "near_misses": [{"match": {"worker_id": "a"}, "gives": []}],
        "comparison": {"ids": ["a", "b"], "rows": [["8500", "9000"]]},
        "one": {"id": "a", "words": "hers"},
        "need": {"city": "北京"},
        "a": "under her id",
    }
    assert mentions(document, "a")
    left = without(document, "a")
    assert left == {
        "matches": [{"worker_id": "b"}],
        "near_misses": [],
        "comparison": None,
        "one": None,
        "need": {"city": "北京"},
    }
    assert not mentions(left, "a")
