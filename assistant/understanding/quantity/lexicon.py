"""The words of the quantity grammar, read once from `knowledge_base/grammar/quantity/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.kit.data import data_path, load_yaml

_NUMERAL_CHARACTERS = frozenset("零一二三四五六七八九十百千万亿两几半幺俩仨廿卅0123456789")
_ONES = frozenset("一二三四五六七八九两几")
_WEEK_IN_MONTHS = 7 / 30.4375


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word: what kind of quantity it makes, its canonical name, and how many of the kind's units it is."""

    kind: str
    name: str
    factor: float = 1
    not_before: str = ""
    bare: bool = True


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word beside a number and its effect (see modifiers.yaml); `refused` are characters that cancel it.

    `at_end` modifiers count only where the clause ends after them.
    """

    effect: str
    refused: str = ""
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A numeral that follows no rule (万儿八千)."""

    low: float | None
    high: float | None
    unit: str | None
    vague: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Strings looked up at a place of a text, longest first: for each first character, the lengths and the words."""

    by_first: Mapping[str, tuple[tuple[int, ...], frozenset[str]]]

    def at(self, text: str, position: int) -> str | None:
        """The longest of the words that stands at `position`, or None."""
        entry = self.by_first.get(text[position : position + 1])
        if entry is None:
            return None
        lengths, found = entry
        for length in lengths:
            word = text[position : position + length]
            if word in found:
                return word
        return None


def words(items: Iterable[str]) -> Words:
    """`items` prepared for look-up."""
    table: dict[str, set[str]] = {}
    for item in items:
        if item:
            table.setdefault(item[0], set()).add(item)
    return Words(
        {
            first: (tuple(sorted({len(w) for w in found}, reverse=True)), frozenset(found))
            for first, found in table.items()
        }
    )


def alternation(items: Iterable[str]) -> str:
    """A regular expression source matching any of `items`, longest first."""
    return "|".join(re.escape(item) for item in sorted(set(items), key=len, reverse=True))


def read_file(name: str) -> Any:  # noqa: ANN401 - each caller knows the shape of its own file
    """The parsed content of `knowledge_base/grammar/quantity/<name>.yaml`."""
    return load_yaml(data_path("knowledge_base", "grammar", "quantity", f"{name}.yaml"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Measure words, modifiers, ready-made numbers and stop words, ready for look-up."""

    units: Mapping[str, Unit]
    unit_words: Words
    before: Mapping[str, Modifier]
    before_longest: int
    after: Mapping[str, Modifier]
    after_words: Words
    between: re.Pattern[str]
    refusing: re.Pattern[str]
    lacking: tuple[str, ...]
    less_refused: re.Pattern[str]
    address_after: Words
    ready: Mapping[str, Ready]
    ready_words: Words
    stops: Mapping[str, tuple[tuple[str, int], ...]]
    stops_unless: Mapping[str, str]
    tail_stops: Words
    tail_goes_on: Words

    def unit_at(self, text: str, position: int) -> tuple[str, Unit] | None:
        """The longest measure word at `position` that the following characters allow."""
        lengths, found = self.unit_words.by_first.get(text[position : position + 1], ((), frozenset()))
        for length in lengths:
            word = text[position : position + length]
            if word in found:
                unit = self.units[word]
                following = text[position + length : position + length + 1]
                if not following or following not in unit.not_before:
                    return word, unit
        return None

    def stop_end(self, text: str, position: int) -> int | None:
        """Where the idiom or name ends that the numeral at `position` belongs to; None when it belongs to none."""
        best: int | None = None
        keys = (text[position : position + 2], text[max(0, position - 1) : position + 1])
        for word, offset in (*self.stops.get(keys[0], ()), *self.stops.get(keys[1], ())):
            start = position - offset
            if start >= 0 and text.startswith(word, start):
                end = start + len(word)
                if (best is None or end > best) and not self._goes_on(text, word, end):
                    best = end
        return best

    def _goes_on(self, text: str, word: str, end: int) -> bool:
        """Whether the numeral of the idiom goes on after it, so that it is none here: 最高一万 holds no 高一."""
        following = text[end : end + 1]
        if not following:
            return False
        return following in self.stops_unless.get(word, "") or (word[-1] in _ONES and following in "十百千万亿")


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    units = _units(read_file("units"))
    modifiers = read_file("modifiers")
    before = _modifiers(modifiers["before"], modifiers["not_after"])
    after = _modifiers(modifiers["after"], modifiers["not_before"])
    after |= {word: Modifier(effect, at_end=True) for word, effect in modifiers["at_end"].items()}
    ready = _ready(modifiers["ready"])
    stop_words = read_file("stop_words")
    return Lexicon(
        units=units,
        unit_words=words(units),
        before=before,
        before_longest=max(map(len, before)),
        after=after,
        after_words=words(after),
        between=re.compile(rf"(?:{alternation(modifiers['between'])})$"),
        refusing=re.compile(modifiers["refusal_joint"] + f"(?:{alternation(modifiers['refusing'])})"),
        lacking=tuple(modifiers["lacking"]),
        less_refused=_less_refused(modifiers),
        address_after=words(stop_words["address_after"]),
        ready=ready,
        ready_words=words(ready),
        stops=_stops([*stop_words["words"], *stop_words["unless"], *read_file("stop_places")["words"]]),
        stops_unless=stop_words["unless"],
        tail_stops=words(read_file("units")["tail_stops"]),
        tail_goes_on=words(read_file("units")["tail_goes_on"]),
    )


def _less_refused(modifiers: Mapping[str, Any]) -> re.Pattern[str]:
    less, refusing = alternation(modifiers["less"]), alternation(modifiers["refusing"])
    return re.compile(modifiers["less_joint"] + f"(?:{less}){modifiers['less_to_refusing']}(?:{refusing})")


def _units(data: Mapping[str, Any]) -> dict[str, Unit]:
    other = data["money_not_before"]
    units = {word: Unit("money", "元", 1, other.get(word, "")) for word in data["money"]}
    units |= {word: Unit("money", "元", factor) for word, factor in data["small_money"].items()}
    for word, spec in data["duration"].items():
        factor = spec["months"] if "months" in spec else spec["weeks"] * _WEEK_IN_MONTHS
        units[word] = Unit("duration", word, factor, spec.get("not_before", ""), spec.get("bare", True))
    units |= {word: Unit("age", "岁") for word in data["age"]}
    for spec in data["count"]:
        refused = spec.get("not_before", {})
        units |= {word: Unit("count", spec["unit"], 1, refused.get(word, "")) for word in spec["words"]}
    return units


def _modifiers(groups: Iterable[Mapping[str, Any]], refused: Mapping[str, str]) -> dict[str, Modifier]:
    return {word: Modifier(group["effect"], str(refused.get(word, ""))) for group in groups for word in group["words"]}


def _ready(entries: Iterable[Mapping[str, Any]]) -> dict[str, Ready]:
    return {
        word: Ready(entry["min"], entry["max"], entry.get("unit"), bool(entry.get("vague")))
        for entry in entries
        for word in entry["words"]
    }


def _stops(items: Iterable[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Stop words, each with the place of its first numeral, by that numeral and its neighbour in the word."""
    table: dict[str, list[tuple[str, int]]] = {}
    for word in dict.fromkeys(items):
        offset = next((i for i, c in enumerate(word) if c in _NUMERAL_CHARACTERS), None)
        if offset is not None:
            key = word[offset : offset + 2] if offset + 1 < len(word) else word[offset - 1 : offset + 1]
            table.setdefault(key, []).append((word, offset))
    return {key: tuple(found) for key, found in table.items()}
