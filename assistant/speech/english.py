"""English words in the sounds of the embedded voice: from misaki's dictionaries, then by endings, then by letters.

The dictionaries are data of the misaki package (Apache-2.0); its own code needs a tagger that is not installed here, so
a word with several readings is read the usual way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_VOWELS: Final = frozenset("AIOWYaiuæɑɔəɛɜɪʊʌᵻɐ")
_FLAPS: Final = frozenset("AIOWYiuæɑəɛɪɹʊʌ")
_STRESSES: Final = "ˈˌ"
_DICTIONARIES: Final = ("us_gold.json", "us_silver.json")
_USUAL: Final = "DEFAULT"
_DOUBLED: Final = re.compile(r"([bdgklmnprtvz])\1$")


class _Reading(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, str]
    before_vowel: dict[str, str]
    before_consonant: dict[str, str]
    said_as_words: frozenset[str]
    spelled_up_to: int
    letters: dict[str, str]
    spelling: dict[str, str]


def phonemes(text: str, otherwise: Mapping[str, str] = MappingProxyType({})) -> str:
    """The sounds of English `text`, words with a space between; what is no letter stays as it is.

    `otherwise` are words, in small letters, that are said in their own way here.
    """
    parts: list[str] = []
    words = list(_WORD.finditer(text))
    last = 0
    following = [_starts_with_vowel(_word(match.group())) for match in words[1:]] + [None] * bool(words)
    for match, vowel in zip(words, following, strict=True):
        parts.append(text[last : match.start()])
        own = otherwise.get(match.group().lower())
        parts.append(own or _in_context(match.group(), vowel=vowel if _is_near(text, match.end()) else None))
        last = match.end()
    parts.append(text[last:])
    return "".join(parts)


def _is_near(text: str, at: int) -> bool:
    return text[at : at + 1] == " "


def _in_context(word: str, *, vowel: bool | None) -> str:
    data = _data()
    known = data.before_vowel if vowel else data.before_consonant
    if vowel is not None and (sounds := known.get(word.lower())) is not None:
        return sounds
    return _word(word)


@cache
def _data() -> _Reading:
    return _Reading.model_validate(load_yaml(data_path("knowledge_base", "speech", "en.yaml")))


@cache
def _dictionary() -> dict[str, str]:
    """Words and their sounds; empty when misaki is not installed. The first dictionary is the more careful one."""
    spec = find_spec("misaki")
    if spec is None or not spec.submodule_search_locations:
        return {}
    sounds: dict[str, str] = {}
    for name in _DICTIONARIES:
        path = Path(spec.submodule_search_locations[0]) / "data" / name
        for word, known in json.loads(path.read_text(encoding="utf-8")).items():
            usual = known.get(_USUAL) if isinstance(known, dict) else known
            if isinstance(usual, str):
                sounds.setdefault(word, usual)
    return sounds


@cache
def _word(word: str) -> str:
    data, plain = _data(), word.replace("’", "'")
    lower = plain.lower()
    if len(plain) > 1 and plain.isupper() and len(plain) <= data.spelled_up_to and plain not in data.said_as_words:
        return data.words.get(lower) or _known(plain) or _spelled(plain)
    if (own := data.words.get(lower)) is not None:
        return own
    return _known(plain) or _known(lower) or _by_ending(lower) or _by_letters(lower)


def _known(word: str) -> str | None:
    if len(word) == 1:
        return _data().letters.get(word.lower())
    return _dictionary().get(word)


def _spelled(word: str) -> str:
    """Letter by letter, as one word that weighs on the last."""
    letters = _data().letters
    head, _, last = "".join(letters[c] for c in word.lower() if c in letters).replace("ˈ", "ˌ").rpartition("ˌ")
    return f"{head}ˈ{last}"


def _by_ending(word: str) -> str | None:
    """A word known without its ending: -s, -'s, -ed, -ing (rules of English spelling as misaki applies them)."""
    for ending, sounded in (("'s", _with_s), ("s", _with_s), ("ed", _with_ed), ("ing", _with_ing)):
        if not word.endswith(ending) or len(word) < len(ending) + 2:
            continue
        for stem in _stems(word.removesuffix(ending), ending):
            if (sounds := _data().words.get(stem) or _known(stem)) is not None and len(stem) > 1:
                return sounded(sounds)
    if "'" in word:
        parts = word.split("'")
        return "".join(_word(part) for part in parts if part)
    return None


def _stems(stem: str, ending: str) -> list[str]:
    stems = [stem]
    if ending == "s" and stem.endswith("ie"):
        stems.append(stem[:-2] + "y")
    if ending == "s" and stem.endswith("e"):
        stems.append(stem[:-1])
    if ending == "ed":
        stems.append(stem + "e")
        if stem.endswith("i"):
            stems.append(stem[:-1] + "y")
    if ending == "ing":
        stems.append(stem + "e")
    if _DOUBLED.search(stem):
        stems.append(stem[:-1])
    return stems


def _with_s(sounds: str) -> str:
    if sounds[-1] in "ptkfθ":
        return sounds + "s"
    return sounds + ("ᵻz" if sounds[-1] in "szʃʒʧʤ" else "z")


def _with_ed(sounds: str) -> str:
    if sounds[-1] in "pkfθʃsʧ":
        return sounds + "t"
    if sounds[-1] == "t" and len(sounds) > 1 and sounds[-2] in _FLAPS:
        return sounds[:-1] + "ɾᵻd"
    return sounds + ("ᵻd" if sounds[-1] in "dt" else "d")


def _with_ing(sounds: str) -> str:
    if sounds[-1] == "t" and len(sounds) > 1 and sounds[-2] in _FLAPS:
        return sounds[:-1] + "ɾɪŋ"
    return sounds + "ɪŋ"


def _by_letters(word: str) -> str:
    spelling = _data().spelling
    longest = max(map(len, spelling))
    sounds, at = "", 0
    while at < len(word):
        for size in range(longest, 0, -1):
            if (sound := spelling.get(word[at : at + size])) is not None:
                sounds += sound
                at += size
                break
        else:
            at += 1
    stress = next((place for place, sound in enumerate(sounds) if sound in _VOWELS), None)
    return sounds if stress is None else f"{sounds[:stress]}ˈ{sounds[stress:]}"


def _starts_with_vowel(sounds: str) -> bool:
    return sounds.lstrip(_STRESSES)[:1] in _VOWELS
