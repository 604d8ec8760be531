"""The turn as the English grammar reads it: folded, respelled, and able to point back at the words as typed.

Respelling ("I'm" -> "i am", "salery" -> "salary") changes lengths, so every position of the read text knows the
position in the raw text it comes from. A span that touches a respelled word covers the whole of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.vocabulary.folding import fold

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_STRAIGHT = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`\u2032", "'") | dict.fromkeys("\u00a0\u2009\t", " "))


@cache
def respellings() -> dict[str, str]:
    """Typed word -> read words, from `knowledge_base/grammar/en/spelling.yaml`."""
    groups: dict[str, dict[str, str]] = load_yaml(data_path("knowledge_base", "grammar", "en", "spelling.yaml"))
    return {str(typed): str(read) for group in groups.values() for typed, read in group.items()}


@dataclass(frozen=True, slots=True)
class ReadText:
    """`text` is what the grammar reads; `raw` what was typed. `_starts/_ends` hold one entry per replaced word."""

    raw: str
    text: str
    _read_starts: tuple[int, ...]
    _read_ends: tuple[int, ...]
    _raw_starts: tuple[int, ...]
    _raw_ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters behind `text[start:end]`; a part of a respelled word stands for all of it."""
        return self._to_raw(start, end_side=False), self._to_raw(end, end_side=True)

    def _to_raw(self, at: int, *, end_side: bool) -> int:
        index = bisect_right(self._read_starts, at - 1 if end_side else at) - 1
        if index < 0:
            return at
        if at < self._read_ends[index] or (end_side and at == self._read_ends[index]):
            return self._raw_ends[index] if end_side else self._raw_starts[index]
        return self._raw_ends[index] + at - self._read_ends[index]


def read_text(raw: str) -> ReadText:
    """Fold and respell `raw`, in time linear in its length."""
    folded = fold(raw.translate(_STRAIGHT))
    table = respellings()
    pieces: list[str] = []
    spans: list[tuple[int, int, int, int]] = []
    done = at = 0
    for word in _WORD.finditer(folded):
        read = table.get(word.group())
        if read is None:
            continue
        pieces += [folded[done : word.start()], read]
        at += word.start() - done
        spans.append((at, at + len(read), word.start(), word.end()))
        at += len(read)
        done = word.end()
    pieces.append(folded[done:])
    columns = tuple(zip(*spans, strict=True)) if spans else ((), (), (), ())
    return ReadText(raw, "".join(pieces), *columns)
