"""Helpers to walk an interview through the HTTP API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.app import create_app
from assistant.interview.ears import FileEars
from assistant.kit.clock import Clock, FixedClock
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.model import Sound, Transcript
from assistant.speech.scripted import Line, ScriptedRecognizer, ScriptedSynthesizer
from assistant.wiring_voice import Pools, Voice, speaker_of
from tests.api.sounds import tone
from tests.api.town import Town, settled
from tests.api.world import ORIGIN


@dataclass
class Walk:
    """One interview in progress, and its client."""

    client: httpx.AsyncClient
    id: str
    token: str
    reply: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/v1/interviews/{self.id}"

    async def say(self, text: str, client_turn_id: str | None = None) -> dict[str, Any]:
        body = {"text": text} | ({"client_turn_id": client_turn_id} if client_turn_id else {})
        response = await self.client.post(f"{self.path}/turns", json=body, headers=self.headers)
        assert response.status_code == 200, response.text
        answered: dict[str, Any] = response.json()
        self.reply = answered["reply"]
        return answered

    async def get(self, rest: str = "") -> httpx.Response:
        return await self.client.get(self.path + rest, headers=self.headers)

    async def profile(self) -> dict[str, Any]:
        shown: dict[str, Any] = (await self.get("/profile")).json()
        return shown


Opener = Callable[..., Awaitable[Walk]]


@pytest.fixture
def open_walk(client: httpx.AsyncClient) -> Opener:
    """Open an interview and, unless told otherwise, consent to it."""

    async def opened(*, consent: bool = True, **body: Any) -> Walk:
        response = await client.post("/api/v1/interviews", json={"language": "zh", "channel": "text"} | body)
        assert response.status_code == 201, response.text
        created = response.json()
        walk = Walk(client, created["id"], created["token"], created["reply"])
        if consent:
            await walk.say("同意" if body.get("language", "zh") == "zh" else "I agree")
        return walk

    return opened


@dataclass
class Stage:
    """The application with engines that follow a script, its client, and what the engines were asked."""

    app: FastAPI
    client: httpx.AsyncClient
    script: dict[float, Line]
    recognizer: ScriptedRecognizer
    synthesizer: ScriptedSynthesizer

    async def open(self, *, consent: bool = True, **body: Any) -> SpokenWalk:
        """Open an interview for recorded answers and, unless told otherwise, consent to it."""
        created = (await self.client.post("/api/v1/interviews", json={"channel": "audio"} | body)).json()
        walk = SpokenWalk(self.client, created["id"], created["token"], created["reply"])
        if consent:
            await walk.say("同意")
        return walk


@dataclass
class SpokenWalk(Walk):
    """One interview whose answers may be recordings."""

    async def post(self, data: bytes | None, client_turn_id: str | None = None) -> httpx.Response:
        files = {"file": ("answer.webm", data, "audio/webm")} if data is not None else None
        form = {"client_turn_id": client_turn_id} if client_turn_id else {}
        return await self.client.post(f"{self.path}/audio", data=form, files=files, headers=self.headers)

    async def speak(self, seconds: float, client_turn_id: str | None = None) -> dict[str, Any]:
        """Send the recording of this length, which the script knows."""
        response = await self.post(tone(seconds), client_turn_id)
        assert response.status_code == 200, response.text
        answered: dict[str, Any] = response.json()
        self.reply = answered["reply"]
        return answered


@pytest.fixture
def held() -> Event:
    """While it is not set, the recognizer does not answer."""
    event = Event()
    event.set()
    return event


@dataclass
class PlainListener:
    """Believes whatever the recognizer says, so that a tone of some length can stand for a sentence."""

    recognizer: ScriptedRecognizer
    pool: WorkerPool

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        del asking
        return await self.pool.run(self.recognizer.transcribe, sound, language)


@asynccontextmanager
async def staged(
    settings: Settings,
    clock: Clock,
    held: Event | None = None,
    script: dict[float, Line] | None = None,
    failures: Iterable[Exception] = (),
) -> AsyncIterator[Stage]:
    """The whole application with scripted ears and mouth; the script is filled by the test, by length in seconds."""
    script = {} if script is None else script
    recognizer, synthesizer = ScriptedRecognizer(script, hold=held), ScriptedSynthesizer(failures=failures)

    def make_voice(settings: Settings) -> Voice:
        pools = Pools.of(settings)
        listener = PlainListener(recognizer, pools.ears)
        ears = FileEars(recognizer, listener, pools.sound, settings)
        return Voice(pools, ears, listener, speaker_of(settings, synthesizer, pools.mouth))

    app = create_app(settings.model_copy(update={"speech_ahead": False}), clock, make_voice)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test", timeout=60) as client:
            yield Stage(app, client, script, recognizer, synthesizer)
        if held:
            held.set()


@pytest.fixture
async def stage(settings: Settings, clock: FixedClock, held: Event) -> AsyncIterator[Stage]:
    """One such application."""
    async with staged(settings, clock, held) as stage:
        yield stage


@pytest.fixture
async def town(settings: Settings, clock: FixedClock) -> AsyncIterator[Town]:
    app = create_app(settings.model_copy(update={"rate_per_address": 0, "rate_per_token": 0}), clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, timeout=120) as client:
            yield await settled(app, client, clock)
