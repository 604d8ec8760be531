"""Words for keyword search: characters and pairs of characters for Chinese, whole words for the rest.

Pairs find more than a word segmenter does in short colloquial questions, and never cut a term wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.\-][a-z0-9]+)*")
_FIRST_HAN = "\u3400"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order, repeated as often as they occur."""
    found: list[str] = []
    for run in _RUN.findall(text.translate(_FULL_WIDTH).lower()):
        if run[0] >= _FIRST_HAN:
            found.extend(run)
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(run)
    return found


@lru_cache(maxsize=8192)
def distinct(text: str) -> frozenset[str]:
    """The tokens of a text, each once; those of short texts that are weighed again and again are remembered."""
    return frozenset(tokens(text))


def held(words: Set[str], text: str) -> set[str]:
    """Those of `words`, which are tokens, that are tokens of `text`. Quicker than cutting a long text into tokens."""
    folded = text.translate(_FULL_WIDTH).lower()
    latin = {run for run in _RUN.findall(folded) if run[0] < _FIRST_HAN}
    return {word for word in words if (word in folded if word[0] >= _FIRST_HAN else word in latin)}
