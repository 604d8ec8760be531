"""Names by their sound: a recognizer knows how a name sounds, not with which characters it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.repair.model import Mending
from assistant.understanding.repair.sounds import Syllable, is_chinese, syllables
from assistant.understanding.zh import grammar
from assistant.understanding.zh.fields.names import surnames

_OPTIONS = 6  # characters considered for each place of a name
_LONGEST = 4


def name_mendings(text: str) -> list[Mending]:
    """Characters of a given name that no name is written with, each replaced by the likeliest of the same sound."""
    mendings: list[Mending] = []
    for found in _named().finditer(text):
        start, given = found.start("given"), found["given"]
        if found["family"] not in surnames():
            continue
        for at, (character, sound) in enumerate(zip(given, syllables(given), strict=True)):
            likely = _alike(sound) if character in _rule()["never"] and sound is not None else []
            if likely:
                mendings.append(Mending(start + at, start + at + 1, likely[0], 0.0))
    return mendings


def same_sound(name: str, most: int) -> tuple[str, ...]:
    """Other ways to write a Chinese name that sounds so, the likeliest first; none for a name in other letters."""
    family = next((each for each in grammar.words("person", "compound_surname") if name.startswith(each)), name[:1])
    given = name[len(family) :]
    if not 1 <= len(given) <= _LONGEST - 2 or not all(map(is_chinese, name)) or family[-1:] not in _families():
        return ()
    places = [_options(character, sound) for character, sound in zip(given, syllables(given), strict=True)]
    written = sorted(product(*places), key=lambda each: sum(cost for _, cost in each))
    names = dict.fromkeys(family + "".join(character for character, _ in each) for each in written)
    return tuple(each for each in names if each != name)[:most]


@cache
def _families() -> frozenset[str]:
    """The last characters of surnames."""
    return surnames() | {each[-1] for each in grammar.words("person", "compound_surname")}


def _options(character: str, sound: Syllable | None) -> Sequence[tuple[str, float]]:
    if sound is None:
        return [(character, 0.0)]
    likely = [(each, _cost(each, sound)) for each in _alike(sound)[:_OPTIONS]]
    known = any(each == character for each, _ in likely)
    return likely if known or not likely else [*likely, (character, _cost(character, sound))]


def _cost(character: str, sound: Syllable) -> float:
    """How unlikely a character is in a name that sounds so: rare ones, and those of another tone."""
    own = syllables(character)[0]
    rank = _ranks().get(character, len(_ranks()))
    return rank / float(_rule()["ranks_a_tone"]) + (0.0 if own is not None and own.tone == sound.tone else 1.0)


def _alike(sound: Syllable) -> list[str]:
    found = _by_sound().get((sound.initial, sound.final), ())
    return sorted(found, key=lambda character: _cost(character, sound))


@cache
def _ranks() -> Mapping[str, int]:
    """Characters of given names, the most usual first."""
    return {character: rank for rank, character in enumerate(dict.fromkeys(_rule()["usual"]))}


@cache
def _by_sound() -> Mapping[tuple[str, str], Sequence[str]]:
    table: dict[tuple[str, str], list[str]] = defaultdict(list)
    for character in _ranks():
        sound = syllables(character)[0]
        if sound is not None:
            table[sound.initial, sound.final].append(character)
    return table


@cache
def _named() -> re.Pattern[str]:
    return re.compile(_rule()["pattern"])


@cache
def _rule() -> Mapping[str, Any]:
    rule: Mapping[str, Any] = load_yaml(data_path("knowledge_base", "repair", "names.yaml"))
    return rule
