"""`python -m evals.speech.short [--half report|calibrate] [--limit N] [--show] [--record]`.

Short answers of our own voices (two, at two speeds), heard with and without the comparison with what the question
expects: understood without asking, understood once she says yes, or wrong. And what the comparison makes of other
speech: pieces of real read Mandarin as short as an answer, and sounds without speech.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path

import numpy as np

from assistant.kit.data import load_yaml
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Topic
from assistant.speech import fetch, whisper
from assistant.speech.expected import expected, same
from assistant.speech.kokoro import MODEL_FILE, KokoroSynthesizer
from assistant.speech.listener import Listener
from assistant.speech.model import HEARING_RATE, Sound, Transcript
from assistant.speech.sound import part, resampled
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.understanding.repair import repair
from evals.speech.ears import unspoken
from evals.speech.real import clips, letters
from evals.table import percent, record, table

_DATA = Path(__file__).with_name("data") / "short.yaml"
_AROUND = 0.4  # seconds of silence before and after an answer
_PIECES = (0.5, 0.8, 1.2)  # seconds of real speech cut out of a sentence
_TODAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as one voice says it."""

    topic: Topic
    text: str
    sound: Sound


def main() -> None:
    """Measure the comparison and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m evals.speech.short", description=__doc__)
    parser.add_argument("--half", choices=("report", "calibrate"), default="report", help="of the answers")
    parser.add_argument("--limit", type=int, default=100, help="real recordings that are cut into pieces")
    parser.add_argument("--show", action="store_true", help="print every answer")
    parser.add_argument("--record", action="store_true", help="write the tables into RESULTS.md")
    options = parser.parse_args()
    settings = Settings()
    ears = whisper.shared(fetch.ears_folder(settings.data_dir, settings.asr_model), settings.asr_threads)
    ears.load()
    pool = WorkerPool(1, 1, 600)
    before, after = Listener(ears, repair, pool), Listener(ears, repair, pool, ears)
    said = list(_spoken(settings, report=options.half == "report"))
    rows = [_row(name, listener, said, show=options.show) for name, listener in (("before", before), ("after", after))]
    head = ("how", "answers", "understood without asking", "understood after a yes", "asked to repeat", "wrong")
    parts = [f"The half of the short answers that is for `{options.half}`:\n\n{table(head, rows)}"]
    others = {"short pieces of real speech": _pieces(options.limit), "nobody speaks": _unspoken()}
    other_rows = [_other_row(name, before, after, list(each), show=options.show) for name, each in others.items()]
    other_head = ("what", "sounds", "suggested", "taken as an expected answer, wrongly")
    parts.append(f"What is no expected answer, under every topic in turn:\n\n{table(other_head, other_rows)}")
    body = "\n\n".join(parts)
    print(body)
    if options.record and options.half == "report":
        record("speech-short", "Speech: short answers", "python -m evals.speech.short", body)


def _spoken(settings: Settings, *, report: bool) -> Iterator[Said]:
    data = load_yaml(_DATA)
    model = fetch.folder_of(settings.data_dir, fetch.MOUTH) / MODEL_FILE
    answers = [(Topic(topic), text) for topic, texts in data["answers"].items() for text in texts]
    for voice in data["voices"]:
        for speed in data["speeds"]:
            mouth = KokoroSynthesizer(model, voices={"zh": voice}, threads=2, speed=speed)
            for topic, text in answers[1 if report else 0 :: 2]:
                clip = mouth.speak(f"{text}。", "zh")
                samples = resampled(clip.samples.astype(np.float32) / np.float32(32768), clip.rate, HEARING_RATE)
                yield Said(topic, text, Sound(np.pad(samples, round(_AROUND * HEARING_RATE))))


def _row(name: str, listener: Listener, said: list[Said], *, show: bool) -> tuple[object, ...]:
    understood = confirmed = repeated = wrong = 0
    for each in said:
        heard = listener.hear(each.sound, "zh", each.topic)
        taken = heard.trouble is None
        right = means(heard.text, each.text, each.topic)
        understood += taken and right
        wrong += taken and not right
        confirmed += not taken and heard.suggestion is not None and means(heard.suggestion, each.text, each.topic)
        repeated += not taken and not (heard.suggestion and means(heard.suggestion, each.text, each.topic))
        if show:
            print(name, each.topic.value, each.text, "|", heard.heard, "|", _shown(heard))
    count = len(said)
    return name, count, *(percent(number, count) for number in (understood, confirmed, repeated, wrong))


def _shown(heard: Transcript) -> str:
    return heard.text if heard.trouble is None else f"{heard.trouble.value}: {heard.suggestion or '-'}?"


def means(heard: str, said: str, topic: Topic) -> bool:
    """Whether two answers are the same words, or give the same facts and acts under the question."""
    if same(heard, said):
        return True
    one, other = (_read(text, topic) for text in (heard, said))
    return one == other and any(other)


def _read(text: str, topic: Topic) -> tuple[list[tuple[str, ...]], list[str]]:
    reading = read(text, Context(today=_TODAY, asking=topic, language="zh"))
    facts: list[tuple[str, ...]] = [(fact.field, repr(fact.value), fact.polarity) for fact in reading.facts]
    return facts, sorted({span.act.value for span in reading.acts})


def _topics() -> Iterator[Topic]:
    return cycle([topic for topic in Topic if expected(topic, "zh")])


def _pieces(limit: int) -> Iterator[tuple[Sound, str]]:
    for clip, seconds in zip(clips()[:limit], cycle(_PIECES), strict=False):
        middle = clip.sound.seconds / 2
        cut = part(clip.sound, middle - seconds / 2, middle + seconds / 2)
        yield Sound(np.pad(cut.samples, round(_AROUND * HEARING_RATE))), clip.reference


def _unspoken() -> Iterator[tuple[Sound, str]]:
    for sounds in unspoken().values():
        for sound in sounds:
            yield sound, ""


def _other_row(
    name: str, before: Listener, after: Listener, sounds: Iterable[tuple[Sound, str]], *, show: bool
) -> tuple[object, ...]:
    count = suggested = taken = 0
    for (sound, reference), topic in zip(sounds, _topics(), strict=False):
        count += 1
        heard = after.hear(sound, "zh", topic)
        suggested += heard.suggestion is not None
        changed = heard.trouble is None and heard.text in expected(topic, "zh")
        wrong = changed and letters(heard.text) not in letters(reference)
        # What the free transcript says by itself is not the comparison's doing.
        wrong = wrong and before.hear(sound, "zh", topic).text != heard.text
        taken += wrong
        if show and (heard.suggestion or wrong):
            print(name, topic.value, reference, "|", heard.heard, "|", _shown(heard))
    return (name, count, suggested, f"{taken} ({percent(taken, count)})") if count else (name, 0, "skipped", "skipped")


if __name__ == "__main__":
    main()
