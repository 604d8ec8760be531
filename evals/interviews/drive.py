"""Holds one interview over HTTP and keeps everything that matters for grading."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

import httpx

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.profile.model import Topic
from evals.interviews.course import Course
from evals.interviews.personas import Persona
from evals.interviews.responder import Responder
from evals.interviews.watch import Watch

START = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
_SECONDS = 60.0


class House(Protocol):
    """Where interviews are held."""

    @property
    def http(self) -> httpx.AsyncClient:
        """A client of the running application."""

    async def a_day_later(self) -> None:
        """A day passes, the application restarts, and the next client is another phone's."""


class AppHouse:
    """The application in this process, behind ASGI, with a database of its own and a clock that can be moved."""

    def __init__(self, folder: Path, speech: Literal["on", "off"] = "off") -> None:
        self._settings = Settings(
            _env_file=None,
            data_dir=folder,
            log_level="ERROR",
            knowledge_build=False,
            speech=speech,
            speech_ahead=False,
        )
        self._clock = FixedClock(START)
        self._close: Callable[[], Awaitable[None]] | None = None
        self._http: httpx.AsyncClient | None = None

    @property
    def http(self) -> httpx.AsyncClient:
        """A client of the running application."""
        if self._http is None:
            raise RuntimeError("the house is not open")
        return self._http

    async def open(self) -> None:
        """Starts the application."""
        app = create_app(self._settings, self._clock)
        life = app.router.lifespan_context(app)
        await life.__aenter__()
        transport = httpx.ASGITransport(app)
        self._http = httpx.AsyncClient(transport=transport, base_url="http://ayi.test", timeout=_SECONDS)

        async def close() -> None:
            await self.http.aclose()
            await life.__aexit__(None, None, None)

        self._close = close

    async def close(self) -> None:
        """Stops it."""
        if self._close is not None:
            await self._close()
            self._close = None

    async def a_day_later(self) -> None:
        """Stops the application, moves the clock, starts it again on the same files."""
        await self.close()
        self._clock.advance(days=1)
        await self.open()


@asynccontextmanager
async def app_house(folder: Path, speech: Literal["on", "off"] = "off") -> AsyncIterator[AppHouse]:
    """An application running for as long as the block; with `speech` on it has its ears and mouth."""
    house = AppHouse(folder, speech)
    await house.open()
    try:
        yield house
    finally:
        await house.close()


async def hold(persona: Persona, house: House) -> Course:
    """Holds the interview from greeting to end, or until the persona or the turn limit ends it.

    Raises:
        httpx.HTTPStatusError: the API refused something it must take.
    """
    return await _Conversation(persona, house).run()


class _Conversation:
    def __init__(self, persona: Persona, house: House) -> None:
        self._persona, self._house = persona, house
        self._course = Course(persona)
        self._responder = Responder(persona)
        self._watch = Watch(persona.language, persona.refused)
        self._id = self._token = ""

    async def run(self) -> Course:
        course, persona = self._course, self._persona
        body = {"language": persona.language, "channel": persona.channel, "job": persona.job}
        opened = await self._call("POST", "", {k: v for k, v in body.items() if v is not None})
        self._id, self._token = opened["id"], opened["token"]
        reply = opened["reply"]
        while not reply["done"] and course.turns < persona.most_turns:
            asking = Topic(reply["asking"]) if reply["asking"] else None
            course.replies.append(reply["text"])
            self._watch.reply(reply["text"], asking, course.profile)
            line = self._responder.next(reply["text"], asking)
            if line.leave:
                await self._leave_and_return(reply)
            answer = await self._say(line.say, resend=line.resend)
            reply = answer["reply"]
            course.fault(wrong=line.handoff and not reply["handoff"], words=f"no person offered after: {line.say}")
            self._watch.answer(asking, aside=line.aside or line.handoff)
            course.profile = await self._call("GET", "/profile")
            if line.last:
                break
        course.done = reply["done"]
        course.replies.append(reply["text"])
        await self._check_whole()
        course.repeated, course.forbidden = self._watch.repeated, self._watch.forbidden
        return course

    async def _say(self, text: str, *, resend: bool) -> dict[str, Any]:
        course = self._course
        body = {"text": text, "client_turn_id": f"turn-{course.turns}"}
        answer = await self._call("POST", "/turns", body)
        if resend:
            again = await self._call("POST", "/turns", body)
            course.fault(wrong=again != answer, words="a turn sent twice was answered differently")
        course.turns += 1
        course.said.append(text)
        for fact in answer["facts"]:
            if text[fact["start"] : fact["end"]] != fact["quote"]:
                course.bad_quotes.append(f"{fact['field']}: {fact['quote']}")
        return answer

    async def _leave_and_return(self, reply: dict[str, Any]) -> None:
        before = await self._call("GET", "/profile")
        await self._house.a_day_later()
        found = await self._call("GET", "")
        self._course.fault(wrong=found["reply"]["text"] != reply["text"], words="the open question was lost overnight")
        self._course.fault(wrong=found["profile"] != before, words="the profile changed overnight")

    async def _check_whole(self) -> None:
        """Every stored fact quotes the turn it names."""
        whole = await self._call("GET", "")
        texts = {line["turn_id"]: line["text"] for line in whole["transcript"] if line["role"] == "worker"}
        for fact in whole["facts"]:
            text = texts.get(fact["turn_id"], "")
            if not fact["quote"] or text[fact["start"] : fact["end"]] != fact["quote"]:
                self._course.bad_quotes.append(f"stored {fact['field']}: {fact['quote']}")

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        where = "/api/v1/interviews" + (f"/{self._id}{path}" if self._id else path)
        response = await self._house.http.request(method, where, json=body, headers=headers)
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        return answer
