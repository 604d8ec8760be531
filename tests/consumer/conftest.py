"""A chat over the real search and the real needs reader, with a scripted library and a router that goes by wording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.consumer.chat import ChatService
from assistant.consumer.model import ChatReply, OpenedChat
from assistant.consumer.needs import NeedsRoom
from assistant.consumer.routing import Hears, Route, Router, Standing
from assistant.consumer.scene import Rooms
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.knowledge.answers import Answer, Citation
from assistant.matching.service import MatchService
from tests.consumer.published import three

DEPOSIT = Citation(
    source_id="civil-code",
    title="民法典",
    locator="第五百八十六条",
    effective_from=None,
    jurisdiction="cn",
    excerpt="定金不得超过主合同标的额的百分之二十。",
)


@dataclass
class ScriptedLibrary:
    """Answers questions about deposits, refuses the rest, and remembers what it was asked."""

    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    closed: bool = False

    async def ask(self, text: str, jurisdiction: str | None, before: str | None, language: str) -> Answer | None:
        del language
        self.asked.append((text, jurisdiction, before))
        if self.closed:
            return None
        if "定金" in text or "deposit" in text:
            return Answer(kind="answer", text="最多20%。", citations=[DEPOSIT], jurisdiction="cn")
        return Answer(kind="refusal", text="没有可靠的依据。")


class Talker:
    """What a consumer does in one chat."""

    def __init__(self, service: ChatService, opened: OpenedChat) -> None:
        self.service = service
        self.opened = opened

    async def say(self, text: str, **more: Any) -> ChatReply:
        return await self.service.message(self.opened.id, self.opened.token, text, **more)


@dataclass
class Room:
    """The service with everything it was made of."""

    service: ChatService
    people: MatchService
    library: ScriptedLibrary
    database: Database
    clock: FixedClock

    async def talker(self, language: Any = "zh") -> Talker:
        return Talker(self.service, await self.service.open(language))


MakeRoom = Callable[[], Room]


@pytest.fixture
def make_room(database: Database, clock: FixedClock, settings: Settings) -> MakeRoom:
    def make() -> Room:
        router = Router()

        async def route(text: str, standing: Standing, hears: Hears) -> Route:
            return router.route(text, standing, None, hears)

        people, library = MatchService(database, clock), ScriptedLibrary()
        rooms = Rooms(people, library, NeedsRoom(), route)
        return Room(ChatService(database, clock, settings, rooms), people, library, database, clock)

    return make


@pytest.fixture
async def room(make_room: MakeRoom) -> Room:
    """A chat room where three nannies of Beijing are published."""
    made = make_room()
    for worker in three():
        await made.people.publish(worker)
    return made


@pytest.fixture
async def talker(room: Room) -> Talker:
    """A consumer in a fresh chat."""
    return await room.talker()
