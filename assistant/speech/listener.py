"""From a recording to a transcript that may become an answer, or to the trouble that it is not one.

In order: is anybody speaking; what the recognizer hears; the other language where that fits better; what nobody said
(captions, loops); how sure it is; punctuation; repair by sound.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech import activity, captions, expected
from assistant.speech.expected import Guess, Scorer
from assistant.speech.hearing import hearing
from assistant.speech.model import HEARING_RATE, Change, Glancing, Recognizer, Sound, Transcript, Trouble, Word
from assistant.speech.sound import level_db, part
from assistant.understanding.repair.model import Repaired

Repair = Callable[[str, Topic | None, Language], Repaired]
"""Mends what was misheard, knowing what had been asked."""


class Listener:
    """Listens to whole recordings with one recognizer; safe from several threads and tasks."""

    def __init__(
        self, recognizer: Recognizer, repair: Repair | None, pool: WorkerPool, scorer: Scorer | None = None
    ) -> None:
        self._recognizer = recognizer
        self._scorer = scorer
        self._repair = repair
        self._pool = pool

    @property
    def name(self) -> str:
        """The engine that listens."""
        return self._recognizer.name

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        """`hear`, in a worker of the bounded pool.

        Raises:
            UnavailableError: the queue is full, the engine failed, or it took too long.
        """
        return await self._pool.run(self.hear, sound, language, asking)

    def hear(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        """What was said in `sound`. Blocking. `language` is the interview's; None lets the sound decide.

        With a trouble in the transcript nothing in it may become an answer; `text` then only shows what was caught.

        Raises:
            UnavailableError: the engine is missing or failed.
        """
        rule = hearing().activity
        spans = activity.speech_spans(sound)
        spoken = sum(end - start for start, end in spans)
        if spoken < (rule.least_yes if asking in rule.yes_topics else rule.least_speech):
            trouble = Trouble.SILENCE if level_db(sound.samples) < rule.silent_db else Trouble.NOISE
            return _nothing(sound, language, trouble)
        first, last = max(0.0, spans[0][0] - rule.margin), min(sound.seconds, spans[-1][1] + rule.margin)
        spoken_part = part(sound, first, last)
        heard = self._recognize(spoken_part, language)
        judged = _judged(_placed(heard, first, sound.seconds, spans), spoken)
        mended = self._mended(judged, asking)
        return self._compared(mended, spoken_part, spoken, language, asking)

    def rehearsal(self) -> list[Callable[[], None]]:
        """What takes longest the first time, done on nothing, in short steps that block; the most general ones first.

        A step may raise an UnavailableError: the engine is missing or failed.
        """
        steps: list[Callable[[], None]] = [self._rehearse_engine]
        steps += [partial(self._rehearse_topic, topic) for topic in (None, *Topic)]
        size = expected.rule().at_once
        for topic in Topic if self._scorer is not None else ():
            answers = expected.expected(topic, "zh")
            steps += [partial(self._prepare, answers[at : at + size]) for at in range(0, len(answers), size)]
        return steps

    def _rehearse_engine(self) -> None:
        nothing = Sound(np.zeros(HEARING_RATE, np.float32))
        activity.speech_spans(nothing)
        if isinstance(self._recognizer, Glancing):
            self._recognizer.glance(nothing, "zh")
            self._recognizer.transcribe(nothing, "zh")

    def _rehearse_topic(self, topic: Topic | None) -> None:
        if self._repair is not None:
            self._repair(hearing().prompts["zh"], topic, "zh")
        expected.taken(topic)

    def _prepare(self, answers: tuple[str, ...]) -> None:
        if self._scorer is not None:
            self._scorer.prepare(answers, "zh")

    async def glance(self, sound: Sound, language: Language) -> str:
        """What seems to be said in `sound`, to be shown while she speaks; in a worker of the bounded pool.

        Raises:
            UnavailableError: the queue is full, the engine failed, or it took too long.
        """
        return await self._pool.run(self._glanced, sound, language)

    def _glanced(self, sound: Sound, language: Language) -> str:
        rule = hearing().activity
        spans = activity.speech_spans(sound)
        if sum(end - start for start, end in spans) < rule.least_speech:
            return ""
        spoken = part(sound, max(0.0, spans[0][0] - rule.margin), sound.seconds)
        if isinstance(self._recognizer, Glancing):
            return self._recognizer.glance(spoken, language)
        heard = self._recognizer.transcribe(spoken, language, words=False)
        return "" if heard.trouble is not None or captions.is_suspect(heard.text) else heard.text

    def _compared(
        self, heard: Transcript, sound: Sound, spoken: float, language: Language | None, asking: Topic | None
    ) -> Transcript:
        """A short answer beside the few that the question expects: a clear winner is taken or suggested."""
        numbers = expected.rule()
        if self._scorer is None or not numbers.enabled or spoken > numbers.longest_speech:
            return heard
        known = captions.bare(heard.text, "zh")
        answers = _rivals(heard, known, asking, language or heard.language)
        if not answers:
            return heard
        texts = tuple(dict.fromkeys((*answers, *([known] if known else []))))
        try:
            scores = self._scorer.score(sound, texts, language or heard.language)
        except UnavailableError:
            # What was heard is there; the comparison is only a help.
            return heard
        guess = expected.best(known, scores, asking)
        return heard if guess is None else _guessed(heard, guess)

    def _recognize(self, sound: Sound, language: Language | None) -> Transcript:
        heard = self._recognizer.transcribe(sound, language)
        if language is None or heard.trouble is not None:
            return heard
        trust = hearing().trust
        if heard.text.strip() and heard.confidence >= trust.second_look and _in_script(heard.text, language):
            return heard
        if language == "zh" and sound.seconds < trust.second_look_seconds and heard.text.strip():
            return heard
        other = self._recognizer.transcribe(sound, None)
        if other.trouble is Trouble.OTHER_LANGUAGE and heard.confidence < trust.second_look:
            return heard.model_copy(update={"trouble": Trouble.OTHER_LANGUAGE})
        better = other.confidence >= heard.confidence + trust.other_better or not heard.text.strip()
        return other if better and other.language != language and other.text.strip() else heard

    def _mended(self, heard: Transcript, asking: Topic | None) -> Transcript:
        if self._repair is None or heard.trouble is not None:
            return heard
        repaired = self._repair(heard.heard, asking, heard.language)
        changes = tuple(
            Change(start=change.start, end=change.end, heard=change.heard, understood=change.understood)
            for change in repaired.changes
        )
        return heard.model_copy(update={"text": repaired.text, "changes": changes})


def _rivals(heard: Transcript, known: str, asking: Topic | None, language: Language) -> tuple[str, ...]:
    """The expected answers that may have been said instead of what was heard; none where it was heard well enough."""
    numbers, answers = expected.rule(), expected.expected(asking, language)
    if heard.trouble is not None:
        doubtful = heard.trouble is Trouble.UNCLEAR or captions.is_filler(heard.text, heard.language)
        return answers if doubtful else ()
    if any(answer in known for answer in answers):
        return ()
    if heard.confidence < numbers.heard_well:
        return answers
    surely = heard.confidence >= numbers.heard_surely and expected.answers(heard.text, asking, heard.language)
    if surely or len(known) > numbers.longest_heard:
        return ()
    return tuple(each for each in answers if abs(len(each) - len(known)) <= numbers.near_length)


def _nothing(sound: Sound, language: Language | None, trouble: Trouble) -> Transcript:
    return Transcript(
        text="", heard="", language=language or "zh", seconds=sound.seconds, confidence=0.0, trouble=trouble
    )


def _guessed(heard: Transcript, guess: Guess) -> Transcript:
    """The transcript with its guess: taken, and recorded as a change, or to be asked about."""
    if not guess.sure:
        return heard.model_copy(update={"trouble": Trouble.UNCLEAR, "suggestion": guess.text})
    change = Change(start=0, end=len(guess.text), heard=heard.heard, understood=guess.text)
    update = {"text": guess.text, "trouble": None, "language": "zh", "changes": (change,)}
    return heard.model_copy(update=update)


def _in_script(text: str, language: Language) -> bool:
    """Whether a text said to be Chinese has a Chinese character or only digits, and an English one a letter."""
    if language == "zh":
        return any("\u4e00" <= c <= "\u9fff" for c in text) or not any(c.isalpha() for c in text)
    return not any("\u4e00" <= c <= "\u9fff" for c in text)


def _placed(heard: Transcript, offset: float, seconds: float, spans: list[tuple[float, float]]) -> Transcript:
    """Times counted from the beginning of the whole recording; the first word begins where speech begins."""
    words = tuple(
        word.model_copy(
            update={
                "start": round(min(seconds, word.start + offset), 3),
                "end": round(min(seconds, word.end + offset), 3),
            }
        )
        for word in heard.words
    )
    if words and words[0].start < spans[0][0] < words[0].end:
        words = (words[0].model_copy(update={"start": round(spans[0][0], 3)}), *words[1:])
    return heard.model_copy(update={"words": words, "seconds": seconds})


def _judged(heard: Transcript, spoken: float) -> Transcript:
    """Without what nobody said, with punctuation, and with the trouble that is left."""
    language = heard.language
    words = heard.words or ((Word(text=heard.text, start=0.0, end=heard.seconds),) if heard.text else ())
    kept = captions.without_captions(words, language)
    if language == "zh":
        kept = captions.respelled(kept, captions.stated(captions.full_width(_joined(kept)), language))
    kept = captions.punctuated(kept, language) if heard.words else kept
    text = _joined(kept).strip()
    trouble = heard.trouble or _trouble(text, heard.confidence, language, spoken, invented=len(kept) < len(words))
    # What was caught is shown as it is; only an answer has to be clean.
    return heard.model_copy(
        update={"text": text, "heard": text, "words": _stripped(kept) if heard.words else (), "trouble": trouble}
    )


def _trouble(text: str, confidence: float, language: Language, spoken: float, *, invented: bool) -> Trouble | None:
    trust = hearing().trust
    if not captions.bare(text, language):
        return Trouble.NOISE if invented else Trouble.UNCLEAR
    if captions.is_loop(text) or captions.too_fast(text, language, spoken):
        return Trouble.UNCLEAR
    if captions.is_filler(text, language) and confidence < trust.second_look:
        return Trouble.NOISE
    return Trouble.UNCLEAR if confidence < trust.unclear else None


def _joined(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words)


def _stripped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    if not words:
        return ()
    first = words[0].model_copy(update={"text": words[0].text.lstrip()})
    rest = (first, *words[1:])
    return (*rest[:-1], rest[-1].model_copy(update={"text": rest[-1].text.rstrip()}))
