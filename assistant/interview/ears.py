"""What the interview asks of its ears: a file in, a transcript out, off the event loop and within bounds."""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol

from assistant.kit.errors import BadInputError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.decode import decode, kind_of
from assistant.speech.model import Sound, Transcript


class Ears(Protocol):
    """Listens to a recording."""

    @property
    def name(self) -> str:
        """The engine in use, for operators."""

    async def hear(self, data: bytes, language: Language, asking: Topic | None) -> Transcript:
        """What is said in the file `data`, which answers a question under `asking`.

        Raises:
            BadInputError, TooLargeError: the file is no recording that can be used.
            UnavailableError: every listener is busy, or there is none.
        """


class Listening(Protocol):
    """Turns sound into what was said."""

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        """What is said in `sound`.

        Raises:
            UnavailableError: the listener is busy, missing or failed.
        """


class Named(Protocol):
    """Something with a name for operators."""

    @property
    def name(self) -> str:
        """The engine in use."""


class FileEars:
    """Opens a file in a bounded worker, then listens to it."""

    def __init__(self, engine: Named, listener: Listening, pool: WorkerPool, settings: Settings) -> None:
        self._engine = engine
        self._listener = listener
        self._pool = pool
        self._decode = partial(
            decode,
            max_seconds=settings.max_audio_seconds,
            max_bytes=settings.max_audio_bytes,
            wall_seconds=settings.decode_seconds,
        )

    @property
    def name(self) -> str:
        """The engine in use."""
        return self._engine.name

    async def hear(self, data: bytes, language: Language, asking: Topic | None) -> Transcript:
        """See `Ears.hear`."""
        sound = await self._pool.run(self._decode, data)
        return await self._listener.listen(sound, language, asking)


# Media type and ending by demuxer: never what the client says, since what it says comes back as a header.
_FILES: Final = {
    "wav": ("audio/wav", "wav"),
    "mov": ("audio/mp4", "m4a"),
    "matroska": ("audio/webm", "webm"),
    "ogg": ("audio/ogg", "ogg"),
    "flac": ("audio/flac", "flac"),
    "amr": ("audio/amr", "amr"),
    "caf": ("audio/x-caf", "caf"),
    "mp3": ("audio/mpeg", "mp3"),
    "aac": ("audio/aac", "aac"),
}


def file_kind(data: bytes) -> tuple[str, str]:
    """The media type and the ending of a recording, by its first bytes.

    Raises:
        BadInputError: there is nothing in it, or it is no recording.
    """
    if not data:
        raise BadInputError("audio_empty")
    found = _FILES.get(kind_of(data) or "")
    if found is None:
        raise BadInputError("audio_kind")
    return found
