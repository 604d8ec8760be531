"""The sound of telephone lines: 8 kHz µ-law (ITU-T G.711) to and from 16-bit PCM at other rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TELEPHONE_RATE = 8_000

_BIAS = 0x84
_MOST = 32_635
_TAPS = 33


def decode(data: bytes) -> NDArray[np.int16]:
    """The samples of µ-law bytes, one a byte."""
    return _DECODED[np.frombuffer(data, dtype=np.uint8)]


def encode(samples: NDArray[np.int16]) -> bytes:
    """The µ-law bytes of samples, the nearest code for each."""
    wide = samples.astype(np.int32)
    sign = np.where(wide < 0, 0x80, 0)
    size = np.minimum(np.abs(wide), _MOST) + _BIAS
    exponent = np.floor(np.log2(size)).astype(np.int32) - 7
    mantissa = (size >> (exponent + 3)) & 0x0F
    return bytes((~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8))


def _table() -> NDArray[np.int16]:
    codes = ~np.arange(256, dtype=np.int32) & 0xFF
    exponent, mantissa = (codes >> 4) & 0x07, codes & 0x0F
    size = ((((mantissa << 3) + _BIAS) << exponent) - _BIAS).astype(np.int32)
    return np.where(codes & 0x80, -size, size).astype(np.int16)


_DECODED = _table()


class Resampler:
    """Changes the rate of a stream by a whole factor, up or down, without clicks where its pieces meet."""

    def __init__(self, rate: int, wanted: int) -> None:
        if max(rate, wanted) % min(rate, wanted):
            raise ValueError("only whole factors")
        self._up, self._down = max(1, wanted // rate), max(1, rate // wanted)
        factor = max(self._up, self._down)
        place = np.arange(_TAPS) - (_TAPS - 1) / 2
        kernel = np.sinc(place / factor * 0.9) * np.hamming(_TAPS)
        self._kernel = (kernel / kernel.sum() * self._up).astype(np.float32)
        self._before = np.zeros(_TAPS - 1, dtype=np.float32)
        self._skip = 0

    def feed(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        """The next piece at the wanted rate; half the filter's length later than it came."""
        if not len(samples):
            return np.empty(0, dtype=np.int16)
        wide = np.zeros(len(samples) * self._up, dtype=np.float32)
        wide[:: self._up] = samples
        joined = np.concatenate((self._before, wide))
        self._before = joined[len(joined) - (_TAPS - 1) :]
        smooth = np.convolve(joined, self._kernel, mode="valid")
        kept = smooth[self._skip :: self._down]
        self._skip = (self._skip - len(smooth)) % self._down
        return np.asarray(np.clip(np.round(kept), -32_768, 32_767), dtype=np.int16)
