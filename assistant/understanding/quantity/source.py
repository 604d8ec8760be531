"""The text being scanned, with what every reader needs to know about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.understanding.quantity.model import Mention

_CLAUSE_MARKS = frozenset("，。！？；,!?;\n、")


@dataclass(slots=True)
class Source:
    """Normalised `text`, the day it was said, and what was found so far; `floor` is where the last find ended."""

    text: str
    today: date
    found: list[Mention] = field(default_factory=list)
    floor: int = 0

    def before(self, position: int, width: int) -> str:
        """Up to `width` characters before `position` that no earlier quantity took."""
        return self.text[max(self.floor, position - width) : position]

    def after(self, position: int, width: int) -> str:
        """Up to `width` characters from `position` on."""
        return self.text[position : position + width]


def starts_any(text: str, words: tuple[str, ...], position: int = 0) -> str | None:
    """The longest of `words` standing at `position`, or None."""
    if not text.startswith(words, position):
        return None
    return max((word for word in words if text.startswith(word, position)), key=len, default=None)


def ends_any(text: str, words: tuple[str, ...]) -> str | None:
    """The longest of `words` that `text` ends with, or None."""
    if not text.endswith(words):
        return None
    return max((word for word in words if text.endswith(word)), key=len, default=None)


def is_clause_mark(character: str) -> bool:
    """Whether `character` ends a clause; the empty string (the text's end) does."""
    return not character or character in _CLAUSE_MARKS
