"""Where words begin and end, asked only where a name may have been read across two of them (锅里|水开 is no 里水)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

# Behind these a place may well be named: the segmenter need not be asked.
_LEADS: Final = frozenset("在去到住来从是离跑回往、和跟至的家省市区县州人我")


def crosses(text: str, start: int, end: int) -> bool:
    """Whether a word that begins before `start` ends inside `start`..`end`."""
    if start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in _LEADS:
        return False
    low = start
    while low > 0 and start - low < _REACH and "\u4e00" <= text[low - 1] <= "\u9fff":
        low -= 1
    position = low
    for length in _lengths(text[low : end + _REACH]):
        if position >= start:
            return False
        position += length
        if start < position < end:
            return True
    return False


# Characters on either side that the segmenter sees.
_REACH: Final = 6


@lru_cache(maxsize=512)
def _lengths(text: str) -> tuple[int, ...]:
    import rjieba

    return tuple(len(word) for word in rjieba.cut(text, hmm=True))
