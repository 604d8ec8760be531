"""The embedded voice: what it promises without its weights, and with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.speech import fetch
from assistant.speech.kokoro import MODEL_FILE, KokoroSynthesizer


def test_without_weights_it_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="voice_missing"):
        KokoroSynthesizer(tmp_path / MODEL_FILE).speak("您好。", "zh")


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / MODEL_FILE).write_bytes(b"not a model")
    with pytest.raises(UnavailableError, match="voice_damaged"):
        KokoroSynthesizer(tmp_path / MODEL_FILE).speak("您好。", "zh")


@pytest.mark.parametrize("voice", ["nobody", "../../prompts/errors"])
def test_an_unknown_voice_is_told(tmp_path: Path, voice: str) -> None:
    with pytest.raises(UnavailableError, match="voice_unknown"):
        KokoroSynthesizer(tmp_path / MODEL_FILE, voices={"zh": voice, "en": voice}).speak("您好。", "zh")


def test_nothing_to_say_is_silence(tmp_path: Path) -> None:
    assert KokoroSynthesizer(tmp_path / MODEL_FILE).speak("……", "zh").seconds == 0


def test_the_name_tells_the_voices_apart(tmp_path: Path) -> None:
    one = KokoroSynthesizer(tmp_path, voices={"zh": "zf_xiaobei", "en": "af_heart"})
    other = KokoroSynthesizer(tmp_path, voices={"zh": "zm_yunjian", "en": "af_heart"})
    assert one.name != other.name


@pytest.mark.voice
def test_it_speaks_and_its_mouth_keeps_time(voice_data: Path) -> None:
    model = fetch.embedded(fetch.MOUTH)
    if fetch.missing_packages(model):
        pytest.skip("the packages of the voice are not installed")
    voice = KokoroSynthesizer(fetch.ensure(voice_data, fetch.MOUTH) / MODEL_FILE)
    clip = voice.speak("妈妈好。", "zh")
    assert 0.5 < clip.seconds < 3
    assert np.abs(clip.samples).max() > 3_000
    shapes = [v.shape for v in clip.visemes]
    assert [s for s in shapes if s in {"closed", "a"}][:4] == ["closed", "a", "closed", "a"]
    assert clip.visemes[-1].end == pytest.approx(clip.seconds, abs=0.01)
