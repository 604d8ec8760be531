"""Clips as files a phone plays: MP3 whose parts can be joined, and WAV."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from assistant.speech.model import Clip

if TYPE_CHECKING:
    from av import AudioFrame

SPEAKING_RATE: Final = 24_000
"""Samples a second of everything that is sent to be played."""

_BIT_RATE: Final = 48_000


def at_rate(clip: Clip, rate: int = SPEAKING_RATE) -> Clip:
    """The same clip with `rate` samples a second."""
    if clip.rate == rate or not len(clip.samples):
        return Clip(clip.samples, rate, clip.visemes)
    import av  # large; only sound needs it

    resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
    frames = [*resampler.resample(_frame(clip)), *resampler.resample(None)]
    samples = np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
    return Clip(np.asarray(samples, dtype=np.int16), rate, clip.visemes)


def mp3(clip: Clip) -> bytes:
    """The clip as MP3, 24 kHz, one channel. Parts joined end to end play as one file.

    No tags, no header frame and no bit reservoir: every frame stands alone, so a part may follow any other.
    """
    import av  # large; only sound needs it

    clip = at_rate(clip)
    buffer = io.BytesIO()
    options = {"write_xing": "0", "id3v2_version": "0", "write_id3v1": "0"}
    with av.open(buffer, "w", format="mp3", options=options) as container:
        stream = container.add_stream("libmp3lame", rate=SPEAKING_RATE, options={"reservoir": "0"})
        stream.bit_rate = _BIT_RATE
        stream.layout = "mono"
        stream.format = "s16p"
        if len(clip.samples):
            container.mux(stream.encode(_frame(clip)))
        container.mux(stream.encode(None))
    return buffer.getvalue()


async def mp3_stream(clips: AsyncIterator[Clip]) -> AsyncIterator[bytes]:
    """The clips as MP3, each as soon as it is there, to be sent as one file."""
    async for clip in clips:
        yield await asyncio.to_thread(mp3, clip)


def wav(clip: Clip) -> bytes:
    """The clip as a WAV file of 16-bit samples."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(np.ascontiguousarray(clip.samples, dtype="<i2").tobytes())
    return buffer.getvalue()


def joined(clips: list[Clip]) -> Clip:
    """The clips one after another, as one. All are brought to the first one's rate; the mouth follows along.

    Raises:
        ValueError: there are none.
    """
    if not clips:
        raise ValueError("nothing to join")
    rate = clips[0].rate
    at, visemes = 0.0, []
    parts: list[NDArray[np.int16]] = []
    for clip in (at_rate(clip, rate) for clip in clips):
        visemes += [v.model_copy(update={"start": v.start + at, "end": v.end + at}) for v in clip.visemes]
        parts.append(clip.samples)
        at += clip.seconds
    return Clip(np.concatenate(parts), rate, tuple(visemes))


def _frame(clip: Clip) -> AudioFrame:
    import av  # large; only sound needs it

    frame = av.AudioFrame.from_ndarray(clip.samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = clip.rate
    return frame
