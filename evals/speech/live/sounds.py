"""Sounds to measure with: real speech, answers in our own voice, pauses, coughs, echoes."""

from __future__ import annotations

import time
import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.kit.data import load_yaml
from assistant.profile.model import Topic
from assistant.speech.activity import speech_spans
from assistant.speech.live.playback import resample
from assistant.speech.model import HEARING_RATE, Clip, Sound
from assistant.speech.speaker import Speaker

REAL_SPEECH = Path(__file__).resolve().parents[4] / "shared" / "speech" / "aishell_dev"
# Voice is known some time after it began; the consonant before it belongs to the word.
_BEFORE = 0.25
_TOLD = 10.0  # seconds between two lines that say how far it is
Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PausedTurn:
    """A turn with a pause inside; `ends` is when its last word ends, in seconds."""

    name: str
    topic: Topic | None
    samples: Samples
    ends: float


def script() -> dict[str, object]:
    """The answers this measurement speaks."""
    loaded: dict[str, object] = load_yaml(Path(__file__).with_name("answers.yaml"))
    return loaded


def real_clips(*, tuning: bool) -> list[tuple[str, Samples]]:
    """Real utterances: the even ones for tuning, the odd ones for the report. None where they are not at hand."""
    files = sorted(REAL_SPEECH.glob("*.wav")) if REAL_SPEECH.is_dir() else []
    return [(file.stem, trimmed(_read(file))) for file in files[0 if tuning else 1 :: 2]]


def _read(path: Path) -> Samples:
    with wave.open(str(path)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return np.asarray(data, dtype=np.float32) / np.float32(32768)


def heard(clip: Clip) -> Samples:
    """A clip as a microphone hears it."""
    return resample(clip.samples, clip.rate, HEARING_RATE).astype(np.float32) / np.float32(32768)


def trimmed(samples: Samples) -> Samples:
    """From shortly before the first voice to the last, so that its end is known and its first consonant is whole."""
    spans = speech_spans(Sound(samples))
    if not spans:
        return samples
    return samples[int(max(0.0, spans[0][0] - _BEFORE) * HEARING_RATE) : int(spans[-1][1] * HEARING_RATE)]


def silence(seconds: float) -> Samples:
    """Nearly: no room is as silent as nought."""
    rng = np.random.default_rng(3)
    return np.asarray(rng.normal(0, 3e-4, int(seconds * HEARING_RATE)), dtype=np.float32)


def with_pause(samples: Samples, seconds: float) -> Samples:
    """The utterance with a pause of just so many seconds where its middle is quietest: a pause of its own counts in."""
    size = int(0.04 * HEARING_RATE)
    low, high = int(len(samples) * 0.3), int(len(samples) * 0.7)
    places = range(low, max(low + 1, high - size), size // 4)
    quietest = min(places, key=lambda at: float(np.sum(np.square(samples[at : at + size])))) + size // 2
    before, after = _silent_around(samples, quietest)
    return np.concatenate((samples[:before], silence(seconds), samples[after:]))


def _silent_around(samples: Samples, at: int) -> tuple[int, int]:
    """Where the silence around a place begins and ends; the place itself where somebody speaks through it."""
    spans = speech_spans(Sound(samples))
    before = max((int(end * HEARING_RATE) for _, end in spans if end * HEARING_RATE <= at), default=at)
    after = min((int(start * HEARING_RATE) for start, _ in spans if start * HEARING_RATE >= at), default=at)
    inside = any(start * HEARING_RATE < at < end * HEARING_RATE for start, end in spans)
    return (at, at) if inside else (before, after)


def joined(pieces: Iterable[Samples], pause: float) -> Samples:
    """Pieces with a pause between them."""
    parts: list[Samples] = []
    for piece in pieces:
        parts += [silence(pause), piece] if parts else [piece]
    return np.concatenate(parts)


def cough(seconds: float = 0.3) -> Samples:
    """A burst of noise that dies away: no recording of a real one is at hand."""
    rng = np.random.default_rng(5)
    times = np.arange(int(seconds * HEARING_RATE)) / HEARING_RATE
    burst = rng.normal(0, 1, len(times)) * np.exp(-times / 0.08) * np.minimum(1, times / 0.01)
    return np.asarray(0.35 * burst, dtype=np.float32)


async def spoken(speaker: Speaker, text: str) -> Samples:
    """A text in our own voice, trimmed; kept on disk for the next run."""
    return trimmed(heard(await speaker.clip(text, "zh", keep=True)))


def scripted() -> list[str]:
    """Every text of the script, so that all can be spoken before anything is measured."""

    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [text for each in inside for text in texts(each)]

    pauses: list[list[str]] = script()["pauses"]  # type: ignore[assignment]  # the file is ours
    topics = {topic for topic, *_ in pauses}
    return [text for text in texts(script()) if text not in topics]


async def render(speaker: Speaker, texts: Sequence[str]) -> None:
    """Speak texts and keep them for the next run, saying how far it is where that takes long."""
    said = time.monotonic()
    for number, text in enumerate(texts):
        await speaker.clip(text, "zh", keep=True)
        if time.monotonic() - said > _TOLD:
            said = time.monotonic()
            print(f"spoken ahead: {number + 1} of {len(texts)}", flush=True)


async def paused_turns(speaker: Speaker, pause: float) -> list[PausedTurn]:
    """The scripted turns with pauses, spoken by our own voice."""
    turns = []
    lines: list[list[str]] = script()["pauses"]  # type: ignore[assignment]  # the file is ours
    for topic, *pieces in lines:
        sound = joined([await spoken(speaker, piece) for piece in pieces], pause)
        turns.append(PausedTurn("|".join(pieces), Topic(topic), sound, len(sound) / HEARING_RATE))
    return turns
