"""The XLM-RoBERTa tokenizer: normalise, mark spaces, and take the likeliest cut into pieces (unigram, Viterbi).

Kudo 2018, "Subword Regularization"; the vocabulary comes with the weights.
"""

from __future__ import annotations

import re

from assistant.kit.e5_weights import Pieces

_SPACE_MARK = "\u2581"
_SPACES = re.compile(" {2,}")
# Longer pieces than this do not occur; it bounds the inner loop.
_LONGEST = 24


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
        self._longest = min(_LONGEST, max(len(text) for text in self._ids))

    def __call__(self, text: str) -> list[int]:
        """The token ids of `text`."""
        marked = self._mark(text)
        best = [0.0] + [float("-inf")] * len(marked)
        back: list[tuple[int, int]] = [(0, 0)] * (len(marked) + 1)
        lookup = self._ids.get
        for start in range(len(marked)):
            so_far = best[start]
            for end in range(start + 1, min(start + self._longest, len(marked)) + 1):
                found = lookup(marked[start:end])
                if found is not None and so_far + found[1] > best[end]:
                    best[end] = so_far + found[1]
                    back[end] = (start, found[0])
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1] = so_far + self._unknown_score
                back[start + 1] = (start, self._unknown)
        ids: list[int] = []
        position = len(marked)
        while position > 0:
            position, piece = back[position]
            ids.append(piece)
        return ids[::-1]

    def _mark(self, text: str) -> str:
        normal = self._normal
        plain = _SPACES.sub(" ", "".join(normal.get(ord(each), each) for each in text))
        return (plain if plain.startswith(" ") else " " + plain).replace(" ", _SPACE_MARK)
