"""The XLM-RoBERTa tokenizer: normalise, mark spaces, and take the likeliest cut into pieces (unigram, Viterbi).

Kudo 2018, "Subword Regularization"; the vocabulary comes with the weights.
"""

from __future__ import annotations

from functools import cache, lru_cache

from assistant.kit.e5_weights import Pieces, Weights, weight_file

_SPACE_MARK = "\u2581"
# Longer pieces than this do not occur; it bounds the inner loop.
_LONGEST = 24
# So many words keep their cut.
_WORDS = 1 << 13


class Tokenizer:
    """Text to token ids, without the start and end marks."""

    def __init__(self, vocabulary: Pieces) -> None:
        self._normal = vocabulary.normal
        self._unknown = vocabulary.unknown
        self._unknown_score = min(vocabulary.scores) - 10.0
        self._ids: dict[str, tuple[int, float]] = {}
        for number, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores, strict=True)):
            text = piece.decode("utf-8", "replace")
            if number != vocabulary.unknown and text and text not in self._ids:
                self._ids[text] = (number, score)
        # The longest piece by its first character: few Chinese ones have more than four.
        self._longest: dict[str, int] = {}
        for text in self._ids:
            self._longest[text[0]] = min(_LONGEST, max(self._longest.get(text[0], 1), len(text)))
        self._word = lru_cache(maxsize=_WORDS)(self._cut_word)

    def __call__(self, text: str) -> list[int]:
        """The token ids of `text`."""
        return [number for number, _, _ in self._cut(self._mark(text)[0])]

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """The token ids of `text`, each with the characters it stands for: `text[start:end]`."""
        marked, origins = self._mark(text)
        found: list[tuple[int, int, int]] = []
        for number, start, end in self._cut(marked):
            first = start + 1 if marked[start] == _SPACE_MARK and end - start > 1 else start
            # The mark set before the first word stands for no character.
            last = origins[end - 1] + 1 if end > 1 else 0
            found.append((number, origins[first], last))
        return found

    def _cut(self, marked: str) -> list[tuple[int, int, int]]:
        """The likeliest pieces with where they stand. No piece reaches over a marked space: words are cut alone."""
        pieces: list[tuple[int, int, int]] = []
        start = 0
        while start < len(marked):
            end = marked.find(_SPACE_MARK, start + 1)
            end = len(marked) if end < 0 else end
            pieces += ((number, start + first, start + last) for number, first, last in self._word(marked[start:end]))
            start = end
        return pieces

    def _cut_word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        best = [0.0] + [float("-inf")] * len(word)
        back: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        lookup, longest = self._ids.get, self._longest.get
        for start, first in enumerate(word):
            so_far = best[start]
            for end in range(start + 1, min(start + longest(first, 1), len(word)) + 1):
                found = lookup(word[start:end])
                if found is not None and so_far + found[1] > best[end]:
                    best[end] = so_far + found[1]
                    back[end] = (start, found[0])
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1] = so_far + self._unknown_score
                back[start + 1] = (start, self._unknown)
        pieces: list[tuple[int, int, int]] = []
        position = len(word)
        while position > 0:
            start, piece = back[position]
            pieces.append((piece, start, position))
            position = start
        return tuple(pieces[::-1])

    def _mark(self, text: str) -> tuple[str, list[int]]:
        """The normal form with marked spaces, and which character of `text` each of its characters comes from."""
        letters, origins = [_SPACE_MARK], [0]
        for at, each in enumerate(text):
            for letter in self._normal.get(ord(each), each):
                mark = _SPACE_MARK if letter == " " else letter
                if mark != _SPACE_MARK or letters[-1] != _SPACE_MARK:
                    letters.append(mark)
                    origins.append(at)
        return "".join(letters), origins


@cache
def bundled() -> tuple[Weights, Tokenizer]:
    """The installed encoder's weights and tokenizer, loaded once for all who use them (half a second, 60 MB).

    Raises:
        UnavailableError: the package is not installed or its file is not what it should be.
    """
    weights = Weights(weight_file())
    return weights, Tokenizer(weights.pieces)
