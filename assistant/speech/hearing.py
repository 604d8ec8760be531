"""The numbers of listening, from `knowledge_base/speech/hearing.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, Topic


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Activity(_Model):
    """When a frame is speech and a stretch of frames a span; times in seconds, level in dB below full scale."""

    speech: float
    silence: float
    shortest_speech: float
    shortest_pause: float
    margin: float
    least_speech: float
    least_yes: float
    yes_topics: frozenset[Topic]
    silent_db: float


class Glance(_Model):
    """How Whisper is run for words that are only shown."""

    padding: float
    beam: int


class Recognition(_Model):
    """How Whisper is run: seconds of padding and window, width of the beam, most tokens."""

    padding: float
    window: float
    small_piece: float
    fewest_characters_per_second: float
    beam: int
    glance: Glance
    tokens_per_second: float
    spare_tokens: int
    other_language: float
    other_language_seconds: float


class Trust(_Model):
    """When a transcript is believed."""

    unclear: float
    second_look: float
    second_look_seconds: float
    other_better: float
    most_characters_per_second: dict[Language, float]


class Repetition(_Model):
    """At least so many characters, at least so often in a row."""

    characters: int
    times: int


class Loops(_Model):
    """When a repetition is looked at again, and when it was not said."""

    suspect: Repetition
    certain: Repetition
    one_character: int
    digits: str


class Pauses(_Model):
    """Where punctuation is put back: seconds of a comma's pause, and how long an answer needs some."""

    comma: float
    unpunctuated: int


class Hearing(_Model):
    """All of them."""

    activity: Activity
    recognition: Recognition
    prompts: dict[Language, str]
    trust: Trust
    loops: Loops
    pauses: Pauses


@cache
def hearing() -> Hearing:
    """The numbers in force."""
    return Hearing.model_validate(load_yaml(data_path("knowledge_base", "speech", "hearing.yaml")))
