"""Recordings as phones make them, to sound. Files of strangers are opened in a child process that can be killed.

Only formats known by their first bytes are tried, each with its own demuxer, from memory: nothing that a file says can
reach the network, another file, or a playlist. What may be decoded is bounded in bytes, seconds, channels, rate,
memory and wall clock.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any

import numpy as np

from assistant.kit.errors import BadInputError, TooLargeError, UnavailableError
from assistant.speech.model import HEARING_RATE, Sound

MAX_BYTES = 10_000_000
MAX_SECONDS = 180.0
WALL_SECONDS = 15.0

_MAX_CHANNELS = 8
_MAX_RATE = 192_000
_SHORTEST_SECONDS = 0.05
_CODECS = (
    *("opus", "libopus", "vorbis", "aac", "mp3", "mp3float", "flac", "alac"),
    *("amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "adpcm_ima_wav", "adpcm_ms"),
)
_CHILD = Path(__file__).with_name("decode_child.py")
_KEPT_WAITING = 2
# A process that has read this many recordings makes room for a fresh one, whatever the libraries in it may have kept.
_USES = 200


def kind_of(data: bytes) -> str | None:
    """The demuxer for a recording, by its first bytes; nothing when it is none of the known formats."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        return "mov"
    for magic, name in (
        (b"\x1aE\xdf\xa3", "matroska"),
        (b"OggS", "ogg"),
        (b"fLaC", "flac"),
        (b"#!AMR", "amr"),
        (b"caff", "caf"),
        (b"ID3", "mp3"),
    ):
        if data.startswith(magic):
            return name
    return _mpeg_kind(data)


def _mpeg_kind(data: bytes) -> str | None:
    """A frame of MPEG audio begins with eleven ones; then two bits of version and two of layer."""
    if len(data) < 2 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return None
    layer = data[1] & 0x06
    if layer == 0 and data[1] & 0xF0 == 0xF0:
        return "aac"
    return "mp3" if layer == 0x02 and data[1] & 0x18 != 0x08 else None


def decode(
    data: bytes, *, max_seconds: float = MAX_SECONDS, max_bytes: int = MAX_BYTES, wall_seconds: float = WALL_SECONDS
) -> Sound:
    """The sound of a recording (webm, ogg, mp4/m4a, mp3, aac, wav, flac, caf, amr), one channel at 16 kHz.

    Blocking and safe from several threads. The audio of a video is taken, its pictures are not looked at.

    Raises:
        TooLargeError: more bytes or seconds than allowed.
        BadInputError: empty, none of the formats, broken or cut off, or it took longer than `wall_seconds`.
        UnavailableError: the decoding process cannot be started.
    """
    if not data:
        raise BadInputError("audio_empty")
    if len(data) > max_bytes:
        raise TooLargeError("audio_too_large", limit=max_bytes // 1_000_000)
    kind = kind_of(data)
    if kind is None:
        raise BadInputError("audio_kind")
    limits = {
        "bytes": len(data),
        "format": kind,
        "max_seconds": max_seconds,
        "max_channels": _MAX_CHANNELS,
        "max_rate": _MAX_RATE,
        "rate": HEARING_RATE,
        "codecs": _CODECS,
    }
    answer = _ask(limits, data, wall_seconds)
    if answer.error == "audio_too_long":
        raise TooLargeError("audio_too_long", limit=int(max_seconds))
    if answer.error is not None:
        raise BadInputError(answer.error)
    if len(answer.samples) < _SHORTEST_SECONDS * HEARING_RATE * 4:
        raise BadInputError("audio_empty")
    return Sound(np.frombuffer(answer.samples, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Answer:
    samples: bytes = b""
    error: str | None = None


@dataclass(slots=True)
class _Child:
    """One decoding process and its pipes."""

    process: subprocess.Popen[bytes]
    uses: int = 0

    def ask(self, limits: dict[str, Any], data: bytes, wall_seconds: float) -> _Answer | None:
        """Its answer; nothing when it died or was killed at the end of `wall_seconds`."""
        self.uses += 1
        alarm = Timer(wall_seconds, self.process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            requests, answers = _pipes(self.process)
            requests.write(json.dumps(limits).encode() + b"\n")
            requests.write(data)
            requests.flush()
            head = answers.readline()
            if not head:
                return None
            told = json.loads(head)
            if "error" in told:
                return _Answer(error=str(told["error"]))
            size = int(told["samples"]) * 4
            samples = answers.read(size)
            return _Answer(samples) if len(samples) == size else None
        except OSError:
            return None
        finally:
            alarm.cancel()

    def stop(self) -> None:
        """End the process now."""
        self.process.kill()
        for pipe in _pipes(self.process):
            # A pipe that a dead process left half written cannot be flushed.
            with contextlib.suppress(OSError):
                pipe.close()
        self.process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise OSError("the process has no pipes")
    return process.stdin, process.stdout


def _start() -> _Child:
    # One thread is enough for a recording, and linear algebra libraries reserve memory for each.
    environment = {"PATH": os.environ.get("PATH", ""), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own file, no input of others in the command
            [sys.executable, "-P", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        raise UnavailableError("ears_missing") from error
    return _Child(process)


@dataclass(slots=True)
class _Waiting:
    """Processes that wait for the next recording; starting one takes a third of a second."""

    lock: Lock = field(default_factory=Lock)
    children: list[_Child] = field(default_factory=list)

    def take(self) -> _Child:
        with self.lock:
            if self.children:
                return self.children.pop()
        return _start()

    def give_back(self, child: _Child) -> None:
        with self.lock:
            if len(self.children) < _KEPT_WAITING and child.uses < _USES:
                self.children.append(child)
                return
        child.stop()

    def stop_all(self) -> None:
        with self.lock:
            children, self.children = self.children, []
        for child in children:
            child.stop()


_waiting = _Waiting()
atexit.register(_waiting.stop_all)


def _ask(limits: dict[str, Any], data: bytes, wall_seconds: float) -> _Answer:
    child = _waiting.take()
    if child.process.poll() is not None:
        # It ended while it waited, which says nothing about this recording.
        child.stop()
        child = _start()
    answer = child.ask(limits, data, wall_seconds)
    if answer is not None:
        _waiting.give_back(child)
        return answer
    killed = child.process.wait() == -9
    child.stop()
    return _Answer(error="audio_slow" if killed else "audio_broken")
