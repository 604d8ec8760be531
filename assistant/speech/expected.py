"""The few short answers an open question expects, and when one of them is believed.

Data: `knowledge_base/speech/expected.yaml`, the chips in `knowledge_base/agenda`, and the names in the taxonomy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.fields import FIELDS
from assistant.profile.model import Language, Topic
from assistant.speech.captions import bare
from assistant.speech.model import Sound
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.understanding.repair.sounds import syllables
from assistant.vocabulary import vocabulary

_ANY_DAY = date(2026, 1, 1)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bar(_Model):
    """What an answer must reach.

    A mean log-probability of its tokens; how far its sum must be ahead of the runner-up's, and its mean ahead of what
    was heard freely (less than nothing: how far behind it may be).
    """

    least: float
    ahead: float
    over_heard: float


class Agreed(_Model):
    """The same for an answer that was heard freely too, with whatever confidence."""

    least: float
    ahead: float


class Rule(_Model):
    """When answers are compared and believed; lengths in seconds and characters."""

    enabled: bool
    longest_speech: float
    longest_answer: int
    longest_heard: int
    heard_well: float
    heard_surely: float
    most_answers: int
    silence: float
    prior: float
    at_once: int
    near_length: int
    sounds_alike: float
    particles: str
    suggest: Bar
    take: Bar
    agreed: Agreed


class _Words(_Model):
    groups: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class _Data(_Model):
    rule: Rule
    answers: dict[str, tuple[str, ...]]
    topics: dict[Topic, _Words]
    taken: dict[Topic, tuple[str, ...]]


class Score(_Model):
    """How well a text fits a sound.

    The log-probabilities of its tokens summed, how many they are, and the sum on silence.
    """

    text: str
    total: float
    tokens: int
    on_silence: float

    def mean(self, prior: float) -> float:
        """The mean of a token, less `prior` of what it has on silence: a frequent word must not win on nothing."""
        return self.sum(prior) / max(1, self.tokens)

    def sum(self, prior: float) -> float:
        """The sum, less the same share."""
        return self.total - prior * self.on_silence


class Scorer(Protocol):
    """Compares given texts with a sound. Blocking; safe from several threads."""

    def score(self, sound: Sound, texts: tuple[str, ...], language: Language) -> tuple[Score, ...]:
        """How well each text fits, in the order given.

        Raises:
            UnavailableError: the engine is missing or failed.
        """

    def prepare(self, texts: tuple[str, ...], language: Language) -> None:
        """Find out ahead what of a comparison with these texts is the same for every sound.

        Raises:
            UnavailableError: the engine is missing or failed.
        """


@dataclass(frozen=True, slots=True)
class Guess:
    """The expected answer that fits best; `sure` where it may be taken without asking."""

    text: str
    sure: bool


@cache
def _data() -> _Data:
    return _Data.model_validate(load_yaml(data_path("knowledge_base", "speech", "expected.yaml")))


def answers(text: str, topic: Topic | None, language: Language) -> bool:
    """Whether the words say something about what was asked."""
    facts = read(text, Context(today=_ANY_DAY, asking=topic, language=language)).facts
    return any(FIELDS[fact.field].topic is topic for fact in facts)


def rule() -> Rule:
    """The numbers in force."""
    return _data().rule


@cache
def expected(topic: Topic | None, language: Language) -> tuple[str, ...]:
    """The short answers to a topic, at most `most_answers`; none in English and where nothing is expected."""
    words = _data().topics.get(topic) if topic else None
    if topic is None or words is None or language != "zh":
        return ()
    own = [answer for group in words.groups for answer in _data().answers[group]]
    named = [term.label["zh"] for kind in words.kinds for term in vocabulary().terms(kind)]
    longest = _data().rule.longest_answer
    found = dict.fromkeys((*own, *_chips(topic), *words.words, *named))
    return tuple(each for each in found if len(each) <= longest and each.isalpha())[: _data().rule.most_answers]


@cache
def taken(topic: Topic | None) -> frozenset[str]:
    """The answers to a topic that may be taken without asking."""
    groups = _data().taken.get(topic) if topic else None
    if topic is None or groups is None:
        return frozenset(_chips(topic)) if topic in _data().topics and topic else frozenset()
    return frozenset((*_chips(topic), *(answer for group in groups for answer in _data().answers[group])))


@cache
def _chips(topic: Topic) -> tuple[str, ...]:
    """The chips of every question under a topic, whatever the job."""
    chips: dict[str, None] = {}
    for path in sorted(data_path("knowledge_base", "agenda").glob("*.yaml")):
        for item in load_yaml(path).get("items", ()):
            if item.get("topic") == topic.value:
                chips |= dict.fromkeys(_chips_of(item))
    return tuple(chips)


def _chips_of(item: Mapping[str, Any]) -> Iterable[str]:
    for question in (item, *item.get("follow_ups", ())):
        yield from question.get("quick_replies", {}).get("zh", ())


def best(heard: str, scores: Iterable[Score], topic: Topic | None) -> Guess | None:
    """The answer that wins clearly over the others and over what was heard, if one does.

    `scores` are those of the expected answers and, where it is none of them, of `heard`.
    """
    numbers = rule()
    answers = expected(topic, "zh")
    ranked = sorted(scores, key=lambda score: score.sum(numbers.prior), reverse=True)
    free = next((score for score in ranked if score.text == heard and heard not in answers), None)
    ours = [score for score in ranked if score.text in answers]
    if not ours:
        return None
    first = ours[0]
    rival = next((score for score in ours if _stem(score.text) != _stem(first.text)), None)
    ahead = first.sum(numbers.prior) - rival.sum(numbers.prior) if rival else float("inf")
    over = first.mean(numbers.prior) - free.mean(numbers.prior) if free else float("inf")
    alike = _sounds_alike(heard, first.text)
    if alike and _both_agree(first.mean(numbers.prior), ahead) and first.text in taken(topic):
        return Guess(first.text, sure=True)
    near = numbers.sounds_alike if alike else 0.0
    for sure, bar in ((True, numbers.take), (False, numbers.suggest)):
        reached = first.mean(numbers.prior) + near >= bar.least and over + near >= bar.over_heard
        if reached and ahead >= bar.ahead and (not sure or first.text in taken(topic)):
            return Guess(first.text, sure)
    return None


def _both_agree(mean: float, ahead: float) -> bool:
    """Whether an answer that was also heard freely, however unsurely, fits better than the other ones."""
    bar = rule().agreed
    return mean >= bar.least and ahead >= bar.ahead


def _stem(answer: str) -> str:
    """The answer without the particles that do not change it: 对的 is no rival of 对."""
    return answer.rstrip(rule().particles) or answer


def _sounds_alike(heard: str, answer: str) -> bool:
    """Whether both are the same syllables but for their tones."""
    one, other = ([each and (each.initial, each.final) for each in syllables(text)] for text in (heard, answer))
    return one == other and None not in one


def same(one: str, other: str) -> bool:
    """Whether two answers differ at most in marks."""
    return bare(one, "zh") == bare(other, "zh")
