"""`python -m evals.speech.repair [--split test] [--voices …] [--show] [--record]`: what mending by sound does.

Synthesized answers by topic: character errors and facts before and after repair. Real speech, where it is beside the
project: how many of its correct references and transcripts repair changes under any topic, and whether for better.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from assistant.kit.data import load_yaml
from assistant.kit.settings import Settings
from assistant.profile.model import Topic
from assistant.speech.aloud import aloud
from assistant.speech.encode import at_rate
from assistant.speech.fetch import MOUTH, ensure
from assistant.speech.kokoro import MODEL_FILE, KokoroSynthesizer
from assistant.speech.model import HEARING_RATE, Recognizer, Sound
from assistant.speech.recognition import make_recognizer
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.understanding.repair import repair
from evals.speech.real import clips, distance
from evals.table import percent, record, table

_DATA = Path(__file__).with_name("data")
_TODAY = date(2026, 11, 22)
_SAME = str.maketrans({"幺": "一", "两": "二"})


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer: as it was meant, as the recognizer wrote it, and as it was mended."""

    topic: Topic
    said: str
    raw: str
    mended: str


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.speech.repair", description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="the repair is mended on dev")
    parser.add_argument("--voices", nargs="+", default=["zf_xiaobei", "zm_yunjian"])
    parser.add_argument("--show", action="store_true", help="print what was changed and what stayed wrong")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    settings = Settings()
    ears = make_recognizer(settings)
    if ears is None:
        raise SystemExit("skipped: no recognizer is installed")
    model = ensure(settings.data_dir, MOUTH) / MODEL_FILE
    heard = [each for voice in options.voices for each in _synthesized(model, voice, ears, options.split)]
    body = f"{_by_topic(heard)}\n\n{_harm(ears)}"
    print(body)
    if options.show:
        print(*(f"{h.topic.value}: {h.said} | {h.raw} | {h.mended}" for h in heard if h.raw != h.mended), sep="\n")
        print(
            *(f"wrong {h.topic.value}: {h.said} | {h.mended}" for h in heard if not _same_facts(h, h.mended)), sep="\n"
        )
    if options.record:
        command = f"python -m evals.speech.repair --split {options.split}"
        record("speech-repair", "Speech: repair by sound", command, body)


def _synthesized(model: Path, voice: str, ears: Recognizer, split: str) -> Iterable[Heard]:
    engine = KokoroSynthesizer(model, voices={"zh": voice}, threads=2)
    engine.load()
    for name, sentences in load_yaml(_DATA / f"repair.{split}.yaml").items():
        topic = Topic(name)
        for said in sentences:
            samples = at_rate(engine.speak(aloud(said, "zh"), "zh"), HEARING_RATE).samples
            raw = ears.transcribe(Sound(samples.astype(np.float32) / np.float32(32768)), "zh", words=False).text
            yield Heard(topic, said, raw, repair(raw, topic).text)


def _by_topic(heard: Iterable[Heard]) -> str:
    groups: dict[str, list[Heard]] = defaultdict(list)
    for each in heard:
        groups[each.topic.value].append(each)
        groups["all"].append(each)
    rows = [_row(name, group) for name, group in groups.items() if name != "all"]
    head = ("topic asked", "answers", "CER heard", "CER mended", "facts right heard", "facts right mended", "changed")
    return table(head, [*rows, _row("all", groups["all"])])


def _row(name: str, group: list[Heard]) -> tuple[object, ...]:
    length = sum(len(_letters(each.said)) for each in group)
    return (
        name,
        len(group),
        percent(sum(distance(_letters(each.said), _letters(each.raw)) for each in group), length),
        percent(sum(distance(_letters(each.said), _letters(each.mended)) for each in group), length),
        percent(sum(_same_facts(each, each.raw) for each in group), len(group)),
        percent(sum(_same_facts(each, each.mended) for each in group), len(group)),
        sum(each.raw != each.mended for each in group),
    )


def _letters(text: str) -> list[str]:
    return [character for character in aloud(text, "zh").translate(_SAME) if character.isalnum()]


def _same_facts(heard: Heard, text: str) -> bool:
    """Whether the reader finds in `text` exactly what it finds in the answer as it was meant."""
    return _facts(text, heard.topic) == _facts(heard.said, heard.topic)


def _facts(text: str, topic: Topic) -> list[str]:
    found = read(text, Context(today=_TODAY, asking=topic, language="zh")).facts
    return sorted(f"{fact.field} {fact.value} {fact.polarity} {fact.status}" for fact in found)


def _harm(ears: Recognizer) -> str:
    """What repair does to real speech that is not about this trade: anything it changes is harm or luck."""
    real = list(clips())
    if not real:
        return "Real speech: skipped, the recordings are not beside the project."
    topics: tuple[Topic | None, ...] = (None, *Topic)
    references = sum(bool(repair(clip.reference, topic).changes) for clip in real for topic in topics)
    better = worse = 0
    for clip in real:
        raw = ears.transcribe(clip.sound, "zh", words=False).text
        want = _letters(clip.reference)
        for topic in topics:
            mended = repair(raw, topic)
            if mended.changes:
                gain = distance(want, _letters(raw)) - distance(want, _letters(mended.text))
                better, worse = better + (gain > 0), worse + (gain < 0)
    rows = [
        ("correct references changed, under any topic", f"{references}/{len(real) * len(topics)}"),
        ("transcripts made better / worse, under any topic", f"{better} / {worse}"),
    ]
    return table((f"real speech, {len(real)} recordings", "value"), rows)


if __name__ == "__main__":
    main()
