"""A telephone call from its first message to its last, by a scripted peer that speaks as the provider does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.profile.model import Language, Topic
from assistant.speech.live.mulaw import Resampler
from assistant.speech.live.sessions import Sessions
from assistant.speech.model import Sound, Transcript
from tests.speech.live.fakes import LoudIsVoice, ScriptedVoice, Time, silence, speech
from tests.speech.live.test_telephone import START, media

ANSWER = np.concatenate((speech(1.0), silence(2.2)))
PATH = "/api/v1/telephone/media"


class Ears:
    """Hears consent in everything."""

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        del asking
        return Transcript(text="同意", heard="同意", language=language or "zh", seconds=sound.seconds)


@pytest.fixture
def server(settings: Settings, clock: FixedClock) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update={"telephone_token": SecretStr("secret")}), clock)
    with TestClient(app) as client:
        room = app.state.live
        room.ears = Ears()
        room.voice = ScriptedVoice(Time())
        room.new_activity = LoudIsVoice
        yield client


def ring(socket: WebSocketTestSession, **parameters: str) -> None:
    start = json.loads(json.dumps(START))
    start["start"]["customParameters"] |= parameters
    socket.send_json({"event": "connected", "protocol": "Call", "version": "1.0.0"})
    socket.send_json(start)


def say(socket: WebSocketTestSession, samples: np.ndarray[Any, Any]) -> None:
    line = Resampler(16_000, 8_000).feed((samples * 32_767).astype(np.int16))
    for start in range(0, len(line), 160):
        socket.send_json(media(line[start : start + 160]))


def until(socket: WebSocketTestSession, event: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = socket.receive_json()
        if message["event"] == event:
            return message


def test_a_call_is_an_interview(server: TestClient) -> None:
    with server.websocket_connect(PATH) as socket:
        ring(socket)
        assert until(socket, "media")["streamSid"] == "MZ1"
        say(socket, ANSWER)
        until(socket, "clear")
        mark = until(socket, "mark")
        socket.send_json({"event": "mark", "streamSid": "MZ1", "mark": mark["mark"]})
        socket.send_json({"event": "dtmf", "streamSid": "MZ1", "dtmf": {"track": "inbound_track", "digit": "0"}})
        until(socket, "mark")
        socket.send_json({"event": "stop", "streamSid": "MZ1", "stop": {"callSid": "CA1"}})
        # The call is over when the server has hung up, not when we stop listening.
        with pytest.raises(WebSocketDisconnect):
            until(socket, "nothing more")
    figures = server.get("/metrics").text
    assert 'ayi_interviews{phase="handoff"} 1' in figures


def test_whoever_has_no_token_is_not_let_in(server: TestClient) -> None:
    with server.websocket_connect(PATH) as socket:
        ring(socket, token="wrong")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_without_a_token_set_no_call_is_taken(settings: Settings, clock: FixedClock) -> None:
    with TestClient(create_app(settings, clock)) as client, client.websocket_connect(PATH) as socket:
        ring(socket, token="")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_json()


def test_a_caller_who_finds_all_lines_taken_is_told_so(server: TestClient) -> None:
    server.app.state.live.sessions = Sessions(0, Time())  # type: ignore[attr-defined]  # the test client calls it any ASGI app
    with server.websocket_connect(PATH) as socket:
        ring(socket)
        until(socket, "media")
