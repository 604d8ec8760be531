"""Small arithmetic on sound: bytes to samples and back, loudness, pieces."""

from __future__ import annotations

from math import gcd, log10

import numpy as np
from numpy.typing import NDArray

from assistant.speech.model import HEARING_RATE, Sound

_FLOOR_DB = -120.0
# Speech on a phone lies around here; recognizers and voice activity were trained on such levels.
_SPOKEN_DB = -23.0
_MOST_GAIN_DB = 40.0
_FRAME = 512


def from_pcm16(data: bytes, rate: int = HEARING_RATE) -> Sound:
    """Little-endian 16-bit samples of one channel, `rate` a second, as a sound. An odd last byte is left out."""
    samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float32) / np.float32(32768)
    return Sound(samples if rate == HEARING_RATE else resampled(samples, rate, HEARING_RATE))


def to_pcm16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """Samples between -1 and 1 as 16-bit ones; what lies outside is clipped."""
    return np.asarray(np.clip(samples, -1.0, 1.0) * 32767, dtype=np.int16)


def resampled(samples: NDArray[np.float32], rate: int, wanted: int) -> NDArray[np.float32]:
    """One channel at another rate, by a windowed sinc over the whole recording; no state is kept between calls.

    Raises:
        ValueError: a rate is not positive.
    """
    if rate <= 0 or wanted <= 0:
        raise ValueError("rates are positive")
    if rate == wanted or not len(samples):
        return samples
    up, down = wanted // gcd(rate, wanted), rate // gcd(rate, wanted)
    # The window: 16 zero crossings at the lower of both rates, Hann.
    cutoff = 1.0 / max(1.0, rate / wanted)
    half = round(16 / cutoff)
    count = len(samples) * up // down
    padded = np.pad(samples, half)
    out = np.empty(count, dtype=np.float32)
    offsets = np.arange(-half + 1, half + 1)
    for phase in range(min(up, count)):
        positions = np.arange(phase, count, up) * down / up
        whole = np.floor(positions).astype(np.int64)
        # Every position of one phase has the same fraction, hence the same weights.
        distance = offsets - (positions[0] - whole[0])
        weights = cutoff * np.sinc(cutoff * distance) * (0.5 + 0.5 * np.cos(np.pi * np.clip(distance / half, -1, 1)))
        out[phase::up] = padded[whole[:, None] + half + offsets[None]] @ weights.astype(np.float32)
    return out


def level_db(samples: NDArray[np.float32]) -> float:
    """Root mean square in dB below full scale; -120 for silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0.0
    return max(_FLOOR_DB, 10 * log10(power)) if power > 0 else _FLOOR_DB


def loud_level_db(samples: NDArray[np.float32]) -> float:
    """The level that a twentieth of the recording reaches: the voice in an answer with pauses, and not a click."""
    whole = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(whole):
        return level_db(samples)
    powers = np.sort(np.mean(np.square(whole, dtype=np.float64), axis=1))
    power = float(powers[len(powers) - 1 - len(powers) // 20])
    return max(_FLOOR_DB, 10 * log10(power)) if power > 0 else _FLOOR_DB


def at_speaking_level(sound: Sound) -> Sound:
    """The sound with its voice at the level of speech, so that a quiet speaker counts as much as a loud one.

    At most 40 dB louder: what lies deeper is the noise of the microphone.
    """
    gain = min(_MOST_GAIN_DB, _SPOKEN_DB - loud_level_db(sound.samples))
    # A click that is louder than the voice is clipped; it must not keep the voice down.
    return Sound(np.clip(sound.samples * np.float32(10 ** (gain / 20)), -1.0, 1.0))


def part(sound: Sound, start: float, end: float) -> Sound:
    """The piece between two moments in seconds; moments outside are moved to the ends."""
    first, last = (min(len(sound.samples), max(0, round(moment * HEARING_RATE))) for moment in (start, end))
    return Sound(sound.samples[first:last])
