"""What a live session is built from: each a small Protocol, so that engines, interviews and fakes all fit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.profile.model import Language, Topic
from assistant.speech.model import Clip, Sound, Transcript, Trouble

Now = Callable[[], float]
"""Seconds of a clock that never goes back."""


@dataclass(frozen=True, slots=True)
class LiveReply:
    """What the interviewer answers: the words to speak, the topic now asked, and the turn as it goes on the wire.

    `hearing` is the topic whose short answers are expected: under words said back a yes or no, whatever they are about.
    """

    text: str
    asking: Topic | None
    done: bool
    wire: dict[str, Any]
    hearing: Topic | None = None


class Conversation(Protocol):
    """One interview, turn by turn. Every call may raise an `AyiError`."""

    @property
    def language(self) -> Language:
        """The language of the interview."""

    async def opening(self) -> LiveReply:
        """The reply on the table: what is asked now."""

    async def answer(self, text: str, client_turn_id: str, transcript: Transcript | None) -> LiveReply:
        """Take a turn of hers; the same `client_turn_id` gives the same turn again. No transcript: it was typed."""

    async def foresee(self, text: str) -> str | None:
        """What would be answered to these words, while nothing is taken yet; None where that cannot be told."""

    async def unheard(self, trouble: Trouble, client_turn_id: str, suggestion: str | None = None) -> LiveReply:
        """She spoke and was not understood; `suggestion` is what it may have been, to be asked about."""


class Ears(Protocol):
    """Turns a recording into a transcript, with silence and noise told apart."""

    async def listen(self, sound: Sound, language: Language | None, asking: Topic | None) -> Transcript:
        """What was said; raises UnavailableError when the engine is missing or full."""


@runtime_checkable
class Glancing(Protocol):
    """Ears that can also tell soon what seems to be said. What they tell is shown, and never an answer."""

    async def glance(self, sound: Sound, language: Language) -> str:
        """The words so far, or nothing; raises UnavailableError when the engine is missing or full."""


class Voice(Protocol):
    """Speaks a text sentence by sentence."""

    def say(self, text: str, language: Language) -> AsyncIterator[tuple[str, Clip]]:
        """The sentences of `text` and their sound, each as soon as it is made."""

    def pieces(self, text: str, language: Language) -> list[str]:
        """The sentences as they are said, in order."""

    async def ready(self, text: str, language: Language) -> None:
        """Make the sound `text` begins with, unless others wait for theirs; it is there when it is said."""


class Activity(Protocol):
    """Says how likely a window of sound is voice. Holds the state of one stream."""

    def feed(self, frame: NDArray[np.float32]) -> float:
        """The probability of voice in the next 512 samples at 16 kHz."""
