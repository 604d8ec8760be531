"""`python -m evals.speech.mouth [--voices zf_xiaobei …] [--threads 1] [--limit N] [--show] [--record]`.

How well the embedded voice is understood: each sentence is spoken and then written down by the embedded recognizer. And
what it costs: processor seconds a second of sound, and how long the first sound of a sentence takes, new and cached.
"""

from __future__ import annotations

import argparse
import asyncio
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from pypinyin import lazy_pinyin

from assistant.kit.data import load_yaml
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language
from assistant.speech.aloud import aloud
from assistant.speech.cache import ClipCache
from assistant.speech.encode import at_rate, mp3
from assistant.speech.fetch import MOUTH, ensure
from assistant.speech.kokoro import MODEL_FILE, KokoroSynthesizer
from assistant.speech.model import HEARING_RATE, Clip, Recognizer, Sound
from assistant.speech.recognition import make_recognizer
from assistant.speech.speaker import Speaker
from evals.speech.real import distance
from evals.table import percent, record, table

_DATA = Path(__file__).with_name("data") / "mouth.yaml"
_VOICES: dict[str, Language] = {"zf_xiaobei": "zh", "zm_yunjian": "zh", "af_heart": "en"}
_SAME = str.maketrans({"幺": "一", "两": "二", "她": "他", "它": "他", "您": "你"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence, what was heard, and what it cost."""

    said: str
    heard: str
    errors: int
    length: int
    sound_errors: int
    sounds: int
    cpu: float
    seconds: float


def main() -> None:
    """Measure the voices and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.speech.mouth", description=__doc__)
    parser.add_argument("--voices", nargs="+", default=list(_VOICES), help="voices of knowledge_base/voices")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, default=10_000, help="sentences of each language")
    parser.add_argument("--show", action="store_true", help="print what was misheard")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    settings = Settings()
    ears = make_recognizer(settings)
    if ears is None:
        raise SystemExit("skipped: no recognizer is installed")
    model = ensure(settings.data_dir, MOUTH) / MODEL_FILE
    sentences: dict[Language, list[str]] = load_yaml(_DATA)
    rows = []
    for voice in options.voices:
        language = _VOICES[voice]
        engine = _engine(model, voice, options.threads)
        spoken = [_speak(engine, ears, s, language) for s in sentences[language][: options.limit]]
        rows.append(_row(voice, language, spoken))
        if options.show:
            print(*(f"  {s.said}\n  {s.heard}\n" for s in spoken if s.errors), sep="")
    head = (
        "voice",
        "sentences",
        "CER zh / WER en",
        "by sound",
        "all right",
        "CPU-s a second of sound",
        "seconds spoken",
    )
    body = table(head, rows) + "\n\n" + _latency(model, options.threads, sentences["zh"][: min(options.limit, 12)])
    print(body)
    if options.record:
        record("speech-mouth", "Speech: the voice", "python -m evals.speech.mouth", body)


def _engine(model: Path, voice: str, threads: int) -> KokoroSynthesizer:
    engine = KokoroSynthesizer(model, voices={"zh": voice, "en": voice}, threads=threads)
    engine.load()
    return engine


def _speak(engine: KokoroSynthesizer, ears: Recognizer, sentence: str, language: Language) -> Spoken:
    said = aloud(sentence, language)
    before = time.process_time()
    clip = engine.speak(said, language)
    cpu = time.process_time() - before
    heard = ears.transcribe(_sound(clip), language, words=False).text
    want, got = _units(said, language), _units(aloud(heard, language), language)
    sounds, heard_sounds = lazy_pinyin("".join(want)), lazy_pinyin("".join(got))
    if language == "en":
        sounds, heard_sounds = want, got
    return Spoken(
        said, heard, distance(want, got), len(want), distance(sounds, heard_sounds), len(sounds), cpu, clip.seconds
    )


def _sound(clip: Clip) -> Sound:
    return Sound(at_rate(clip, HEARING_RATE).samples.astype(np.float32) / np.float32(32768))


def _units(text: str, language: Language) -> list[str]:
    if language == "zh":
        return [c for c in text.lower().translate(_SAME) if c.isalnum()]
    plain = unicodedata.normalize("NFD", text.lower()).replace("wi-fi", "wifi")
    return "".join(c if c.isalnum() or c == "'" else " " for c in plain if not unicodedata.combining(c)).split()


def _row(voice: str, language: Language, spoken: list[Spoken]) -> tuple[Any, ...]:
    return (
        f"{voice} ({language})",
        len(spoken),
        percent(sum(s.errors for s in spoken), sum(s.length for s in spoken)),
        percent(sum(s.sound_errors for s in spoken), sum(s.sounds for s in spoken)),
        f"{sum(not s.errors for s in spoken)}/{len(spoken)}",
        f"{sum(s.cpu for s in spoken) / sum(s.seconds for s in spoken):.2f}",
        f"{sum(s.seconds for s in spoken):.0f}",
    )


def _latency(model: Path, threads: int, sentences: list[str]) -> str:
    """Milliseconds to the first MP3 bytes of a sentence: made anew, from memory, from disk."""
    engine = KokoroSynthesizer(model, threads=threads)
    engine.load()

    async def first(speaker: Speaker, sentence: str) -> float:
        before = time.perf_counter()
        clip = await speaker.clip(sentence, "zh", keep=True)
        await asyncio.to_thread(mp3, clip)
        return 1000 * (time.perf_counter() - before)

    async def measure(folder: Path) -> list[tuple[str, str, str]]:
        pool = WorkerPool(1, 8, 60)
        speaker = Speaker(engine, ClipCache(folder), pool)
        new = [await first(speaker, s) for s in sentences]
        memory = [await first(speaker, s) for s in sentences]
        again = Speaker(engine, ClipCache(folder), pool)
        disk = [await first(again, s) for s in sentences]
        kinds = {"new": new, "from memory": memory, "from disk": disk}
        return [(kind, f"{median(times):.0f}", f"{max(times):.0f}") for kind, times in kinds.items()]

    with TemporaryDirectory() as folder:
        rows = asyncio.run(measure(Path(folder)))
    return table(("first sound of a sentence", "median ms", "longest ms"), rows)


if __name__ == "__main__":
    main()
