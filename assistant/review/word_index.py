"""What a file is found by: its words lie sealed, and beside them marks of their letters in ones, twos and threes.

A mark is a few bits of a keyed digest (`Sealer.blind_mark`): who has the database without the key reads no word, and
since many letters share a mark, counting them tells little. Whatever stands in a file has its marks there, so a search
by marks misses nothing; what it finds too much is sorted out by opening the words, where there are few enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from assistant.kit.sealed import Sealer
from assistant.matching.names import surname
from assistant.vocabulary.digits import digits

GRAMS_CONTEXT: Final = "review_file_words.grams"

_MOST_WORDS: Final = 6_000
_MOST_OF_A_TERM: Final = 24
_LONGEST_ORDER: Final = 24
# Of every turn the words before it are marked again: their marks are remembered, a few megabytes of them.
_REMEMBERED: Final = 32_768
# Letters of these are so few that twos of them stand in most files.
_LATIN: Final = re.compile(r"[!-~]{3}")


@cache
def _numbers() -> re.Pattern[str]:
    """A number of hers may be said in digits, in characters, in pieces: whatever looks like one is not indexed."""
    digit = f"[{digits().written}十]"
    return re.compile(rf"{digit}(?:[\s,，。.\-—、]*{digit}){{4,}}")


def searchable(text: str) -> str:
    """Text as it is looked for: one width, small letters, no long numbers, bounded."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_numbers().sub(" ", plain)[:_MOST_WORDS].split())


class WordIndex:
    """Makes the marks of files and of what is looked for.

    Marks begin with one of their key (`begins`), by which those of a key since replaced are known and made anew.
    """

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self.begins = f" {sealer.blind_index('', GRAMS_CONTEXT)[:8]} "
        self._mark = lru_cache(_REMEMBERED)(self._made)

    def marks(self, text: str) -> str:
        """The marks of a searchable text: sorted, each once, a blank on either side of each."""
        grams = {gram for word in text.split() for gram in _grams(word)}
        marks = sorted({self._mark(gram) for gram in grams})
        return "".join([self.begins, *(f"{mark} " for mark in marks)])

    def wanted(self, term: str) -> list[str]:
        """The marks that a file which holds the term has."""
        grams = list(dict.fromkeys(_longest(term)))[:_MOST_OF_A_TERM]
        return sorted({self._mark(gram) for gram in grams})

    def _made(self, gram: str) -> str:
        return self._sealer.blind_mark(gram, GRAMS_CONTEXT)


def name_order(name: str) -> str:
    """By what a list sorts a name that lies sealed: the surname alone, as it is spelled; empty where there is none."""
    # Its tables load slowly, and only what writes names needs them.
    from pypinyin import lazy_pinyin

    words = name.split()
    if not words:
        return ""
    return "".join(lazy_pinyin(surname(words[0]) if len(words) == 1 else words[0])).casefold()[:_LONGEST_ORDER]


def _grams(word: str) -> Iterator[str]:
    for size in (1, 2):
        yield from (word[at : at + size] for at in range(len(word) - size + 1))
    yield from (word[at : at + 3] for at in range(len(word) - 2) if _LATIN.match(word, at))


def _longest(term: str) -> Iterator[str]:
    """The fewest grams that together say most of a term."""
    if len(term) < 2:
        yield term
        return
    for at in range(len(term) - 1):
        yield term[at : at + 3] if _LATIN.match(term, at) else term[at : at + 2]
