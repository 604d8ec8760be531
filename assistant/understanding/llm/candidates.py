"""What a model says it read in a turn, and where its quotes stand in her words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from assistant.profile.model import Polarity
from assistant.vocabulary.folding import fold

# A quote that stands in more places than this points at nothing.
_PLACES: Final = 6
# A single letter or character of another script is in every text.
_SHORTEST: Final = 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field the model believes she spoke to, and her words for it.

    `value` is what the model takes it to be, in any form; None leaves the value to whoever reads the quote.
    """

    field: str
    quote: str
    value: Any = None
    polarity: Polarity = "positive"


def places_of(quote: str, text: str) -> list[tuple[int, int]]:
    """Where the quote stands in the text, as offsets of the text: as it is, else up to how it is written.

    Writing means spaces, punctuation at the ends, letter case, full and half width, traditional characters; a word or
    a numeral in other words is not found.
    """
    wanted = quote.strip()
    if len(wanted) < _SHORTEST:
        return []
    found = _all(wanted, text)
    return found or _loosely(wanted, text)


def _all(wanted: str, text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < _PLACES:
        found.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return found


def _loosely(wanted: str, text: str) -> list[tuple[int, int]]:
    needle, _ = _letters(wanted)
    letters, offsets = _letters(text)
    if not needle:
        return []
    return [(offsets[start], offsets[end - 1] + 1) for start, end in _all(needle, letters)]


def _letters(text: str) -> tuple[str, list[int]]:
    """The text's letters, numerals and characters alone, and the offset of each."""
    kept = [(char, at) for at, char in enumerate(fold(text)) if char.isalnum()]
    return "".join(char for char, _ in kept), [at for _, at in kept]
