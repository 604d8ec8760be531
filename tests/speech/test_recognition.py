"""Which ears an installation has, and what happens when they fail."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings
from assistant.speech import fetch
from assistant.speech.model import Sound
from assistant.speech.recognition import Fallback, make_recognizer
from assistant.speech.scripted import ScriptedRecognizer

SOUND = Sound(np.zeros(16_000, np.float32))
installed = pytest.mark.skipif(
    bool(fetch.missing_packages(fetch.embedded(fetch.EARS))), reason="the packages of the ears are not installed"
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Of an installation that listens."""
    return settings.model_copy(update={"speech": "on"})


def test_a_failing_server_leaves_the_recording_to_the_embedded_ears(caplog: pytest.LogCaptureFixture) -> None:
    down = UnavailableError("ears_failed")
    ears = Fallback(
        ScriptedRecognizer(["一", down, down, "四"], name="far"), ScriptedRecognizer(["二", "三"], name="near")
    )
    caplog.set_level(logging.WARNING)
    told = [(ears.transcribe(SOUND, "zh").text, ears.name, ears.degraded) for _ in range(4)]
    assert told == [("一", "far", False), ("二", "near", True), ("三", "near", True), ("四", "far", False)]
    assert caplog.text.count("ears_server_silent") == 1


def test_when_both_fail_the_caller_is_told() -> None:
    down = UnavailableError("ears_failed")
    with pytest.raises(UnavailableError):
        Fallback(ScriptedRecognizer([down]), ScriptedRecognizer([down])).transcribe(SOUND, "zh")


def test_speech_switched_off_has_no_ears(settings: Settings) -> None:
    assert make_recognizer(settings.model_copy(update={"speech": "off"})) is None


@installed
def test_the_bundled_model_is_the_default_and_one_for_the_process(settings: Settings) -> None:
    ears = make_recognizer(settings)
    assert ears is not None
    assert ears.name == fetch.EARS
    assert make_recognizer(settings) is ears


@installed
def test_ears_that_were_never_downloaded_leave_the_bundled_ones(settings: Settings) -> None:
    ears = make_recognizer(settings.model_copy(update={"asr_model": "large-v3"}))
    assert ears is not None
    assert ears.name == fetch.EARS


@installed
def test_a_server_comes_first_when_it_is_set(settings: Settings) -> None:
    ears = make_recognizer(settings.model_copy(update={"asr_base_url": "http://asr.example/v1"}))
    assert isinstance(ears, Fallback)
    assert "whisper-1" in ears.name


def test_without_the_packages_there_is_a_server_or_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.speech.fetch.missing_packages", lambda _: ["part==1.0"])
    assert make_recognizer(settings) is None
    remote = make_recognizer(settings.model_copy(update={"asr_base_url": "http://asr.example/v1"}))
    assert remote is not None
    assert "server" in remote.name
