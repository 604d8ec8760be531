"""The embedded recognizer with its real model: words, times, long recordings, and nothing invented."""

from __future__ import annotations

import csv
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.speech import fetch
from assistant.speech.hearing import hearing
from assistant.speech.listener import Listener
from assistant.speech.model import HEARING_RATE, Sound, Trouble
from assistant.speech.sound import from_pcm16, resampled
from assistant.speech.whisper import WhisperRecognizer, shared

SHARED = Path(__file__).resolve().parents[3] / "shared" / "speech" / "aishell_dev"
SPOKEN = "我做过三年月嫂，会做月子餐。"

T = TypeVar("T", bound=Callable[..., None])


def real(test: T) -> T:
    """Marks a test that loads the real models; all of them run in one process."""
    missing = any(fetch.missing_packages(model) for model in fetch.catalogue().embedded)
    for mark in (
        pytest.mark.skipif(missing, reason="the packages of ears and mouth are not installed"),
        pytest.mark.voice,
        pytest.mark.xdist_group("voice"),
    ):
        test = mark(test)
    return test


@pytest.fixture(scope="module")
def ears(voice_data: Path) -> WhisperRecognizer:
    """Put together by itself, with the first recording."""
    return shared(fetch.folder_of(voice_data, fetch.EARS), 2)


@pytest.fixture(scope="module")
def spoken(voice_data: Path) -> Sound:
    """The sentence as our own voice says it, with a little silence around."""
    from assistant.speech.synthesis import make_synthesizer

    mouth = make_synthesizer(Settings(_env_file=None, data_dir=voice_data))
    assert mouth is not None
    clip = mouth.speak(SPOKEN, "zh")
    samples = np.asarray(clip.samples / np.float32(32768), dtype=np.float32)
    return Sound(np.pad(resampled(samples, clip.rate, HEARING_RATE), 8_000))


@real
def test_a_spoken_sentence_becomes_words_with_their_times(ears: WhisperRecognizer, spoken: Sound) -> None:
    heard = ears.transcribe(spoken, "zh")
    assert heard.text.startswith("我做过三年")
    assert "".join(word.text for word in heard.words) == heard.text == heard.heard
    assert all(a.end <= b.end and a.start <= b.start for a, b in pairwise(heard.words))
    assert 0.2 < heard.words[0].end < 1.2
    assert spoken.seconds - 1.2 < heard.words[-1].end <= spoken.seconds
    assert 0.5 < heard.confidence <= 1
    assert ears.transcribe(spoken, "zh", words=False).words == ()
    assert "三年" in ears.glance(spoken, "zh")


@real
def test_several_threads_hear_the_same(ears: WhisperRecognizer, spoken: Sound) -> None:
    with ThreadPoolExecutor(2) as pool:
        heard = list(pool.map(lambda _: ears.transcribe(spoken, "zh").text, range(2)))
    assert heard[0] == heard[1]


@real
def test_a_quiet_speaker_is_heard_like_a_loud_one(ears: WhisperRecognizer, spoken: Sound) -> None:
    listener = Listener(ears, None, WorkerPool(1, 1, 60))
    quiet = listener.hear(Sound(spoken.samples * np.float32(0.01)), "zh", None)
    assert quiet.trouble is None
    assert quiet.text.startswith("我做过三年")


@real
def test_a_recording_longer_than_a_window_is_heard_whole_and_in_order(
    ears: WhisperRecognizer, spoken: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One sentence over and over is no loop of the recognizer here; and the window is a small one.
    monkeypatch.setattr("assistant.speech.captions.is_suspect", lambda _: False)
    small = hearing().recognition.model_copy(update={"window": 6.0})
    changed = hearing().model_copy(update={"recognition": small})
    monkeypatch.setattr("assistant.speech.whisper.hearing", lambda: changed)
    times = 3
    heard = ears.transcribe(Sound(np.tile(spoken.samples, times)), "zh")
    assert spoken.seconds * times > 2 * small.window
    assert heard.text.count("三年") == times
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert heard.words[-1].end > spoken.seconds * (times - 1)


@real
def test_noise_music_and_silence_are_troubles(ears: WhisperRecognizer) -> None:
    listener = Listener(ears, None, WorkerPool(1, 1, 60))
    times = np.arange(3 * HEARING_RATE) / HEARING_RATE
    chord = sum(np.sin(2 * np.pi * pitch * times) for pitch in (262, 330, 392)) * (1 + np.sin(2 * np.pi * 2 * times))
    for samples in (np.zeros(48_000), np.random.default_rng(2).normal(0, 0.1, 48_000), 0.1 * chord):
        heard = listener.hear(Sound(np.asarray(samples, dtype=np.float32)), "zh", None)
        assert heard.trouble in {Trouble.SILENCE, Trouble.NOISE, Trouble.UNCLEAR}


@real
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real speech is not on this machine")
def test_a_real_speaker_is_understood(ears: WhisperRecognizer) -> None:
    with (SHARED / "refs.tsv").open(encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file, delimiter="\t") if row["reference"] == "引来网友点赞")
    with wave.open(str(SHARED / row["file"])) as recording:
        sound = from_pcm16(recording.readframes(recording.getnframes()), recording.getframerate())
    heard = ears.transcribe(sound, "zh").text.rstrip("。")
    assert sum(a == b for a, b in zip(heard, row["reference"], strict=True)) >= 5


def test_a_folder_that_holds_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"nothing")
    with pytest.raises(UnavailableError) as caught:
        WhisperRecognizer(tmp_path).transcribe(Sound(np.zeros(16_000, np.float32)), "zh")
    assert caught.value.key == "ears_missing"


def test_files_that_cannot_be_brought_are_told_in_their_own_words(tmp_path: Path) -> None:
    def bring() -> None:
        raise UnavailableError("model_parts_missing", model="whisper-base", command="pip install part")

    with pytest.raises(UnavailableError) as caught:
        WhisperRecognizer(tmp_path, before_loading=bring).load()
    assert caught.value.key == "model_parts_missing"
