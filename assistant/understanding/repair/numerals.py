"""Numerals that a recognizer wrote as other characters of the same sound (八前五), and tens it swallowed (二六天)."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.profile.model import Topic
from assistant.understanding.repair.expected import Numerals
from assistant.understanding.repair.model import Mending

_ONES = frozenset("一二三四五六七八九")


def numeral_mendings(text: str, asking: Topic | None, data: Numerals) -> list[Mending]:
    """What to put right in the numbers of an answer to a question about numbers; nothing under another topic."""
    if asking not in data.topics:
        return []
    heard = {**data.heard, **data.heard_of.get(asking, {})}
    return [*_misheard(text, heard, data), *_swallowed(text, data)]


def _misheard(text: str, heard: Mapping[str, str], data: Numerals) -> list[Mending]:
    """A sound-alike with a numeral before it and a numeral, a unit or the end of the sentence behind it."""
    found: list[Mending] = []
    before = ""
    for at, character in enumerate(text):
        numeral = heard.get(character)
        behind = text[at + 1 : at + 2]
        ends = behind in data.digits or behind in data.after or behind in heard or behind in "，。,.吧了 "
        if numeral is not None and before in data.digits and before and _fits(before, numeral) and ends:
            found.append(Mending(at, at + 1, numeral, 0.0))
            before = numeral
        else:
            before = character
    return found


def _fits(before: str, numeral: str) -> bool:
    """Whether Chinese counting lets `numeral` follow `before`: a unit follows a one, a one follows a unit."""
    return (before in _ONES or before == "两") != (numeral in _ONES) or (before in "十百千" and numeral == "万")


def _swallowed(text: str, data: Numerals) -> list[Mending]:
    found: list[Mending] = []
    for at in range(len(text) - 2):
        first, one, unit = text[at], text[at + 1], text[at + 2]
        alone = at == 0 or text[at - 1] not in data.digits
        if first == data.ten_first and one in _ONES and unit in data.ten_units and alone:
            found.append(Mending(at, at + 2, f"{first}十{one}", 0.0))
    return found
