"""A dictionary of many forms that finds all of them in one pass over a text.

Chinese forms are found anywhere, by first character and length; Latin ones by whole words, plural or not. A trap is a
longer form that means nothing itself and keeps a shorter one from being found inside it (保姆车 is no 保姆).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Generic, TypeVar

from assistant.vocabulary.folding import fold, tokens

Payload = TypeVar("Payload")
Found = tuple[int, int, str, Payload]


class Lexicon(Generic[Payload]):
    """Forms with what they stand for; one form may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._chinese: dict[str, list[tuple[str, Payload]]] = defaultdict(list)
        self._latin: dict[tuple[str, ...], list[tuple[str, Payload]]] = defaultdict(list)
        for form, payload in entries:
            folded = fold(form)
            if folded.isascii():
                self._latin[tuple(token for _, _, token in tokens(folded))].append((form, payload))
            else:
                self._chinese[folded].append((form, payload))
        self._lengths = _lengths_by_head(self._chinese)
        self._latin_lengths = _lengths_by_head(self._latin)

    def scan(self, text: str) -> Iterator[Found[Payload]]:
        """Every occurrence as (start, end, form, payload): by start, longest first; overlaps included."""
        folded = fold(text)
        latin = self._scan_latin(folded)
        if folded.isascii():
            return iter(latin)
        found = list(self._scan_chinese(folded))
        if latin:
            found = sorted(found + latin, key=lambda hit: (hit[0], hit[0] - hit[1]))
        return iter(found)

    def _scan_chinese(self, folded: str) -> Iterator[Found[Payload]]:
        forms, lengths = self._chinese, self._lengths
        for start, char in enumerate(folded):
            for length in lengths.get(char, ()):
                if start + length > len(folded):
                    continue
                for form, payload in forms.get(folded[start : start + length], ()):
                    yield start, start + length, form, payload

    def _scan_latin(self, folded: str) -> list[Found[Payload]]:
        words = tokens(folded)
        stems = tuple(word for _, _, word in words)
        found: list[Found[Payload]] = []
        for at, (start, _, word) in enumerate(words):
            for length in self._latin_lengths.get(word, ()):
                entries = self._latin.get(stems[at : at + length])
                if not entries or at + length > len(words):
                    continue
                end = words[at + length - 1][1]
                gaps = [folded[words[k][1] : words[k + 1][0]] for k in range(at, at + length - 1)]
                found += [(start, end, form, item) for form, item in entries if _joined_alike(form, gaps)]
        return found


def _lengths_by_head(forms: Iterable[str] | Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        lengths[form[0]].add(len(form))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _joined_alike(form: str, gaps: list[str]) -> bool:
    """Whether the text joins its words as the form does.

    A hyphen in the form must be there ("live-in" is not "I live in"); a space may be spaces or a hyphen; sentence
    punctuation never joins.
    """
    wanted = _joints(form)
    return all(
        gap == "-" or (want != "-" and gap.strip(" ") in ("", "'", "&")) for want, gap in zip(wanted, gaps, strict=True)
    )


def _joints(form: str) -> list[str]:
    words = tokens(fold(form))
    return [form[left[1] : right[0]] for left, right in pairwise(words)]
