"""The turn as the English grammar reads it: folded, respelled, reworded, and able to point back at the words as typed.

Respelling ("I'm" -> "i am", "salery" -> "salary") and rewording ("a fortnight" -> "two weeks") change lengths, so every
position of the read text knows the position in the raw text it comes from. A span that touches a respelled word or a
reworded phrase covers the whole of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.kit.data import data_path, load_yaml
from assistant.understanding.en.cues import expand
from assistant.understanding.en.patterns import pattern
from assistant.vocabulary.folding import fold

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ANY_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_STRAIGHT = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`\u2032", "'") | dict.fromkeys("\u00a0\u2009\t", " "))

# Replaced stretches, by position: read start, read end, raw start, raw end.
_Spans = list[tuple[int, int, int, int]]


@cache
def respellings() -> dict[str, str]:
    """Typed word -> read words, from `knowledge_base/grammar/en/spelling.yaml`."""
    groups: dict[str, dict[str, str]] = load_yaml(data_path("knowledge_base", "grammar", "en", "spelling.yaml"))
    return {str(typed): str(read) for group in groups.values() for typed, read in group.items()}


@dataclass(frozen=True, slots=True)
class _Rewording:
    """`said` is read as `read` where `before_this` follows it."""

    said: str
    before_this: str
    read: str


@cache
def _rewordings() -> dict[str, tuple[_Rewording, ...]]:
    """First word -> what may begin with it, longest first, from `knowledge_base/grammar/en/phrases.yaml`."""
    groups: dict[str, list[str]] = load_yaml(data_path("knowledge_base", "grammar", "en", "phrases.yaml"))
    found: dict[str, list[_Rewording]] = {}
    for read, phrases in groups.items():
        for phrase in (form for raw in phrases for form in expand(str(raw))):
            said, _, follows = (part.strip() for part in phrase.partition("/"))
            first = _ANY_WORD.match(said)
            if first is not None:
                found.setdefault(first.group(), []).append(_Rewording(said, follows, str(read)))
    return {word: tuple(sorted(all_, key=lambda r: -len(r.said + r.before_this))) for word, all_ in found.items()}


@dataclass(frozen=True, slots=True)
class ReadText:
    """`text` is what the grammar reads; `raw` what was typed. `_starts/_ends` hold one entry per replaced stretch."""

    raw: str
    text: str
    _read_starts: tuple[int, ...]
    _read_ends: tuple[int, ...]
    _raw_starts: tuple[int, ...]
    _raw_ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters behind `text[start:end]`; a part of a replaced stretch stands for all of it."""
        return self._to_raw(start, end_side=False), self._to_raw(end, end_side=True)

    def rows(self) -> _Spans:
        """The replaced stretches, by position."""
        return list(zip(self._read_starts, self._read_ends, self._raw_starts, self._raw_ends, strict=True))

    def _to_raw(self, at: int, *, end_side: bool) -> int:
        index = bisect_right(self._read_starts, at - 1 if end_side else at) - 1
        if index < 0:
            return at
        if at < self._read_ends[index] or (end_side and at == self._read_ends[index]):
            return self._raw_ends[index] if end_side else self._raw_starts[index]
        return self._raw_ends[index] + at - self._read_ends[index]


def read_text(raw: str) -> ReadText:
    """Fold, respell and reword `raw`, in time linear in its length."""
    folded = fold(raw.translate(_STRAIGHT))
    table = respellings()
    spelled = _replaced(
        raw, folded, ((m.start(), m.end(), read) for m in _WORD.finditer(folded) if (read := _spelled(m, table)))
    )
    reworded = _replaced(raw, spelled.text, _phrases(spelled.text))
    return _composed(spelled, reworded)


def _spelled(word: re.Match[str], table: dict[str, str]) -> str | None:
    """What a word is read as: its respelling, or "dogs is" for "dog's" before what is said of it."""
    read = table.get(word.group())
    if read is None and word.group().endswith("'s") and pattern("is_said").match(word.string, word.end()):
        stem = word.group()[:-2]
        return f"{table.get(stem, stem)} is"
    return read


def _phrases(text: str) -> Iterable[tuple[int, int, str]]:
    """The phrases of a text that are read as other words, by position, none overlapping."""
    table = _rewordings()
    done = 0
    for word in _ANY_WORD.finditer(text):
        if word.start() < done:
            continue
        for phrase in table.get(word.group(), ()):
            end = word.start() + len(phrase.said)
            if not text.startswith(phrase.said, word.start()) or not _ends_word(text, end):
                continue
            follows = end + 1 + len(phrase.before_this)
            if phrase.before_this and not (text.startswith(phrase.before_this, end + 1) and _ends_word(text, follows)):
                continue
            yield word.start(), end, phrase.read
            done = end
            break


def _ends_word(text: str, at: int) -> bool:
    return at >= len(text) or not (text[at].isascii() and text[at].isalnum()) or not text[at - 1].isalnum()


def _replaced(raw: str, text: str, changes: Iterable[tuple[int, int, str]]) -> ReadText:
    """`text` with some stretches replaced; positions point into `text`."""
    pieces: list[str] = []
    spans: _Spans = []
    done = at = 0
    for start, end, read in changes:
        pieces += [text[done:start], read]
        at += start - done
        spans.append((at, at + len(read), start, end))
        at += len(read)
        done = end
    pieces.append(text[done:])
    return _with_spans(raw, "".join(pieces), spans)


def _with_spans(raw: str, text: str, spans: _Spans) -> ReadText:
    columns = tuple(zip(*spans, strict=True)) if spans else ((), (), (), ())
    return ReadText(raw, text, *columns)


def _composed(first: ReadText, second: ReadText) -> ReadText:
    """Two replacements one after the other as one: from the text of the second to the raw text under the first."""
    theirs, mine = second.rows(), first.rows()
    if not theirs:
        return first
    spans: _Spans = []
    at = shift = 0
    for read_start, read_end, start, end in theirs:
        while at < len(mine) and mine[at][0] < end:
            low, high, raw_low, raw_high = mine[at]
            if high <= start:
                spans.append((low + shift, high + shift, raw_low, raw_high))
            at += 1
        spans.append((read_start, read_end, *first.span(start, end)))
        shift = read_end - end
    spans += [(low + shift, high + shift, raw_low, raw_high) for low, high, raw_low, raw_high in mine[at:]]
    return _with_spans(first.raw, second.text, spans)
