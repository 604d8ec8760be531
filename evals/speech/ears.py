"""`python -m evals.speech.ears [--limit N] [--show] [--record]`.

How well recordings are heard and what it costs, with the short context and with Whisper's whole window, loud and quiet;
and how often something is heard where nobody speaks, by the bare recognizer and by the listener around it.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.speech import fetch, hearing, whisper
from assistant.speech.listener import Listener
from assistant.speech.model import HEARING_RATE, Sound, Transcript
from assistant.speech.sound import level_db
from evals.speech.real import FOLDER, Clip, clips, distance, letters
from evals.table import percent, quantile, record, table

_SECONDS = 3
_LEVELS = (-60, -40, -25, -10)
_GAINS = (0, -40)


@dataclass(frozen=True, slots=True)
class Heard:
    """One clip heard: errors of how many characters, what it cost, and whether it counts as an answer."""

    errors: int
    length: int
    cpu: float
    wall: float
    taken: bool
    text: str


def main() -> None:
    """Measure the ears and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.speech.ears", description=__doc__)
    parser.add_argument("--limit", type=int, default=10_000, help="real recordings")
    parser.add_argument("--show", action="store_true", help="print what was misheard and what was invented")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    settings = Settings()
    ears = whisper.shared(fetch.ears_folder(settings.data_dir, settings.asr_model), settings.asr_threads)
    ears.load()
    listener = Listener(ears, None, WorkerPool(1, 1, 600))
    parts = [f"`{ears.name}`, {settings.asr_threads} threads, load of the machine {os.getloadavg()[0]:.1f}."]
    real = clips()[: options.limit]
    parts.append(_heard_table(ears, listener, real, show=options.show) if real else f"Skipped: no {FOLDER}.")
    parts.append(_invented_table(ears, listener, show=options.show))
    body = "\n\n".join(parts)
    print(body)
    if options.record and real:
        record("speech-ears", "Speech: the ears", "python -m evals.speech.ears", body)


def _heard_table(ears: whisper.WhisperRecognizer, listener: Listener, real: list[Clip], *, show: bool) -> str:
    rows = []
    whole = hearing.hearing()
    whole = whole.model_copy(update={"recognition": whole.recognition.model_copy(update={"padding": 30.0})})
    with patch.object(whisper, "hearing", lambda: whole):
        rows.append(_row("bare, whole window", real, lambda sound: ears.transcribe(sound, "zh"), show=False))
    rows.append(_row("bare, short context", real, lambda sound: ears.transcribe(sound, "zh"), show=False))
    for gain in _GAINS:
        hear = partial(_listened, listener, gain)
        rows.append(_row(f"listener, short context, {gain} dB", real, hear, show=show and gain == 0))
    head = ("how", "clips", "CER", "not taken", "CPU-s a clip", "p50 s", "p95 s")
    seconds = sum(clip.sound.seconds for clip in real)
    return f"Real read Mandarin, {len(real)} clips, {seconds:.0f} s:\n\n{table(head, rows)}"


def _listened(listener: Listener, gain: float, sound: Sound) -> Transcript:
    return listener.hear(_at(sound, gain), "zh", None)


def _at(sound: Sound, gain: float) -> Sound:
    return Sound(sound.samples * np.float32(10 ** (gain / 20)))


def _row(name: str, real: list[Clip], hear: Callable[[Sound], Transcript], *, show: bool) -> tuple[object, ...]:
    heard = [_hear(clip, hear) for clip in real]
    if show:
        print(
            *(f"  {clip.reference}\n  {one.text}\n" for clip, one in zip(real, heard, strict=True) if one.errors),
            sep="",
        )
    walls = [one.wall for one in heard]
    return (
        name,
        len(heard),
        percent(sum(one.errors for one in heard), sum(one.length for one in heard)),
        sum(not one.taken for one in heard),
        f"{sum(one.cpu for one in heard) / len(heard):.2f}",
        f"{quantile(walls, 0.5):.2f}",
        f"{quantile(walls, 0.95):.2f}",
    )


def _hear(clip: Clip, hear: Callable[[Sound], Transcript]) -> Heard:
    cpu, wall = time.process_time(), time.perf_counter()
    transcript = hear(clip.sound)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    wanted = letters(clip.reference)
    errors = distance(wanted, letters(transcript.text))
    return Heard(errors, len(wanted), cpu, wall, transcript.trouble is None, transcript.text)


def _signals() -> dict[str, NDArray[np.float64]]:
    """Three seconds each of what a room gives when nobody speaks, made here with a fixed seed."""
    random = np.random.default_rng(20261122)
    count = _SECONDS * HEARING_RATE
    times = np.arange(count) / HEARING_RATE
    white = random.normal(size=count)
    spectrum = np.fft.rfft(random.normal(size=count)) / np.sqrt(np.arange(1, count // 2 + 2))
    beat = 0.5 + 0.5 * np.sign(np.sin(2 * np.pi * 2 * times))
    chord = sum(np.sin(2 * np.pi * pitch * times + pitch) for pitch in (262.0, 330.0, 392.0))
    melody = np.sin(
        2 * np.pi * np.cumsum(np.repeat(random.choice([262, 294, 330, 392, 440], 12), count // 12)) / HEARING_RATE
    )
    claps = np.zeros(count)
    for start in random.integers(0, count - 2_000, 8):
        claps[start : start + 2_000] += random.normal(size=2_000) * np.exp(-np.arange(2_000) / 300)
    hum = np.sin(2 * np.pi * 50 * times) + 0.3 * np.sin(2 * np.pi * 150 * times)
    return {
        "white noise": white,
        "pink noise": np.fft.irfft(spectrum, count),
        "mains hum": hum,
        "chords with a beat": np.asarray(chord * beat),
        "melody": melody,
        "claps": claps,
        "water (noise in waves)": white * (1.2 + np.sin(2 * np.pi * 3 * times)),
    }


def unspoken() -> dict[str, list[Sound]]:
    """Sounds in which nobody speaks, by name, each at several levels."""
    sounds = {"digital silence": [Sound(np.zeros(_SECONDS * HEARING_RATE, np.float32))]}
    for name, signal in _signals().items():
        plain = np.asarray(signal / np.abs(signal).max(), dtype=np.float32)
        sounds[name] = [_at(Sound(plain), level - level_db(plain)) for level in _LEVELS]
    return sounds


def _invented_table(ears: whisper.WhisperRecognizer, listener: Listener, *, show: bool) -> str:
    rows: list[tuple[str, int, int, int]] = []
    for name, levels in unspoken().items():
        bare = [ears.transcribe(sound, "zh", words=False).text for sound in levels]
        answers = [listener.hear(sound, "zh", None) for sound in levels]
        taken = [answer.text for answer in answers if answer.trouble is None]
        if show:
            print(name, bare, taken)
        rows.append((name, len(levels), sum(bool(text) for text in bare), len(taken)))
    rows.append(("all", sum(row[1] for row in rows), sum(row[2] for row in rows), sum(row[3] for row in rows)))
    shown = ", ".join(str(level) for level in _LEVELS)
    head = ("nobody speaks", "sounds", "bare recognizer writes", "taken as an answer")
    return f"Three seconds without speech, at {shown} dB:\n\n{table(head, rows)}"


if __name__ == "__main__":
    main()
