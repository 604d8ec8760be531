"""A telephone call as a live session: the messages of Twilio Media Streams in and out.

In: `connected`, `start` (with `customParameters`), `media` (base64 µ-law, 8 kHz), `mark`, `dtmf`, `stop`. Out: `media`,
`mark` after each clip, whose return says that it was heard, and `clear` when she speaks over us.
https://www.twilio.com/docs/voice/media-streams/websocket-messages
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from assistant.kit.errors import BadInputError
from assistant.speech.live.mulaw import TELEPHONE_RATE, Resampler, decode, encode
from assistant.speech.live.wire import Hush, Outgoing, Speak, Spoken
from assistant.speech.model import HEARING_RATE

_PIECE = 160
"""Samples in a media message of ours: 20 ms."""


class _Message(BaseModel):
    # The provider writes its names like streamSid.
    model_config = ConfigDict(extra="ignore", alias_generator=to_camel)


class Connected(_Message):
    """The socket is open."""

    event: Literal["connected"]


class Start(_Message):
    """The call begins. Parameters are what the operator's call script attached to the stream."""

    class Body(_Message):
        """Of what and how."""

        class Format(_Message):
            """The only one there is."""

            encoding: Literal["audio/x-mulaw"]
            sample_rate: Literal[8000]
            channels: Literal[1]

        stream_sid: str
        call_sid: str = ""
        custom_parameters: dict[str, str] = Field(default_factory=dict)
        media_format: Format

    event: Literal["start"]
    start: Body


class Media(_Message):
    """Sound of hers."""

    class Body(_Message):
        """Base64 µ-law."""

        payload: Annotated[str, Field(max_length=64_000)]
        track: str = "inbound"

    event: Literal["media"]
    media: Body


class Mark(_Message):
    """A mark of ours has been reached: what was sent before it has been heard, or was cleared."""

    class Body(_Message):
        """Its name."""

        name: str

    event: Literal["mark"]
    mark: Body


class Dtmf(_Message):
    """A key was pressed."""

    class Body(_Message):
        """Which."""

        digit: str

    event: Literal["dtmf"]
    dtmf: Body


class StopCall(_Message):
    """The call is over."""

    event: Literal["stop"]


CallMessage = Connected | Start | Media | Mark | Dtmf | StopCall
_messages: TypeAdapter[CallMessage] = TypeAdapter(Annotated[CallMessage, Field(discriminator="event")])


def parse(text: str) -> CallMessage:
    """One message of the provider.

    Raises:
        BadInputError: it is none of them.
    """
    try:
        return _messages.validate_json(text)
    except ValidationError as error:
        raise BadInputError("live_message") from error


class Telephone:
    """Translates between one call and one session. Holds no time of its own."""

    def __init__(self, stream: str, voice_rate: int) -> None:
        self._stream = stream
        self._inbound = Resampler(TELEPHONE_RATE, HEARING_RATE)
        self._voice_rate = voice_rate
        self._outbound = Resampler(voice_rate, TELEPHONE_RATE)
        self._seconds: dict[int, float] = {}

    def heard(self, media: Media) -> bytes:
        """Her sound as the session takes it.

        Raises:
            BadInputError: it is not base64.
        """
        try:
            data = base64.b64decode(media.media.payload, validate=True)
        except ValueError as error:
            raise BadInputError("live_frame") from error
        if media.media.track != "inbound":
            return b""
        return self._inbound.feed(decode(data)).astype("<i2").tobytes()

    def marked(self, mark: Mark) -> tuple[int, float] | None:
        """The clip that has been heard to its end, and its length in seconds; None for one that was cleared."""
        name = mark.mark.name
        clip = int(name) if name.isdecimal() else -1
        seconds = self._seconds.pop(clip, None)
        return None if seconds is None else (clip, seconds)

    def send(self, message: Outgoing) -> Iterator[str]:
        """What the provider is to be sent for a message of the session; for most of them nothing."""
        if isinstance(message, bytes):
            sound = encode(self._outbound.feed(np.frombuffer(message, dtype="<i2").astype(np.int16)))
            for start in range(0, len(sound), _PIECE):
                payload = base64.b64encode(sound[start : start + _PIECE]).decode()
                yield self._event("media", media={"payload": payload})
        elif isinstance(message, Speak):
            self._seconds[message.clip] = message.seconds
        elif isinstance(message, Spoken):
            yield self._event("mark", mark={"name": str(message.clip)})
        elif isinstance(message, Hush):
            self._seconds.clear()
            self._outbound = Resampler(self._voice_rate, TELEPHONE_RATE)
            yield self._event("clear")

    def _event(self, event: str, **body: dict[str, Any]) -> str:
        return json.dumps({"event": event, "streamSid": self._stream, **body})
