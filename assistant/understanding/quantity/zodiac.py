"""Zodiac animals, which only ever check a year she gives herself: 属羊的, 羊年生的, 本命年."""

from __future__ import annotations

from functools import cache

from assistant.understanding.quantity.lexicon import Words, read_file, words
from assistant.understanding.quantity.model import Mention
from assistant.understanding.quantity.source import Source

OWN_YEAR = "本命年"
_NOT_AFTER = frozenset("家亲附下直所金隶归部从")
_NOT_BEFORE = {"马": ("上", "路"), "狗": ("粮",), "鸡": ("蛋", "肉"), "牛": ("肉", "奶"), "羊": ("肉",)}


@cache
def zodiac_words() -> dict[str, tuple[int, str]]:
    """Every way to name one's animal, with its place in the cycle ((year - 4) mod 12) and its plain name."""
    table: dict[str, tuple[int, str]] = {}
    for index, entry in enumerate(read_file("zodiac")):
        animal = entry["animal"]
        for name in entry["names"]:
            table |= {f"属{particle}{name}": (index, animal) for particle in ("", "的是", "个", "的")}
            table[f"生肖{name}"] = table[f"生肖是{name}"] = (index, animal)
        table |= {f"{animal}年{tail}": (index, animal) for tail in ("生", "出生", "的", "里生")}
    return table


@cache
def _names() -> Words:
    return words(zodiac_words())


@cache
def zodiac_characters() -> frozenset[str]:
    """The characters that a zodiac mention may begin with."""
    return frozenset(_names().by_first) | {OWN_YEAR[0]}


def read_zodiac(source: Source, position: int) -> Mention | None:
    """The zodiac mention at `position`, or None."""
    if source.text.startswith(OWN_YEAR, position):
        index = (source.today.year - 4) % 12
        animal = next(animal for place, animal in zodiac_words().values() if place == index)
        return Mention(position, position + 3, "zodiac", index, index, animal, {"own_year"})
    word = _names().at(source.text, position)
    if word is None or _is_other_word(source.text, position, word):
        return None
    index, animal = zodiac_words()[word]
    end = position + len(word)
    if word.startswith("属") and source.text.startswith("的", end):
        end += 1
    return Mention(position, end, "zodiac", index, index, animal)


def _is_other_word(text: str, position: int, word: str) -> bool:
    """家属马上到: neither 属 nor the animal is what it looks like."""
    if position and text[position - 1] in _NOT_AFTER:
        return True
    return text[position + len(word) : position + len(word) + 1] in _NOT_BEFORE.get(word[-1], ())
