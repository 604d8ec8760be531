"""The live conversation over a real WebSocket of the whole application, with scripted ears and voice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient, WebSocketTestSession

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.profile.model import Language, Topic
from assistant.speech.live.sessions import Sessions
from assistant.speech.model import Sound, Transcript
from tests.speech.live.fakes import LoudIsVoice, ScriptedVoice, Time, silence, speech

TURN = np.concatenate((speech(1.0), silence(2.2)))


class Ears:
    """Hears the same whatever is said."""

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        del asking
        return Transcript(text="同意", heard="同意", language=language or "zh", seconds=sound.seconds)


@pytest.fixture
def server(settings: Settings, clock: FixedClock) -> Iterator[TestClient]:
    app = create_app(settings, clock)
    with TestClient(app) as client:
        room = app.state.live
        room.ears = Ears()
        room.voice = ScriptedVoice(Time())
        room.new_activity = LoudIsVoice
        yield client


Opened = tuple[str, str]


@pytest.fixture
def interview(server: TestClient) -> Opened:
    created = server.post("/api/v1/interviews", json={"language": "zh", "channel": "live"}).json()
    return created["id"], created["token"]


def hello(socket: WebSocketTestSession, token: str, **more: object) -> dict[str, Any]:
    socket.send_json({"type": "hello", "token": token, "rate": 16000, **more})
    answer: dict[str, Any] = socket.receive_json()
    return answer


def say(socket: WebSocketTestSession, samples: np.ndarray[Any, Any] = TURN) -> None:
    data = (samples * 32767).astype("<i2").tobytes()
    for start in range(0, len(data), 3_200):
        socket.send_bytes(data[start : start + 3_200])


def until(socket: WebSocketTestSession, kind: str) -> dict[str, Any]:
    """The next message of a kind; sound and other messages are passed over."""
    while True:
        message = socket.receive()
        if message["type"] == "websocket.close":
            raise AssertionError(f"closed before any {kind}")
        if message.get("text"):
            parsed: dict[str, Any] = json.loads(message["text"])
            if parsed["type"] == kind:
                return parsed


def test_a_spoken_answer_becomes_a_stored_turn(server: TestClient, interview: Opened) -> None:
    interview_id, token = interview
    with server.websocket_connect(f"/api/v1/interviews/{interview_id}/live") as socket:
        ready = hello(socket, token)
        assert (ready["type"], ready["rate"], ready["voice"]) == ("ready", 24_000, True)
        assert "AI" in until(socket, "speak")["text"]
        say(socket)
        assert until(socket, "heard")["transcript"]["text"] == "同意"
        turn = until(socket, "turn")
        assert turn["reply"]["asking"]
        assert turn["progress"]["total"] > 0
        socket.send_json({"type": "text", "text": "我做月嫂八年了", "client_turn_id": "t-9"})
        typed = until(socket, "turn")
        assert {fact["field"] for fact in typed["facts"]} >= {"jobs"}
        socket.send_json({"type": "bye"})
        until(socket, "bye")
    document = server.get(f"/api/v1/interviews/{interview_id}", headers={"Authorization": f"Bearer {token}"}).json()
    said = [line["text"] for line in document["transcript"] if line["role"] == "worker"]
    assert said[-1] == "我做月嫂八年了"


def test_a_broken_connection_is_taken_up_again(server: TestClient, interview: Opened) -> None:
    interview_id, token = interview
    path = f"/api/v1/interviews/{interview_id}/live"
    with server.websocket_connect(path) as socket:
        session = hello(socket, token)["session"]
        until(socket, "speak")
        say(socket)
        turn = until(socket, "turn")
    with server.websocket_connect(path) as socket:
        ready = hello(socket, token, resume=session)
        assert ready["session"] == session
        assert ready["received"] > 0
        again = until(socket, "turn")
        assert again["again"]
        assert again["turn_id"] == turn["turn_id"]


def test_a_session_of_somebody_else_is_not_taken_up(server: TestClient, interview: Opened) -> None:
    interview_id, token = interview
    path = f"/api/v1/interviews/{interview_id}/live"
    with server.websocket_connect(path) as socket:
        session = hello(socket, token)["session"]
    with server.websocket_connect(path) as socket:
        refused = hello(socket, "another", resume=session)
        assert (refused["type"], refused["key"], refused["fatal"]) == ("problem", "token_wrong", True)


@pytest.mark.parametrize(
    ("first", "key"),
    [
        ({"type": "hello", "token": ""}, "token_missing"),
        ({"type": "hello", "token": "wrong"}, "token_wrong"),
        ({"type": "ping"}, "live_message"),
        ({"type": "hello", "token": "x", "rate": 8000}, "live_message"),
    ],
)
def test_whoever_does_not_belong_is_told_so_kindly(
    server: TestClient, interview: Opened, first: dict[str, object], key: str
) -> None:
    with server.websocket_connect(f"/api/v1/interviews/{interview[0]}/live") as socket:
        socket.send_json(first)
        problem = socket.receive_json()
        assert (problem["key"], problem["fatal"]) == (key, True)
        assert problem["detail"]


def test_when_all_lines_are_taken_she_is_offered_another_way(server: TestClient, interview: Opened) -> None:
    server.app.state.live.sessions = Sessions(0, Time())  # type: ignore[attr-defined]  # the test client calls it any ASGI app
    with server.websocket_connect(f"/api/v1/interviews/{interview[0]}/live") as socket:
        problem = hello(socket, interview[1])
    assert problem["key"] == "live_busy"
    assert "录音" in problem["detail"]


def test_without_a_recognizer_there_is_no_live_line(server: TestClient, interview: Opened) -> None:
    server.app.state.live.ears = None  # type: ignore[attr-defined]  # the test client calls it any ASGI app
    with server.websocket_connect(f"/api/v1/interviews/{interview[0]}/live") as socket:
        assert hello(socket, interview[1])["key"] == "live_missing"


Send = Callable[[WebSocketTestSession], None]


@pytest.mark.parametrize(
    ("send", "key"),
    [
        (lambda socket: socket.send_text("{"), "live_message"),
        (lambda socket: socket.send_bytes(b"\x00" * 641), "live_frame"),
        (lambda socket: socket.send_bytes(b"\x00" * 64_000), "live_too_fast"),
        (lambda socket: [socket.send_bytes(b"\x00" * 32_000) for _ in range(240)], "live_too_fast"),
    ],
    ids=["no message", "half a sample", "a huge frame", "a flood"],
)
def test_what_no_microphone_sends_closes_the_line_and_leaves_the_interview_whole(
    server: TestClient, interview: Opened, send: Send, key: str
) -> None:
    path = f"/api/v1/interviews/{interview[0]}/live"
    with server.websocket_connect(path) as socket:
        hello(socket, interview[1])
        send(socket)
        assert until(socket, "problem")["key"] == key
    with server.websocket_connect(path) as socket:
        assert hello(socket, interview[1])["type"] == "ready"


def test_a_ping_is_answered(server: TestClient, interview: Opened) -> None:
    with server.websocket_connect(f"/api/v1/interviews/{interview[0]}/live") as socket:
        hello(socket, interview[1])
        socket.send_json({"type": "ping"})
        until(socket, "pong")
