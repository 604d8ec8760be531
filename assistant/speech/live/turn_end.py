"""Whether a turn is over: how much silence to wait for, judged by the question and by the words so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.profile.fields import FIELDS
from assistant.profile.model import Fact, Language, Topic
from assistant.speech.live.limits import Limits, Words
from assistant.understanding.reader import language_of, read
from assistant.understanding.reading import Act, Context, Reading

_MARKS = re.compile(r"[\s\W_]+")
_SURE = 0.8
_UNSURE_FLAGS = frozenset({"vague", "conditional", "wish"})
# 了, 吧, 左右 … may follow the answer; more than that is something else she is telling.
_TAIL_LETTERS = 3
_YES_NO_LETTERS = 6
# An English word has as many letters as four Chinese ones.
_WORD_LETTERS = 4
_PHONE_BEGINS = re.compile(r"[1一幺][3-9三四五六七八九]")


class Finish(StrEnum):
    """How finished the words so far look."""

    COMPLETE = "complete"  # a whole answer to the question
    USUAL = "usual"
    OPEN = "open"  # a topic on which people tell stories
    HALF_SAID = "half_said"  # the words, or a number, stop halfway
    DIGITS = "digits"  # in the middle of a telephone number


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words answer; `hearing` as in `LiveReply`."""

    topic: Topic | None
    language: Language
    today: date
    hearing: Topic | None = None


class TurnEnd:
    """The rule for the end of a turn. Its limits and words are data."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits.turn_end
        self._words = limits.words
        self._extra = 0.0

    def judge(self, text: str, asked: Asked) -> Finish:
        """How finished `text` looks as an answer to what was asked."""
        language = language_of(text, asked.language)
        words = self._words[language]
        letters = _MARKS.sub("", text)
        if self._mid_number(letters, asked.topic, words):
            return Finish.DIGITS
        if not self._whole_phone(letters, words) and _dangles(text, words, language):
            return Finish.HALF_SAID
        open_topic = asked.topic in self._limits.open_topics
        if len(letters) <= self._letters(language) and self._answers(text, asked, open_topic=open_topic):
            return Finish.COMPLETE
        return Finish.OPEN if open_topic else Finish.USUAL

    def wait(self, finish: Finish) -> float:
        """Seconds of silence after which a turn that looks like this is over."""
        return float(getattr(self._limits, finish.value)) + self._extra

    def was_cut(self) -> None:
        """She spoke on just after we took the floor: wait longer for her from now on."""
        self._extra = min(self._extra + self._limits.pace, self._limits.pace_most)

    def _letters(self, language: Language) -> int:
        return self._limits.complete_letters * (_WORD_LETTERS if language == "en" else 1)

    def _mid_number(self, letters: str, topic: Topic | None, words: Words) -> bool:
        tail = len(letters) - len(letters.rstrip(words.digits))
        said = sum(1 for letter in letters if letter in words.digits)
        if tail == 0 or said >= self._limits.phone_digits:
            return False
        return topic is Topic.CONTACT or (tail > 2 and bool(_PHONE_BEGINS.match(letters[-tail:])))

    def _whole_phone(self, letters: str, words: Words) -> bool:
        """Whether the words end with a whole telephone number; a last 零 then is no number that stops halfway."""
        tail = len(letters) - len(letters.rstrip(words.digits))
        return tail >= self._limits.phone_digits

    def _answers(self, text: str, asked: Asked, *, open_topic: bool) -> bool:
        if asked.topic is None:
            return False
        reading = read(text, Context(today=asked.today, asking=asked.topic, language=asked.language))
        if {asked.topic, asked.hearing} & self._limits.yes_no_topics and _is_yes_or_no(text, reading):
            return True
        if open_topic:
            return False
        facts = [fact for fact in reading.facts if FIELDS[fact.field].topic is asked.topic]
        if not facts or any(FIELDS[name].topic is asked.topic for name in reading.vague if name in FIELDS):
            return False
        rest = _MARKS.sub("", text[max(fact.end for fact in facts) :]).lower()
        return all(_is_sure(fact) for fact in facts) and self._ends(rest, asked.language)

    def _ends(self, rest: str, language: Language) -> bool:
        """Whether what follows the answer only rounds it off."""
        longest = self._limits.ending_letters * (_WORD_LETTERS if language == "en" else 1)
        known = self._words[language].endings_pattern
        return len(rest) <= _TAIL_LETTERS or (len(rest) <= longest and known.fullmatch(rest) is not None)


def _is_sure(fact: Fact) -> bool:
    return fact.confidence >= _SURE and not _UNSURE_FLAGS.intersection(fact.flags)


def _is_yes_or_no(text: str, reading: Reading) -> bool:
    spans = [span for span in reading.acts if span.act in (Act.YES, Act.NO, Act.DONE, Act.REFUSE)]
    rest = len(_MARKS.sub("", text)) - sum(len(_MARKS.sub("", text[span.start : span.end])) for span in spans)
    return bool(spans) and rest <= _YES_NO_LETTERS


def _dangles(text: str, words: Words, language: Language) -> bool:
    """Whether the words stop where nobody stops."""
    bare = text.rstrip(" \t\n。，、．.,…!！?？~")
    if not bare or bare.lower() in words.yes_no | words.back_channels:
        return False
    if words.half_number_pattern.search(bare):
        return True
    if language == "zh":
        return bare.endswith(words.dangling)
    return bare.rsplit(maxsplit=1)[-1].lower() in words.dangling
