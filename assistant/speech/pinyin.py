"""Reads Chinese: where words end, how their characters are read, and what tones do to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml

if TYPE_CHECKING:
    from pypinyin.seg.mmseg import Seg

Syllables = list[str]
"""The syllables of one word in pinyin, ü as v, with the number of the tone: `["yue4", "sao3"]`; 5 is no tone, `r5` the
儿 that joins the syllable before it."""

_HAN: Final = re.compile(r"[\u3400-\u9fff\u3007]+")
_ER: Final = "儿"


class _Beside(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    character: str
    reading: str
    after: str = ""
    before: str = ""
    not_before: str = ""

    def fits(self, text: str, at: int) -> bool:
        previous, following = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if self.after and (not previous or previous not in self.after):
            return False
        if self.before and (not following or following not in self.before):
            return False
        return not (following and following in self.not_before)


class _LevelYi(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    after: str
    before: str
    words: tuple[str, ...]


class Buzzed(BaseModel):
    """The vowel that pinyin writes like another one after some initials."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    initials: frozenset[str]
    final: str
    sound: str


class Reading(BaseModel):
    """`knowledge_base/speech/zh.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    initials: dict[str, str]
    finals: dict[str, str]
    buzzed: Buzzed
    tones: dict[int, str]
    erhua: str
    marks: dict[str, str]
    latin: dict[str, str]
    characters: dict[str, str]
    beside: tuple[_Beside, ...]
    level_yi: _LevelYi
    weak_between: tuple[str, ...]
    words: dict[str, str]


@cache
def reading_data() -> Reading:
    """How Mandarin is read, from the data."""
    return Reading.model_validate(load_yaml(data_path("knowledge_base", "speech", "zh.yaml")))


def read(text: str) -> list[Syllables]:
    """The words of a run of Chinese characters, as syllables with the tones they are spoken with.

    Tone rules: 不 rises before a falling tone; 一 rises before a falling tone and falls before the others, unless it
    counts; of two low tones together the first rises (Duanmu, The Phonology of Standard Chinese, ch. 11).
    """
    words = [(word, start, _readings(text, word, start)) for word, start in _words(text)]
    syllables = [syllable for _, _, reading in words for syllable in reading]
    characters = [character for word, _, _ in words for character in word]
    _bend(syllables, characters)
    _rise([syllables_of for _, _, syllables_of in words], syllables)
    return list(_regrouped(words, syllables))


@cache
def _segmenter() -> Seg:
    from pypinyin.constants import PHRASES_DICT  # a large table that only a voice needs
    from pypinyin.seg.mmseg import PrefixSet, Seg

    prefixes = PrefixSet()
    prefixes.train(chain(PHRASES_DICT, reading_data().words))
    return Seg(prefixes)


def _words(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for word in _segmenter().cut(text):
        yield word, start
        start += len(word)


def _readings(text: str, word: str, start: int) -> Syllables:
    data = reading_data()
    if (known := data.words.get(word)) is not None:
        return known.split()
    from pypinyin import Style, lazy_pinyin  # the same

    syllables = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
    if len(syllables) != len(word):
        syllables = [lazy_pinyin(c, style=Style.TONE3, neutral_tone_with_five=True)[0] for c in word]
    for at, character in enumerate(word):
        place = start + at
        beside = next((b for b in data.beside if b.character == character and b.fits(text, place)), None)
        if beside is not None and (len(word) == 1 or character == "了"):
            syllables[at] = beside.reading
        elif len(word) == 1 and character in data.characters:
            syllables[at] = data.characters[character]
        elif character == _ER and at and at == len(word) - 1 and len(word) > 1 and syllables[at] != "er2":
            syllables[at] = "r5"
    return syllables


def _bend(syllables: Syllables, characters: list[str]) -> None:
    """The tones of 不 and 一, from what follows."""
    level = reading_data().level_yi
    weak = reading_data().weak_between
    for at, character in enumerate(characters):
        if character not in ("不", "一") or syllables[at][-1] == "5":
            continue
        before, after = characters[at - 1] if at else "", characters[at + 1] if at + 1 < len(characters) else ""
        if character in weak and before and before == after:
            syllables[at] = syllables[at][:-1] + "5"
            continue
        if not after or (character == "一" and _is_level(before, after, level)):
            continue
        falls = syllables[at + 1][-1] == "4" or (after == "个" and character == "一")
        if character == "不":
            syllables[at] = "bu2" if falls else "bu4"
        else:
            syllables[at] = "yi2" if falls else "yi4"


def _is_level(before: str, after: str, level: _LevelYi) -> bool:
    if before + "一" in level.words:
        return True
    return bool(before and before in level.after) or bool(after and after in level.before)


def _rise(words: list[Syllables], syllables: Syllables) -> None:
    """Low tones before low tones: first inside words, then between them."""
    start = 0
    for word in words:
        _rise_inside(syllables, start, start + len(word))
        start += len(word)
    for at in range(len(syllables) - 2, -1, -1):
        if syllables[at][-1] == syllables[at + 1][-1] == "3":
            syllables[at] = syllables[at][:-1] + "2"


def _rise_inside(syllables: Syllables, start: int, end: int) -> None:
    for at in range(start, end - 1):
        if syllables[at][-1] == syllables[at + 1][-1] == "3":
            syllables[at] = syllables[at][:-1] + "2"


def _regrouped(words: list[tuple[str, int, Syllables]], syllables: Syllables) -> Iterator[Syllables]:
    start = 0
    for _, _, word in words:
        yield syllables[start : start + len(word)]
        start += len(word)


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in runs, each with whether it is Chinese."""
    last = 0
    for match in _HAN.finditer(text):
        if match.start() > last:
            yield text[last : match.start()], False
        yield match.group(), True
        last = match.end()
    if last < len(text):
        yield text[last:], False
