"""Whether she has begun to speak over us: voice that moves as speech does stops us, a cough or a hum does not."""

from __future__ import annotations

from collections import deque
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.speech.live.limits import BargeInLimits
from assistant.speech.live.windows import WINDOW_SECONDS, bands


class BargeIn:
    """Collects voice while we speak. `feed` says when to stop."""

    def __init__(self, limits: BargeInLimits, begins: float) -> None:
        self._limits = limits
        self._begins = begins
        size = max(2, round(limits.within / WINDOW_SECONDS))
        # How surely each of the last windows is voice, nothing where it is none, and its bands.
        self._recent: deque[tuple[float, NDArray[np.float32]]] = deque(maxlen=size)
        self._steady = 0.0
        self._silent = 0.0

    def feed(self, window: NDArray[np.float32], probability: float) -> bool:
        """Take a window that is not our echo; True when it is clear that she speaks."""
        voiced = probability >= self._begins
        self._recent.append((probability if voiced else 0.0, bands(window)))
        self._silent = 0.0 if voiced else self._silent + WINDOW_SECONDS
        if self._silent >= self._limits.forget:
            self._steady = 0.0
        self._steady += WINDOW_SECONDS if voiced else 0.0
        if self._steady >= self._limits.steady:
            return True
        heard = sum(sure for sure, _ in self._recent) * WINDOW_SECONDS
        return heard >= self._limits.voiced and self._change() >= self._limits.change

    def _change(self) -> float:
        """The usual change of the spectrum's shape between voiced neighbours; loudness is left out of it."""
        rows = [row - row.mean() for sure, row in self._recent if sure]
        steps = [float(np.mean(np.abs(two - one))) for one, two in pairwise(rows)]
        return float(np.median(steps)) if steps else 0.0

    def reset(self) -> None:
        """We begin to speak, or have stopped."""
        self._recent.clear()
        self._steady = self._silent = 0.0
