"""Which words an answer to each topic is expected to hold, found by how they sound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Topic
from assistant.understanding.repair.sounds import Nearness, Syllable, is_chinese, syllables
from assistant.vocabulary import vocabulary
from assistant.vocabulary.gazetteer import Place
from assistant.vocabulary.places import places

_SHORTEST, _LONGEST = 2, 5


@dataclass(frozen=True, slots=True)
class Expected:
    """A word and its sound. `place` is set for the name of a place, which is believed only in its province."""

    word: str
    sound: tuple[Syllable, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Numerals:
    """How numerals are misheard: see `numerals` of the data."""

    topics: frozenset[Topic]
    digits: frozenset[str]
    heard: Mapping[str, str]
    heard_of: Mapping[Topic, Mapping[str, str]]
    after: frozenset[str]
    ten_first: str
    ten_units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """A mishearing that is itself a word: `put` takes its place where the pattern holds under one of the topics."""

    topics: frozenset[Topic]  # none: whatever was asked
    pattern: re.Pattern[str]
    put: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a sound may be from a word: see `limits` of the data."""

    near: float
    other_tones: float
    short_answer: int


class Rules:
    """The data of repair, ready for use."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.nearness = Nearness(data["near"]["initials"], data["near"]["finals"])
        self.protected: tuple[str, ...] = tuple(data["protected"])
        self.function = frozenset(data["function"])
        self.limits = Limits(**data["limits"])
        self.numerals = _numerals(data["numerals"])
        self.frames = tuple(
            Frame(frozenset(map(Topic, frame.get("topics", ()))), re.compile(frame["pattern"]), frame["put"])
            for frame in data["frames"]
        )
        self._kinds: Mapping[str, list[str]] = data["expected"]
        self._words: Mapping[str, list[str]] = data["words"]
        self._tables: dict[Topic | None, Mapping[str, list[Expected]]] = {}

    def near(self, sound: Iterable[Syllable], asking: Topic | None) -> list[Expected]:
        """The expected words, for this topic, that this sound may have been."""
        if asking not in self._tables:
            self._tables[asking] = self._table(asking)
        return self._tables[asking].get(self._key(sound), [])

    def _key(self, sound: Iterable[Syllable]) -> str:
        return " ".join(map(self.nearness.key, sound))

    def _table(self, asking: Topic | None) -> Mapping[str, list[Expected]]:
        table: dict[str, list[Expected]] = defaultdict(list)
        topic = asking.value if asking else "any"
        kinds = dict.fromkeys((*self._kinds["any"], *self._kinds.get(topic, ())))
        words = dict.fromkeys((*self._words.get(topic, ()), *_forms(kind for kind in kinds if kind != "places")))
        for word in words:
            self._put(table, word, None)
        if "places" in kinds:
            for place in _every_place():
                self._put(table, place.name, place)
        return table

    def _put(self, table: dict[str, list[Expected]], word: str, place: Place | None) -> None:
        if not _SHORTEST <= len(word) <= _LONGEST or not all(map(is_chinese, word)):
            return
        sound = tuple(each for each in syllables(word) if each is not None)
        if len(sound) == len(word):
            table[self._key(sound)].append(Expected(word, sound, place))


def _every_place() -> Iterable[Place]:
    for province in places().inside():
        yield province
        for city in places().inside(province):
            yield city
            yield from places().inside(city)


def _forms(kinds: Iterable[str]) -> Iterable[str]:
    """What the taxonomy calls its terms; misspellings it also understands are nothing to mend towards."""
    for kind in kinds:
        for term in vocabulary().terms(kind):
            forms = term.forms["zh"]
            for at, form in enumerate(forms):
                if form not in term.hints and proper_form(form, forms[:at]) is None:
                    yield form


@cache
def proper_form(form: str, before: tuple[str, ...]) -> str | None:
    """The first form listed before this one that sounds the same but for tones."""
    same_length = [other for other in before if len(other) == len(form)]
    own = _toneless(form) if same_length else []
    return next((other for other in same_length if _toneless(other) == own), None)


@cache
def _toneless(text: str) -> list[tuple[str, str] | None]:
    return [(each.initial, each.final) if each else None for each in syllables(text)]


def _numerals(data: Mapping[str, Any]) -> Numerals:
    ten = data["swallowed_ten"]
    return Numerals(
        topics=frozenset(map(Topic, data["topics"])),
        digits=frozenset(data["digits"]),
        heard=data["heard"],
        heard_of={Topic(topic): heard for topic, heard in data["heard_of"].items()},
        after=frozenset(data["after"]),
        ten_first=ten["first"],
        ten_units=frozenset(ten["units"]),
    )


@cache
def rules() -> Rules:
    """The data of `knowledge_base/repair`, read once per process."""
    return Rules(load_yaml(data_path("knowledge_base", "repair", "zh.yaml")))
