"""The real encoder for tests: loaded once a process, and asked once for each text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.kit.e5_weights import Array
from assistant.models.embedding import BundledEmbedder


class RememberingEmbedder:
    """The real encoder's own vectors, kept. Nothing is loaded before it is asked."""

    def __init__(self, encoder: BundledEmbedder) -> None:
        self._encoder = encoder
        self._known: dict[str, Array] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def queries(self, texts: Sequence[str]) -> Array:
        return self._all("query", texts, self._encoder.queries)

    def passages(self, texts: Sequence[str]) -> Array:
        return self._all("passage", texts, self._encoder.passages)

    def _all(self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Array]) -> Array:
        missing = [text for text in dict.fromkeys(texts) if kind + text not in self._known]
        if missing:
            for text, vector in zip(missing, encode(missing), strict=True):
                self._known[kind + text] = vector
        return np.stack([self._known[kind + text] for text in texts])
