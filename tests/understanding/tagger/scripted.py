"""Tags as a test wants them: which words say which label how likely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assistant.understanding.tagger.model import Tags


def tags(text: str, said: Mapping[str, tuple[str, float]], *, known: tuple[str, ...] = ()) -> Tags:
    """One token a character; each label of `said` is as likely as told at the words told, and unlikely elsewhere."""
    labels = {label: at for at, label in enumerate([*said, *known])}
    likely = np.full((len(text), len(labels)), 0.001, dtype=np.float32)
    for label, (words, likelihood) in said.items():
        start = text.index(words)
        likely[start : start + len(words), labels[label]] = likelihood
    return Tags(tuple((at, at + 1) for at in range(len(text))), likely, labels)
