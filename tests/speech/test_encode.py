"""Clips as files, and files that join."""

from __future__ import annotations

import io
import wave
from collections.abc import AsyncIterator

import av
import numpy as np
import pytest

from assistant.speech.encode import at_rate, joined, mp3, mp3_stream, wav
from assistant.speech.model import Clip
from assistant.speech.scripted import ScriptedSynthesizer


def _decoded(data: bytes) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (24_000, 1)
        frames = [np.asarray(frame.to_ndarray(), dtype=np.float32).reshape(-1) for frame in container.decode(stream)]
    return np.concatenate(frames)


def test_mp3_holds_the_whole_clip() -> None:
    clip = ScriptedSynthesizer().speak("您想找什么活儿？", "zh")
    samples = _decoded(mp3(clip))
    assert len(samples) / 24_000 == pytest.approx(clip.seconds, abs=0.15)
    assert np.abs(samples).max() > 0.1


def test_parts_joined_play_as_one_file() -> None:
    clips = [ScriptedSynthesizer().speak(text, "zh") for text in ("好的。", "您想找什么活儿？", "您同意吗？")]
    samples = _decoded(b"".join(map(mp3, clips)))
    assert len(samples) / 24_000 == pytest.approx(sum(clip.seconds for clip in clips), abs=0.4)


async def test_a_stream_is_the_parts_in_order() -> None:
    clips = [ScriptedSynthesizer().speak(text, "zh") for text in ("好的。", "您同意吗？")]

    async def said() -> AsyncIterator[Clip]:
        for clip in clips:
            yield clip

    assert [part async for part in mp3_stream(said())] == [mp3(clip) for clip in clips]


def test_another_rate_is_brought_to_24_khz() -> None:
    clip = ScriptedSynthesizer(rate=16_000).speak("您好。", "zh")
    assert at_rate(clip).rate == 24_000
    assert at_rate(clip).seconds == pytest.approx(clip.seconds, abs=0.01)
    assert at_rate(clip).visemes == clip.visemes


def test_wav_is_the_samples_as_they_are() -> None:
    clip = ScriptedSynthesizer().speak("您好。", "zh")
    with wave.open(io.BytesIO(wav(clip))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24_000, 1, 2)
        assert file.readframes(file.getnframes()) == clip.samples.tobytes()


def test_joined_clips_keep_the_mouth_in_time() -> None:
    first, second = (ScriptedSynthesizer().speak(text, "zh") for text in ("好。", "您好。"))
    whole = joined([first, second])
    assert whole.seconds == pytest.approx(first.seconds + second.seconds)
    assert whole.visemes[len(first.visemes)].start == pytest.approx(first.seconds)


def test_an_empty_clip_is_an_empty_file() -> None:
    empty = Clip(np.zeros(0, dtype=np.int16), 24_000)
    assert len(mp3(empty)) < 1_000
    with pytest.raises(ValueError, match="nothing"):
        joined([])
