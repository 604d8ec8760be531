"""Cuts a turn into statements, with or without punctuation (a recognizer often gives none)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.understanding.zh import grammar

Span = tuple[int, int]
# A word that may begin a statement does so only after something was said before it.
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]` of the turn; `sentence` numbers the sentence it belongs to, `closed_by` is what ended it."""

    start: int
    end: int
    text: str
    sentence: int
    closed_by: str


@cache
def _cuts() -> re.Pattern[str]:
    end, pause, word, run_on = (
        grammar.source("clauses", key) for key in ("sentence_end", "pause", "connective", "run_on")
    )
    return re.compile(f"(?P<end>{end})|(?P<pause>{pause})|(?P<word>{word})|(?P<run_on>{run_on})")


def split(text: str, protected: Sequence[Span], openings: Collection[int] = ()) -> list[Clause]:
    """The clauses of a turn, in order, without empty ones.

    `openings` are positions known to begin a statement (a home told in a run: …五十六了|河北保定的).
    `protected` are sorted spans (quantities, terms) inside which nothing is cut: the comma of "8,000" ends nothing.
    """
    starts = [start for start, _ in protected]

    def inside(position: int) -> bool:
        index = bisect_right(starts, position) - 1
        return index >= 0 and protected[index][0] < position < protected[index][1]

    clauses: list[Clause] = []
    begin = sentence = 0
    for match in _cuts().finditer(text):
        for opening in sorted(o for o in openings if begin + _SHORTEST <= o <= match.start()):
            _add(clauses, text, begin, opening, sentence, "")
            begin = opening
        if inside(match.start()) or inside(match.end()):
            continue
        worded = match.lastgroup in ("word", "run_on")
        if match.lastgroup == "run_on" and match.start() - begin < _SHORTEST:
            continue
        _add(clauses, text, begin, match.start(), sentence, "" if worded else match.group())
        begin = match.start() if worded else match.end()
        sentence += match.lastgroup == "end"
    for opening in sorted(o for o in openings if o >= begin + _SHORTEST):
        _add(clauses, text, begin, opening, sentence, "")
        begin = opening
    _add(clauses, text, begin, len(text), sentence, "")
    return clauses


def _add(clauses: list[Clause], text: str, start: int, end: int, sentence: int, closed_by: str) -> None:
    if text[start:end].strip():
        clauses.append(Clause(start, end, text[start:end], sentence, closed_by))
