"""Ears and mouth: those that are installed, found without loading them; without them the product is text."""

from __future__ import annotations

import wave
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings
from assistant.speech.recognition import make_recognizer
from assistant.speech.scripted import ScriptedSynthesizer
from assistant.wiring_voice import Pools, Voice, speaker_of, voice_of

SPEECH = Path(__file__).resolve().parent.parent.parent / "shared" / "speech" / "aishell_dev"


def test_switched_off_there_is_neither(settings: Settings) -> None:
    voice = voice_of(settings)
    assert (voice.ears, voice.listener, voice.speaker, voice.loads) == (None, None, None, {})
    assert voice.parts() == {"ears": "missing", "mouth": "missing"}


def test_where_nothing_is_installed_there_is_neither(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.speech.fetch.missing_packages", lambda _: ["weights"])
    monkeypatch.setattr("assistant.speech.synthesis.missing_packages", lambda _: ["weights"])
    voice = voice_of(settings.model_copy(update={"speech": "on"}))
    assert voice.parts() == {"ears": "missing", "mouth": "missing"}


def test_a_server_that_listens_needs_nothing_installed(settings: Settings) -> None:
    chosen = {"speech": "on", "asr_base_url": "http://127.0.0.1:9/v1", "asr_remote_model": "big-ears"}
    voice = voice_of(settings.model_copy(update=chosen))
    assert "big-ears" in voice.parts()["ears"]


async def test_what_cannot_be_loaded_is_noted_and_the_rest_goes_on(settings: Settings) -> None:
    def broken() -> None:
        raise UnavailableError("model_damaged")

    loaded: list[str] = []
    pools = Pools.of(settings)
    synthesizer = ScriptedSynthesizer()
    voice = Voice(pools, speaker=speaker_of(settings, synthesizer, pools.mouth))
    voice.loads = {"ears": broken, "mouth": lambda: loaded.append("mouth")}
    await voice.warm_up([("您好。", "zh")])
    assert voice.parts() == {"ears": "failed: model_damaged", "mouth": "scripted"}
    assert loaded == ["mouth"]
    voice.close()


async def test_before_anybody_speaks_every_step_is_rehearsed_and_a_failing_one_harms_nothing(
    settings: Settings,
) -> None:
    def broken() -> None:
        raise UnavailableError("ears_failed")

    done: list[str] = []
    voice = Voice(Pools.of(settings))
    voice.rehearsal = lambda: [lambda: done.append("first"), broken]
    await voice.warm_up([])
    assert done == ["first"]
    assert voice.failed == {}
    voice.loads = {"ears": broken}
    await voice.warm_up([])
    assert done == ["first"], "without ears there is nothing to rehearse"
    voice.close()


@pytest.fixture
async def real(settings: Settings, clock: FixedClock) -> AsyncIterator[httpx.AsyncClient]:
    """The whole application with the ears that come with it; skipped where they are not installed."""
    settings = settings.model_copy(update={"speech": "on", "speech_ahead": False})
    if make_recognizer(settings) is None:
        pytest.skip("the packages of the embedded ears are not installed")
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test", timeout=120) as client:
            yield client


@pytest.mark.voice
@pytest.mark.slow
@pytest.mark.skipif(not SPEECH.is_dir(), reason="the shared recordings are not beside this checkout")
async def test_a_real_voice_is_heard_by_the_real_ears(real: httpx.AsyncClient) -> None:
    created = (await real.post("/api/v1/interviews", json={"channel": "audio"})).json()
    headers = {"Authorization": f"Bearer {created['token']}"}
    path = f"/api/v1/interviews/{created['id']}"
    await real.post(f"{path}/turns", json={"text": "同意"}, headers=headers)
    recording = min(SPEECH.glob("*.wav"), key=lambda file: file.stat().st_size)
    upload = {"file": ("answer.wav", recording.read_bytes(), "audio/wav")}
    answered = (await real.post(f"{path}/audio", files=upload, headers=headers)).json()
    transcript = answered["transcript"]
    assert transcript["trouble"] is None
    assert sum("\u4e00" <= letter <= "\u9fff" for letter in transcript["text"]) >= 3
    assert "".join(word["text"] for word in transcript["words"]) == transcript["heard"]
    with wave.open(str(recording)) as file:
        assert transcript["seconds"] == pytest.approx(file.getnframes() / file.getframerate(), abs=0.1)
    assert (await real.get("/readyz")).json()["parts"]["ears"] == "whisper-base"
