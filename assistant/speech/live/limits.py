"""The data of the live conversation: its times and words (`knowledge_base/speech`) and its phrases (`prompts`)."""

from __future__ import annotations

import re
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language, Topic

_NOT_LETTERS = re.compile(r"[\s\W_]+")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class VoiceLimits(_Data):
    """When voice begins and goes on. Probabilities, and seconds."""

    begins: float
    goes_on: float
    onset: float
    lead_in: float


class TurnEndLimits(_Data):
    """Seconds of silence that end a turn, by what was said; and how long a turn may be."""

    try_after: float
    acknowledge: float
    listening: float
    halfway: float
    spoke: float
    complete: float
    usual: float
    open: float
    half_said: float
    digits: float
    pace: float
    pace_most: float
    cut_within: float
    settle_after: float
    longest: float
    longest_of_all: float
    open_topics: frozenset[Topic]
    yes_no_topics: frozenset[Topic]
    complete_letters: int
    phone_digits: int
    ending_letters: int


class BargeInLimits(_Data):
    """What sound stops the interviewer's voice."""

    voiced: float
    within: float
    steady: float
    change: float
    forget: float
    tail: float
    heard_enough: float
    murmur: float
    rewind: float


class EchoLimits(_Data):
    """How our own voice is known again."""

    alike: float
    louder: float
    delay: float
    after: float
    letters: int
    same_words: float


class PartialLimits(_Data):
    """How often words are put on the screen while she speaks."""

    every: float
    longest: float
    most_sessions: int


class AnsweringLimits(_Data):
    """What is said while the reply is being made."""

    foresee: float
    acknowledge: float
    thinking: float
    retries: int


class PlaybackLimits(_Data):
    """How far ahead of the ear sound is sent, and in what pieces."""

    lead: float
    frame: float


class Words(_Data):
    """Words of one language by which a turn is judged."""

    dangling: tuple[str, ...]
    half_number: str
    digits: str
    back_channels: frozenset[str]
    yes_no: frozenset[str]
    endings: tuple[str, ...]

    @cached_property
    def half_number_pattern(self) -> re.Pattern[str]:
        """What a number looks like that stops halfway."""
        return re.compile(self.half_number, re.IGNORECASE)

    @cached_property
    def endings_pattern(self) -> re.Pattern[str]:
        """One ending or several in a row, in small letters without spaces."""
        known = sorted((_NOT_LETTERS.sub("", each).lower() for each in self.endings), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(map(re.escape, known))})+")


class Limits(_Data):
    """Everything the live conversation is tuned by. Times in seconds."""

    voice: VoiceLimits
    turn_end: TurnEndLimits
    barge_in: BargeInLimits
    echo: EchoLimits
    nudges: tuple[float, ...]
    partials: PartialLimits
    answering: AnsweringLimits
    playback: PlaybackLimits
    words: dict[Language, Words]


class Phrases(_Data):
    """What the interviewer says beside the interview; each a choice of wordings."""

    acknowledge: tuple[str, ...]
    listening: tuple[str, ...]
    thinking: tuple[str, ...]
    openings: tuple[str, ...]
    openings_that_listen: tuple[str, ...]
    nudges: tuple[tuple[str, ...], ...]
    hung: str
    person: str

    def fixed(self) -> tuple[str, ...]:
        """Every sentence, so that its sound can be made ahead."""
        return (
            *self.acknowledge,
            *self.listening,
            *self.thinking,
            *self.openings,
            *(each for choice in self.nudges for each in choice),
            self.hung,
        )


@cache
def limits() -> Limits:
    """The limits of this installation."""
    return Limits.model_validate(load_yaml(data_path("knowledge_base", "speech", "turns.yaml")))


@cache
def phrases(language: Language) -> Phrases:
    """The phrases of one language."""
    return Phrases.model_validate(load_yaml(data_path("prompts", "speech", "live.yaml"))[language])
