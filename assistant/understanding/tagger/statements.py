"""Where in a turn a thing is said: the statement around the words that tell it best."""

from __future__ import annotations

import re
from typing import Final

from assistant.understanding.tagger.model import Tags

_STATEMENT: Final = re.compile(r"[^，。！？；、,.!?;\n]+")
# Chinese typed by a thumb has spaces for signs.
_RUN: Final = re.compile(r"[^，。！？；、,.!?;\s]+")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
# So many characters to either side belong to what is said; English words are longer.
_REACH: Final = 12
_LETTERS: Final = 3


def said_at(text: str, tags: Tags, token: int) -> tuple[int, int]:
    """The statement that says it, around the token that tells it best."""
    return around(text, *tags.spans[token])


def around(text: str, first: int, last: int) -> tuple[int, int]:
    """The statement around `first`..`last`: as far as the signs to either side, but not a whole story."""
    spaced = _HAN.search(text) is not None
    reach = _REACH if spaced else _REACH * _LETTERS
    for statement in (_RUN if spaced else _STATEMENT).finditer(text):
        if statement.start() <= first < statement.end():
            start, end = max(statement.start(), first - reach), min(statement.end(), last + reach)
            if not spaced:
                start = text.rfind(" ", statement.start(), start) + 1 if start > statement.start() else start
                end = (text.find(" ", end, statement.end()) + 1 or statement.end() + 1) - 1
            said = text[start:end]
            return start + len(said) - len(said.lstrip()), max(start + len(said.rstrip()), first + 1)
    return first, max(last, first + 1)
