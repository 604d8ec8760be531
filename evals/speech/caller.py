"""Speaks a worker's answers in a voice of ours, as a phone would send them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import av
import numpy as np

from assistant.profile.model import Language
from assistant.speech.aloud import aloud
from assistant.speech.kokoro import MODEL_FILE, KokoroSynthesizer
from assistant.speech.model import Clip

_RATE = 48_000
_BIT_RATE = 24_000
_SLOWER = 0.85
_AROUND = 0.3  # seconds between her finger and her voice
_ROOM = 20  # how loud a quiet room is, of 32768


class Caller:
    """One worker's voice: the folder of the model, and a voice of `knowledge_base/voices`.

    What she says is kept in `kept`, so that the next run need not speak it again.
    """

    def __init__(self, model: Path, voice: str, kept: Path) -> None:
        self._voice = voice
        self._kept = kept
        voices: dict[Language, str] = {"zh": voice, "en": voice}
        self._usual = KokoroSynthesizer(model / MODEL_FILE, voices=voices, threads=2)
        self._slow = KokoroSynthesizer(model / MODEL_FILE, voices=voices, threads=2, speed=_SLOWER)

    def file(self, line: str, language: Language, *, slower: bool) -> bytes:
        """`line` as a webm file with Opus, as the browsers of phones record it."""
        said = "|".join((self._voice, language, str(_SLOWER if slower else 1), line))
        path = self._kept / f"{hashlib.sha256(said.encode()).hexdigest()}.webm"
        if path.is_file():
            return path.read_bytes()
        engine = self._slow if slower else self._usual
        data = webm(engine.speak(aloud(line, language), language))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return data


def webm(clip: Clip) -> bytes:
    """A clip with a little of a quiet room around it, as webm/opus."""
    room = np.random.default_rng(1).normal(0, _ROOM, int(_AROUND * clip.rate)).astype(np.int16)
    samples = np.concatenate([room, clip.samples, room])
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = clip.rate
    resampler = av.AudioResampler("s16", "mono", _RATE, frame_size=_RATE // 50)
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="webm") as container:
        stream = container.add_stream("libopus", rate=_RATE, layout="mono")
        stream.bit_rate = _BIT_RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return buffer.getvalue()
