"""Our own voice in her microphone, known by its shape (against what is being played) and by its words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from assistant.speech.live.limits import EchoLimits
from assistant.speech.live.windows import WINDOW_SECONDS, bands, level

_HISTORY = 12
_STILL = 1e-6
_MARKS = re.compile(r"[\s\W_]+")

Reference = Callable[[float], NDArray[np.float32] | None]
"""The bands of what was playing at a moment, or nothing."""


class EchoGate:
    """Compares the last 0.4 s heard with what was played up to the longest delay before."""

    def __init__(self, limits: EchoLimits) -> None:
        self._limits = limits
        self._heard: deque[NDArray[np.float32]] = deque(maxlen=_HISTORY)
        self._gain: float | None = None

    def feed(self, window: NDArray[np.float32], at: float, reference: Reference | None) -> bool:
        """Whether the window heard at the moment `at` is our own voice; without a reference nothing can echo."""
        heard = bands(window)
        self._heard.append(heard)
        if reference is None:
            return False
        if len(self._heard) < _HISTORY:
            # Too little to compare: what sounds while we begin is more likely our own.
            return True
        alike, played = self._best(at, reference)
        if alike < self._limits.alike:
            return False
        loudness = level(window)
        gain = loudness / max(played, 1e-6)
        if self._gain is not None and gain > self._gain * self._limits.louder:
            return False
        self._gain = gain if self._gain is None else 0.9 * self._gain + 0.1 * gain
        return True

    def _best(self, at: float, reference: Reference) -> tuple[float, float]:
        """The best correlation over all delays, and the level played then."""
        steps = int(self._limits.delay / WINDOW_SECONDS)
        span = _HISTORY + steps
        played = [reference(at - (span - 1 - n) * WINDOW_SECONDS) for n in range(span)]
        known = next((each for each in played if each is not None), None)
        if known is None:
            return 0.0, 0.0
        quiet = np.full_like(known, np.log(1e-4))
        rows = np.stack([quiet if each is None else each for each in played])
        # One stretch of what was played for each delay, the longest first.
        parts = rows[np.arange(steps + 1)[:, None] + np.arange(_HISTORY)]
        alike = _correlations(np.stack(self._heard), parts)
        best = int(np.argmax(alike))
        if alike[best] <= 0:
            return 0.0, 0.0
        return float(alike[best]), float(np.sqrt(np.sum(np.exp(2 * parts[best, -1]))))


def _centred(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each band about its mean over time: a room colours all of it alike."""
    return np.asarray(rows - rows.mean(axis=-2, keepdims=True), dtype=np.float32)


def _correlations(heard: NDArray[np.float32], parts: NDArray[np.float32]) -> NDArray[np.float32]:
    """How alike what was heard is to each of the parts, -1 to 1; 0 where one of them does not move."""
    one, others = _centred(heard), _centred(parts)
    sizes = np.linalg.norm(one) * np.linalg.norm(others, axis=(1, 2))
    sums = np.sum(others * one, axis=(1, 2))
    return np.asarray(np.where(sizes > _STILL, sums / np.maximum(sizes, _STILL), 0.0), dtype=np.float32)


def sounds_like_us(heard: str, said: str, limits: EchoLimits) -> bool:
    """Whether the letters of `heard` stand, in order, in what we were saying."""
    letters, ours = _MARKS.sub("", heard).lower(), _MARKS.sub("", said).lower()
    if len(letters) < limits.letters or not ours:
        return False
    blocks = SequenceMatcher(None, letters, ours, autojunk=False).get_matching_blocks()
    # A letter here and there is chance: only runs of two and more count.
    return sum(block.size for block in blocks if block.size > 1) / len(letters) >= limits.same_words
