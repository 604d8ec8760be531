"""What passes between microphone, recognizer, synthesizer and ear; and the Protocols of the two engines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from assistant.profile.model import Language

HEARING_RATE = 16_000
"""Samples a second of every sound that is recognized."""

Mouth = Literal["rest", "closed", "a", "o", "e", "i", "u", "f"]
"""The shapes a drawn mouth takes: at rest, lips together (b p m), five vowels, teeth on lip (f)."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something recorded: one channel of float32 samples between -1 and 1, `HEARING_RATE` of them a second."""

    samples: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / HEARING_RATE


class Trouble(StrEnum):
    """Why a recording could not be taken as an answer."""

    SILENCE = "silence"
    NOISE = "noise"
    UNCLEAR = "unclear"
    OTHER_LANGUAGE = "other_language"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Word(_Model):
    """A word of a transcript and where it was said, in seconds from the beginning. Words joined give the text."""

    text: str
    start: float = Field(ge=0)
    end: float = Field(ge=0)
    confidence: float = Field(default=1.0, ge=0, le=1)


class Change(_Model):
    """A mishearing that was mended: `text[start:end]` of the mended text is `understood` and was `heard`."""

    start: int
    end: int
    heard: str
    understood: str


class Transcript(_Model):
    """What was said. `text` is as understood, `heard` as the recognizer wrote it, in simplified characters.

    `confidence` is between 0 and 1. With a `trouble` the text must not become an answer; a `suggestion` is what she
    may have said, to be asked before anything is made of it.
    """

    text: str
    heard: str
    language: Language
    seconds: float
    words: tuple[Word, ...] = ()
    confidence: float = 1.0
    trouble: Trouble | None = None
    changes: tuple[Change, ...] = ()
    suggestion: str | None = None


def confirmed(transcript: Transcript) -> Transcript:
    """The transcript once she has said that its suggestion is right: understood so, and what was heard is kept."""
    if not transcript.suggestion:
        return transcript
    text = transcript.suggestion
    change = Change(start=0, end=len(text), heard=transcript.heard, understood=text)
    return transcript.model_copy(update={"text": text, "trouble": None, "changes": (change,), "suggestion": None})


class Viseme(_Model):
    """A shape of the mouth and when it is made, in seconds from the beginning of the sentence."""

    start: float
    end: float
    shape: Mouth


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken sentence: int16 samples of one channel, how many a second, and what the mouth does meanwhile."""

    samples: NDArray[np.int16]
    rate: int
    visemes: tuple[Viseme, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate


class Recognizer(Protocol):
    """Turns a recording into words. Blocking: callers run it in a bounded worker. Safe from several threads."""

    @property
    def name(self) -> str:
        """Engine and model, for figures and `/readyz`."""

    def transcribe(self, sound: Sound, language: Language | None, *, words: bool = True) -> Transcript:
        """The words of `sound`; `language` None means it is to be found out. `words` False may leave times out.

        Raises:
            UnavailableError: the engine is missing or failed.
        """


@runtime_checkable
class Glancing(Protocol):
    """A recognizer that can also tell soon what seems to be said, for the screen. Blocking, as `transcribe`."""

    def glance(self, sound: Sound, language: Language) -> str:
        """The words `sound` seems to hold, or nothing.

        Raises:
            UnavailableError: the engine is missing or failed.
        """


class Synthesizer(Protocol):
    """Speaks one sentence. Blocking: callers run it in a bounded worker. Safe from several threads."""

    @property
    def name(self) -> str:
        """Engine, model and voice; part of the cache's key."""

    def speak(self, sentence: str, language: Language) -> Clip:
        """The sound of `sentence`, which is written as people read it: numbers and signs are worded by the caller.

        Raises:
            UnavailableError: the engine is missing or failed.
        """
