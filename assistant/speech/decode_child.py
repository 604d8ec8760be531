"""The process that opens recordings of strangers: it reads one after another from its input and answers on its output.

It is started by `decode.py`, knows nothing of the product, has no network code to reach, and may be killed at any time.
A request is a line of JSON (`bytes`, `format`, `max_seconds`, `max_channels`, `max_rate`, `rate`, `codecs`) and the
file; an answer is a line of JSON (`samples` or `error`) and float32 samples of one channel.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
import numpy.typing as npt

# More than this share of unreadable packets is a broken file; fewer are a click.
_BROKEN_SHARE = 0.1
# A file that says how long it is and gives less than this share of it was cut off on its way.
_WHOLE_SHARE = 0.9
_SLACK_SECONDS = 0.5
_MEMORY_BYTES = 2 << 30


class RefusedError(Exception):
    """The file is not decoded; the argument is the key of the reason."""


def decoded(data: bytes, limits: dict[str, Any]) -> npt.NDArray[np.float32]:
    """All samples of the first audio stream, one channel, at the rate asked for.

    Raises:
        RefusedError: the file is none of the formats, broken, too long, or holds no sound.
    """
    if limits["format"] == "wav" and _cut_off(data):
        raise RefusedError("audio_broken")
    try:
        # The format is named, so that a playlist or a script of protocols is never tried.
        with av.open(io.BytesIO(data), mode="r", format=limits["format"], metadata_errors="replace") as container:
            return _samples(container, limits)
    except (av.FFmpegError, ValueError, EOFError, MemoryError) as error:
        raise RefusedError("audio_broken") from error


def _cut_off(wav: bytes) -> bool:
    """Whether much less follows than the file's head announces. Recorders that stream write 0 or all ones there."""
    announced = int.from_bytes(wav[4:8], "little")
    return 0 < announced < 0xFFFFFFFF and len(wav) < _WHOLE_SHARE * announced


def _samples(container: av.container.InputContainer, limits: dict[str, Any]) -> npt.NDArray[np.float32]:
    if not container.streams.audio:
        raise RefusedError("audio_kind")
    stream = container.streams.audio[0]
    codec = stream.codec_context
    if codec.name not in limits["codecs"] and not codec.name.startswith("pcm_"):
        raise RefusedError("audio_kind")
    if not 0 < codec.sample_rate <= limits["max_rate"] or not 0 < codec.channels <= limits["max_channels"]:
        raise RefusedError("audio_kind")
    announced = _announced(container, stream)
    if announced is not None and announced > limits["max_seconds"] + _SLACK_SECONDS:
        raise RefusedError("audio_too_long")
    codec.thread_count = 1
    resampler = av.AudioResampler(format="flt", layout="mono", rate=limits["rate"])
    blocks: list[npt.NDArray[np.float32]] = []
    count, most = 0, (limits["max_seconds"] + _SLACK_SECONDS) * limits["rate"]
    for frame in _frames(container, stream):
        for piece in resampler.resample(_one_channel(frame)):
            blocks.append(piece.to_ndarray()[0])
            count += len(blocks[-1])
        if count > most:
            raise RefusedError("audio_too_long")
    if count:
        blocks.extend(piece.to_ndarray()[0] for piece in resampler.resample(None))
    if announced is not None and count < (_WHOLE_SHARE * announced - _SLACK_SECONDS) * limits["rate"]:
        raise RefusedError("audio_broken")
    return _within_one(np.concatenate(blocks)) if blocks else np.zeros(0, np.float32)


def _announced(container: av.container.InputContainer, stream: av.AudioStream) -> float | None:
    """How long the file says it is, in seconds, or nothing: what a browser records says nothing."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / 1_000_000 if container.duration is not None else None


def _frames(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    packets, unreadable = 0, 0
    try:
        for packet in container.demux(stream):
            packets += 1
            try:
                yield from packet.decode()
            except av.InvalidDataError:
                unreadable += 1
    except av.EOFError:
        pass  # some demuxers raise at the end of a cut-off file; what was announced decides
    if unreadable > max(1, _BROKEN_SHARE * packets):
        raise RefusedError("audio_broken")


def _one_channel(frame: av.AudioFrame) -> av.AudioFrame:
    """The mean of all channels. The library's own mixing refuses channels whose places the file does not tell."""
    values: npt.NDArray[Any] = frame.to_ndarray()
    channels: npt.NDArray[Any] = values if frame.format.is_planar else values.reshape(-1, frame.layout.nb_channels).T
    floats: npt.NDArray[Any]
    if channels.dtype == np.uint8:
        floats = (channels.astype(np.float32) - 128) / 128
    elif np.issubdtype(channels.dtype, np.integer):
        floats = channels.astype(np.float32) / np.float32(-float(np.iinfo(channels.dtype).min))
    else:
        floats = channels.astype(np.float32)
    mixed = av.AudioFrame.from_ndarray(floats.mean(axis=0, dtype=np.float32)[None], format="flt", layout="mono")
    mixed.sample_rate = frame.sample_rate
    return mixed


def _within_one(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    finite = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
    peak = float(np.abs(finite).max(initial=0.0))
    return finite / np.float32(peak) if peak > 1.0 else finite


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def main() -> None:
    """Answer requests until the input ends."""
    _bound_memory()
    av.logging.set_level(av.logging.PANIC)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        limits = json.loads(line)
        data = requests.read(limits["bytes"])
        try:
            samples = decoded(data, limits)
        except RefusedError as refused:
            head, body = {"error": refused.args[0]}, b""
        else:
            head, body = {"samples": len(samples)}, samples.tobytes()
        answers.write(json.dumps(head).encode() + b"\n" + body)
        answers.flush()


if __name__ == "__main__":
    main()
