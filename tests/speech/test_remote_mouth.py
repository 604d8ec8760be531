"""A voice of a server, and what happens when the server does not speak."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.speech.encode import mp3, wav
from assistant.speech.remote_mouth import FallbackSynthesizer, OpenAISynthesizer
from assistant.speech.scripted import ScriptedSynthesizer

CLIP = ScriptedSynthesizer().speak("妈妈好", "zh")


class _Server(ThreadingHTTPServer):
    answer: tuple[int, str, bytes] = (200, "audio/wav", wav(CLIP))
    asked: list[dict[str, Any]]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
        status, kind, content = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[_Server]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.asked = []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def voice(server: _Server) -> Iterator[OpenAISynthesizer]:
    from openai import OpenAI

    url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    with OpenAI(base_url=url, api_key="made-up", timeout=5, max_retries=0) as client:
        yield OpenAISynthesizer(
            url, "made-up", "speaker", {"zh": "xiaomei", "en": "amy"}, timeout_seconds=5, client=client
        )


def test_the_server_is_asked_as_the_interface_says(server: _Server, voice: OpenAISynthesizer) -> None:
    voice.speak("妈妈好", "zh")
    (asked,) = server.asked
    assert asked["path"] == "/v1/audio/speech"
    assert asked["key"] == "Bearer made-up"
    assert (asked["model"], asked["voice"], asked["input"]) == ("speaker", "xiaomei", "妈妈好")


@pytest.mark.parametrize(
    ("kind", "content"),
    [("audio/wav", wav(CLIP)), ("audio/mpeg", mp3(CLIP)), ("audio/pcm", CLIP.samples.tobytes())],
)
def test_wav_mp3_and_bare_samples_are_understood(
    server: _Server, voice: OpenAISynthesizer, kind: str, content: bytes
) -> None:
    server.answer = (200, kind, content)
    clip = voice.speak("妈妈好", "zh")
    assert clip.rate == 24_000
    assert clip.seconds == pytest.approx(CLIP.seconds, abs=0.15)
    assert np.abs(clip.samples).max() > 3_000


def test_the_mouth_follows_the_sounds_of_the_sentence(voice: OpenAISynthesizer) -> None:
    clip = voice.speak("妈妈好", "zh")
    assert [v.shape for v in clip.visemes if v.shape in {"closed", "a"}][:4] == ["closed", "a", "closed", "a"]
    assert clip.visemes[-1].end == pytest.approx(clip.seconds, abs=0.01)


@pytest.mark.parametrize(
    "answer",
    [
        (500, "text/plain", b"broken"),
        (401, "application/json", b'{"error": {"message": "no"}}'),
        (200, "application/json", b'{"error": "no sound"}'),
        (200, "audio/wav", b""),
        (200, "audio/wav", b"RIFF\x00\x00\x00\x00WAVEfmt broken"),
    ],
)
def test_what_is_no_sound_is_unavailable(
    server: _Server, voice: OpenAISynthesizer, answer: tuple[int, str, bytes]
) -> None:
    server.answer = answer
    with pytest.raises(UnavailableError, match="voice_failed"):
        voice.speak("妈妈好", "zh")


def test_nothing_to_say_asks_nobody(server: _Server, voice: OpenAISynthesizer) -> None:
    assert voice.speak("……", "zh").seconds == 0
    assert server.asked == []


def test_when_the_server_fails_the_embedded_voice_speaks_and_the_server_rests() -> None:
    now = 0.0
    first = ScriptedSynthesizer(name="server", failures=[UnavailableError("voice_failed")])
    second = ScriptedSynthesizer(name="embedded")
    voice = FallbackSynthesizer(first, second, rest_seconds=60, clock=lambda: now)
    assert voice.speak("一。", "zh").seconds > 0
    assert (voice.name, voice.degraded) == ("embedded", True)
    voice.speak("二。", "zh")
    assert len(first.calls) == 1
    now = 61.0
    voice.speak("三。", "zh")
    assert (voice.name, len(first.calls), len(second.calls)) == ("server", 2, 2)
