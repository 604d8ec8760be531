"""A dictionary of many forms that finds all of them in one pass over a text.

Chinese forms are found anywhere, by first character and length; Latin ones by whole words, plural or not. A trap is a
longer form that means nothing itself and keeps a shorter one from being found inside it (保姆车 is no 保姆).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, Generic, TypeVar

from assistant.vocabulary.folding import fold, tokens

Payload = TypeVar("Payload")
Found = tuple[int, int, str, Payload]
# Determiners inside a form may be said or not: "bathe babies", "bathe a baby", "bathe their babies".
_PASSED_OVER: Final = frozenset({"a", "an", "the", "their", "your", "his", "her", "some", "any"})


class Lexicon(Generic[Payload]):
    """Forms with what they stand for; one form may stand for several things."""

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        self._chinese: dict[str, list[tuple[str, Payload]]] = defaultdict(list)
        self._latin: dict[tuple[str, ...], list[tuple[str, Payload]]] = defaultdict(list)
        listed = list(entries)
        # Folding all at once is several times faster than one by one.
        for (form, payload), folded in zip(
            listed, fold("\n".join(form for form, _ in listed)).split("\n"), strict=True
        ):
            if folded.isascii():
                first, *others = (token for _, _, token in tokens(folded))
                self._latin[first, *(token for token in others if token not in _PASSED_OVER)].append((form, payload))
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
        telling = [word for word in words if word[2] not in _PASSED_OVER]
        found: list[Found[Payload]] = []
        at = 0
        for word in words:
            at += at < len(telling) and telling[at] is word
            for length in self._latin_lengths.get(word[2], ()):
                run = [word, *telling[at : at + length - 1]]
                entries = self._latin.get(tuple(token for _, _, token in run), ()) if len(run) == length else ()
                gaps = [folded[left[1] : right[0]] for left, right in pairwise(run)]
                found += [(word[0], run[-1][1], form, item) for form, item in entries if _joined_alike(form, gaps)]
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
    return all(gap == "-" or (want != "-" and _blank(gap)) for want, gap in zip(wanted, gaps, strict=True))


def _blank(gap: str) -> bool:
    inside = gap.removeprefix("'s").strip(" ")
    return inside in ("", "'", "&") or inside in _PASSED_OVER


def _joints(form: str) -> list[str]:
    first, *others = tokens(fold(form))
    words = [first, *(word for word in others if word[2] not in _PASSED_OVER)]
    return [form[left[1] : right[0]] for left, right in pairwise(words)]
