"""Makes text comparable with the spoken forms, character by character, so that offsets never move."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x2019: 0x27}
_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")


@cache
def _simplifying() -> dict[int, int]:
    """Traditional -> simplified, one character for one; the table is OpenCC's.

    Rare simplified characters that phones cannot show (餸 -> U+29852) are left alone, and so is 乾, a simplified
    character itself in names (乾县).
    """
    table: dict[int, int] = dict(_FULL_WIDTH)
    lines = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        traditional, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(traditional) == len(first) == 1 and traditional != "乾" and "\u4e00" <= first <= "\u9fff":
            table[ord(traditional)] = ord(first)
    return table


def fold(text: str) -> str:
    """`text` with lower-case Latin letters, half-width forms and simplified characters; always the same length."""
    if text.isascii():
        return text.lower()
    simple = text.translate(_simplifying())
    lowered = simple.lower()
    if len(lowered) == len(simple):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in simple)


def is_simplified(text: str) -> bool:
    """Whether no character of `text` is a traditional form of another."""
    return all(_simplifying().get(ord(char), ord(char)) == ord(char) for char in text if ord(char) > 0x2FFF)


@lru_cache(maxsize=8192)
def stem(token: str) -> str:
    """The singular of an English token, near enough for both sides of a comparison to agree."""
    token = token.removesuffix("'s")
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 4 and token.endswith(("ches", "shes", "sses", "xes", "zes")):
        return token[:-2]
    if len(token) > 3 and token.endswith("s") and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token


def tokens(folded: str) -> list[tuple[int, int, str]]:
    """Latin words of folded text as (start, end, stem); everything else, a possessive ending too, is a boundary."""
    return [
        (m.start(), m.start() + len(m.group().removesuffix("'s")), stem(m.group())) for m in _TOKEN.finditer(folded)
    ]
