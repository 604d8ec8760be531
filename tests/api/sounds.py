"""Recordings made for tests: a steady tone as a file, told apart by its length."""

from __future__ import annotations

import io
import wave

import numpy as np


def tone(seconds: float = 1.0, rate: int = 16_000, channels: int = 1) -> bytes:
    """A wav file with a tone of this length."""
    samples = (8_000 * np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 220 / rate)).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(samples, channels).tobytes())
    return buffer.getvalue()
