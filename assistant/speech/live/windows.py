"""Sound as it arrives, cut into the windows voice activity is judged on, and kept while it may belong to a turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.kit.errors import BadInputError
from assistant.speech.model import HEARING_RATE, Sound

WINDOW = 512
"""Samples in a window."""

WINDOW_SECONDS = WINDOW / HEARING_RATE

_BANDS = 16
_LOWEST, _HIGHEST = 100.0, 4_000.0
_FLOOR = 1e-7


class Windows:
    """Cuts PCM frames of any length into windows of float32; a rest waits for the next frame."""

    def __init__(self) -> None:
        self._rest = np.empty(0, dtype=np.float32)
        self.received = 0

    def feed(self, pcm: bytes) -> Iterator[NDArray[np.float32]]:
        """The windows that are now whole.

        Raises:
            BadInputError: half a sample was sent.
        """
        if len(pcm) % 2:
            raise BadInputError("live_frame")
        samples = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / 32768.0
        self.received += len(samples)
        joined = np.concatenate((self._rest, samples))
        whole = len(joined) // WINDOW * WINDOW
        self._rest = joined[whole:]
        return iter(joined[:whole].reshape(-1, WINDOW))


class Tape:
    """The last windows heard. Positions count windows since the session began."""

    def __init__(self) -> None:
        self._windows: deque[NDArray[np.float32]] = deque()
        self._first = 0

    @property
    def end(self) -> int:
        """The position after the last window."""
        return self._first + len(self._windows)

    def add(self, window: NDArray[np.float32]) -> None:
        """Record one window."""
        self._windows.append(window)

    def forget_before(self, position: int) -> None:
        """Drop what nobody needs any more."""
        while self._first < position and self._windows:
            self._windows.popleft()
            self._first += 1

    def sound(self, start: int, end: int) -> Sound:
        """What was heard from `start` to `end`, as far as it is still there."""
        kept = [self._windows[n - self._first] for n in range(max(start, self._first), min(end, self.end))]
        return Sound(np.concatenate(kept) if kept else np.empty(0, dtype=np.float32))


@cache
def _edges(rate: int, size: int) -> NDArray[np.int64]:
    cuts = np.geomspace(_LOWEST, _HIGHEST, _BANDS + 1) * size / rate
    return np.unique(np.maximum(1, np.round(cuts).astype(np.int64)))


@cache
def _faded(size: int) -> NDArray[np.float64]:
    return np.hanning(size)


def bands(samples: NDArray[np.float32], rate: int = HEARING_RATE) -> NDArray[np.float32]:
    """Log energies (nepers) of the samples in bands from 100 Hz to 4 kHz, equally wide to the ear."""
    size = len(samples)
    power = np.abs(np.fft.rfft(samples * _faded(size))) ** 2 / size
    edges = _edges(rate, size)
    sums = np.add.reduceat(power[: edges[-1] + 1], edges[:-1])
    return np.asarray(0.5 * np.log(sums + _FLOOR), dtype=np.float32)


def level(samples: NDArray[np.float32]) -> float:
    """The root mean square of the samples."""
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
