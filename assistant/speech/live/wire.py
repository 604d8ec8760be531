"""The messages of the live wire: JSON for words and states, binary frames for sound.

Client to server: `hello` first, then binary frames (16-bit little-endian PCM, one channel, 16 kHz, 20-100 ms each) and
the other messages. Server to client: JSON, and after each `speak` the binary frames of that clip (16-bit little-endian
PCM, one channel, at the rate `ready` named) up to its `spoken`, which says that the clip is wholly sent (it may
still be heard for a while). After `hush` nothing more of any clip comes before the next `speak`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from assistant.kit.errors import BadInputError
from assistant.speech.model import Transcript, Viseme

State = Literal["listening", "thinking", "speaking", "paused"]
TurnId = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_.:\-]+$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Hello(_In):
    """The first message. `resume` names a session that was cut off; `speak` False keeps the open question unspoken."""

    type: Literal["hello"]
    token: str
    rate: Literal[16000] = 16000
    resume: Annotated[str | None, Field(max_length=100)] = None
    speak: bool = True


class TextIn(_In):
    """A turn by text, in the same session."""

    type: Literal["text"]
    text: str
    client_turn_id: TurnId | None = None


class Played(_In):
    """How much of a clip has come out of the loudspeaker, in milliseconds."""

    type: Literal["played"]
    clip: int
    ms: Annotated[float, Field(ge=0)]


class Stop(_In):
    """Be quiet."""

    type: Literal["stop"]


class ByeIn(_In):
    """She leaves."""

    type: Literal["bye"]


class Ping(_In):
    """Still here; answered by `pong`."""

    type: Literal["ping"]


Incoming = Hello | TextIn | Played | Stop | ByeIn | Ping
_incoming: TypeAdapter[Incoming] = TypeAdapter(Annotated[Incoming, Field(discriminator="type")])


def parse(message: str) -> Incoming:
    """One message of the client.

    Raises:
        BadInputError: it is none of them.
    """
    try:
        return _incoming.validate_json(message)
    except ValidationError as error:
        raise BadInputError("live_message") from error


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class Ready(_Out):
    """The session is open. `received` is how many samples of hers it has, so that a client may send the rest."""

    type: Literal["ready"] = "ready"
    session: str
    rate: int
    received: int = 0
    voice: bool = True


class StateIs(_Out):
    """Who has the floor."""

    type: Literal["state"] = "state"
    state: State


class Partial(_Out):
    """What she seems to say, for the screen only."""

    type: Literal["partial"] = "partial"
    text: str


class HeardTurn(_Out):
    """What she said; the turn that follows carries the same `client_turn_id`."""

    type: Literal["heard"] = "heard"
    transcript: Transcript
    client_turn_id: str


class TurnTaken(_Out):
    """What the interview made of a turn: the fields of the turn response, beside `type`. `again`: sent before."""

    type: Literal["turn"] = "turn"
    turn: dict[str, Any]
    again: bool = False


class Speak(_Out):
    """A clip begins: its words, its length in seconds and its mouth."""

    type: Literal["speak"] = "speak"
    clip: int
    text: str
    seconds: float
    visemes: tuple[Viseme, ...] = ()


class Spoken(_Out):
    """The clip is wholly sent."""

    type: Literal["spoken"] = "spoken"
    clip: int


class Hush(_Out):
    """Drop everything that is queued and be silent at once."""

    type: Literal["hush"] = "hush"
    clip: int


class Nudge(_Out):
    """She has been silent for a while."""

    type: Literal["nudge"] = "nudge"
    text: str


class ProblemIs(_Out):
    """Something cannot be done: an error's key and its sentence. The socket closes after a fatal one."""

    type: Literal["problem"] = "problem"
    key: str
    detail: str
    fatal: bool = False


class Pong(_Out):
    """The answer to `ping`."""

    type: Literal["pong"] = "pong"


class Bye(_Out):
    """The session is over."""

    type: Literal["bye"] = "bye"


Outgoing = (
    Ready | StateIs | Partial | HeardTurn | TurnTaken | Speak | Spoken | Hush | Nudge | ProblemIs | Pong | Bye | bytes
)


def encode(message: Outgoing) -> str | bytes:
    """The message as it travels: a text frame for JSON, a binary one for sound."""
    if isinstance(message, bytes):
        return message
    if isinstance(message, TurnTaken):
        body = message.turn | {"type": "turn", "again": message.again}
        return TypeAdapter(dict[str, Any]).dump_json(body).decode()
    return message.model_dump_json()
