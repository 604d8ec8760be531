"""An encoder that knows only which letters a text has: it costs nothing and loads the search like a real one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.kit.e5_weights import Array

_WIDTH = 384


class LetterEmbedder:
    """Unit vectors of how often each letter occurs, folded into as many numbers as the bundled encoder has."""

    @property
    def name(self) -> str:
        """Told apart from every real model."""
        return "letters-1"

    @property
    def dimension(self) -> int:
        """384."""
        return _WIDTH

    def queries(self, texts: Sequence[str]) -> Array:
        """As passages."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Array:
        """One vector a text."""
        counts: Array = np.zeros((len(texts), _WIDTH), dtype=np.float32)
        for row, text in zip(counts, texts, strict=True):
            at, times = np.unique([ord(letter) % _WIDTH for letter in text], return_counts=True)
            row[at.astype(int)] = times
        lengths = np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)
        unit: Array = (counts / lengths).astype(np.float32)
        return unit
