"""Which voice speaks: a server's, the embedded one, both one behind the other, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.kit.settings import Settings
from assistant.speech import synthesis
from assistant.speech.kokoro import KokoroSynthesizer
from assistant.speech.remote_mouth import FallbackSynthesizer, OpenAISynthesizer
from assistant.speech.synthesis import make_synthesizer

SERVER = "http://127.0.0.1:9/v1"


def settings(tmp_path: Path, **given: str) -> Settings:
    return Settings.model_validate({"data_dir": tmp_path, "speech": "on", **given})


def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis, "missing_packages", lambda _: ["a-package"])


def with_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis, "missing_packages", lambda _: [])


def test_no_voice_where_speech_is_off(tmp_path: Path) -> None:
    assert make_synthesizer(settings(tmp_path, speech="off", tts_base_url=SERVER)) is None


def test_the_embedded_voice_where_its_weights_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_weights(monkeypatch)
    assert isinstance(make_synthesizer(settings(tmp_path)), KokoroSynthesizer)


def test_none_where_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_weights(monkeypatch)
    assert make_synthesizer(settings(tmp_path)) is None


def test_a_server_has_the_embedded_voice_behind_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_weights(monkeypatch)
    assert isinstance(make_synthesizer(settings(tmp_path, tts_base_url=SERVER)), FallbackSynthesizer)


def test_a_server_alone_where_no_weights_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_weights(monkeypatch)
    assert isinstance(make_synthesizer(settings(tmp_path, tts_base_url=SERVER)), OpenAISynthesizer)


def test_a_chosen_voice_changes_the_name_clips_are_kept_under(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_weights(monkeypatch)
    usual, other = make_synthesizer(settings(tmp_path)), make_synthesizer(settings(tmp_path, tts_voice_zh="zm_yunjian"))
    assert usual is not None
    assert other is not None
    assert usual.name != other.name
