"""Chat models behind one small Protocol: what may be asked of one, and every way in which it can fail."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Literal, Protocol, get_args

Task = Literal["read", "talk", "answer", "resume"]
TASKS: Final[tuple[Task, ...]] = get_args(Task)
Role = Literal["system", "user", "assistant"]


class Failure(StrEnum):
    """Why a model gave nothing that can be used. Every one of them ends in the same way: the product goes on alone."""

    OFF = "off"  # no model is set for the task
    BUDGET = "budget"  # the day's requests or tokens are spent
    BROKEN = "broken"  # too many failures in a row; not asked for a while
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    LIMITED = "limited"  # 429
    SERVER = "server"  # 5xx
    REJECTED = "rejected"  # any other 4xx: the key, the model, the request
    UNSUPPORTED = "unsupported"  # 4xx for a way of asking the server does not know
    REFUSED = "refused"  # the model declined
    TRUNCATED = "truncated"
    MALFORMED = "malformed"  # not JSON, or not what the schema asks for


class ChatError(Exception):
    """A call that gave nothing. Carries a code, never what was asked or answered; `retry_after` in seconds."""

    def __init__(self, failure: Failure, retry_after: float | None = None) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The JSON a model must fill: a name in letters and a JSON schema whose top is an object."""

    name: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call; estimated when the server does not count."""

    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.tokens_in + self.tokens_out


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it goes out. `options` are the extra parameters of a way of asking for JSON; tokens bound it."""

    model: str
    messages: tuple[Message, ...]
    tokens: int
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back: the text, or the arguments of the tool that was called."""

    text: str
    usage: Usage


@dataclass(slots=True)
class Heard:
    """A streamed answer that is over: filled in by whoever streams."""

    usage: Usage = field(default_factory=Usage)


class ChatServer(Protocol):
    """One server, asked once; nothing is tried again here."""

    @property
    def name(self) -> str:
        """Where it is, without its key."""

    async def ask(self, asked: Asked) -> Answered:
        """The whole answer.

        Raises:
            ChatError: it gave none.
        """

    def stream(self, asked: Asked, heard: Heard) -> AsyncGenerator[str, None]:
        """The answer piece by piece; raises like `ask`, also in the middle."""

    async def close(self) -> None:
        """Give its connections back."""


class Chat(Protocol):
    """A chat model for the product's tasks. Texts of people go in as data; what comes out is checked by the caller."""

    def serves(self, task: Task) -> bool:
        """Whether a model is set for the task."""

    async def write(self, task: Task, messages: Sequence[Message], *, seconds: float, tokens: int) -> str:
        """Plain text.

        Raises:
            ChatError: none within `seconds`.
        """

    async def fill(
        self, task: Task, messages: Sequence[Message], shape: Shape, *, seconds: float, tokens: int
    ) -> dict[str, Any]:
        """JSON that fits the shape.

        Raises:
            ChatError: none within `seconds`.
        """

    def stream(
        self, task: Task, messages: Sequence[Message], *, seconds: float, tokens: int
    ) -> AsyncGenerator[str, None]:
        """Plain text piece by piece; raises like `write`, also in the middle."""
