"""What an interview remembers between turns, and what one turn gives back. All of it round-trips through JSON."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.profile.model import Fact, Language, Topic
from assistant.understanding.reading import Context

Channel = Literal["text", "audio", "live"]
TopicState = Literal["done", "asked", "refused", "open"]
Outcome = Literal["safe", "unsafe", "unanswered", "needs_human"]


class Phase(StrEnum):
    """Where a conversation is. `paused` and `handoff` return to `resume` with her next words."""

    CONSENT = "consent"
    ASKING = "asking"
    READ_BACK = "read_back"
    DONE = "done"
    HANDOFF = "handoff"
    PAUSED = "paused"
    DECLINED = "declined"


class EventKind(StrEnum):
    """What a person or another room may have to act on. The interview itself has acted on all of them already."""

    CONSENT_GIVEN = "consent_given"
    CONSENT_DECLINED = "consent_declined"  # keep nothing
    CONSENT_WITHDRAWN = "consent_withdrawn"  # stop using what was said
    DELETE_REQUESTED = "delete_requested"  # she confirmed: delete everything
    HANDOFF_REQUESTED = "handoff_requested"
    EMERGENCY = "emergency"
    DISTRESS = "distress"
    RIGHTS_REPORTED = "rights_reported"
    EMBELLISHMENT_DECLINED = "embellishment_declined"
    QUESTION_PARKED = "question_parked"
    CONFLICT_ASKED = "conflict_asked"
    FACTS_CONFIRMED = "facts_confirmed"  # `fields`: read back and agreed to
    PAUSED = "paused"
    RESUMED = "resumed"
    READ_BACK_CONFIRMED = "read_back_confirmed"
    COMPLETED = "completed"
    REVIEWER_ASKED = "reviewer_asked"  # a person's question was put to her
    REVIEWER_ANSWERED = "reviewer_answered"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Event(_Model):
    """Something that happened in a turn, for the audit trail and for people. Carries no words of hers."""

    kind: EventKind
    topic: Topic | None = None
    fields: tuple[str, ...] = ()


class Reply(_Model):
    """What the worker sees or hears. `asking` is the topic the next answer will be read under."""

    text: str
    asking: Topic | None = None
    quick_replies: tuple[str, ...] = ()
    done: bool = False
    handoff: bool = False
    speech_url: str | None = None


class TopicProgress(_Model):
    """One topic of the agenda and how far it is."""

    topic: Topic
    label: str
    state: TopicState


class Progress(_Model):
    """How far the interview is. `percent` (0 to 100) never goes down."""

    answered: int
    total: int
    percent: int
    topics: tuple[TopicProgress, ...] = ()


OpenKind = Literal[
    "consent",
    "delete",
    "item",
    "follow_up",
    "scenario",
    "numbers",
    "conflict",
    "read_back",
    "restart",
    "suggestion",
    "name",
    "reviewer",
    "fix",
]


class OpenQuestion(_Model):
    """The question on the table. `id`, by `kind`: an agenda item, a follow-up, a scenario question or a field.

    A `name` asks with which characters her name is written. A `suggestion` asks whether its `id` is what she said; the
    question that answers is `InterviewState.doubted`.
    """

    kind: OpenKind
    id: str = ""
    topic: Topic
    fields: tuple[str, ...] = ()


class ReviewerQuestion(_Model):
    """What a person who looked at her file wants to know, in that person's words; `fields` it may settle."""

    id: str
    text: str
    topic: Topic
    fields: tuple[str, ...] = ()


class ParkedQuestion(_Model):
    """A question of hers that waits for a person."""

    text: str
    topic: Topic | None = None


class InterviewState(_Model):
    """The whole memory of one conversation, without ids, time or randomness of its own."""

    version: Literal[1] = 1
    language: Language = "zh"
    channel: Channel = "text"
    job: str | None = None
    seed: int = 0
    phase: Phase = Phase.CONSENT
    resume: Phase = Phase.ASKING
    consented: bool = False
    turns: int = 0
    open: OpenQuestion | None = None
    suspended: OpenQuestion | None = None
    doubted: OpenQuestion | None = None  # what a suggestion would answer
    doubted_back: OpenQuestion | None = None  # what stays open if it does not answer `doubted`, which was not asked
    doubted_turn: str | None = None  # the turn whose recording the suggestion is heard in
    previous_topic: Topic | None = None
    asked: dict[str, int] = Field(default_factory=dict)
    closed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    refused: tuple[Topic, ...] = ()
    followed: tuple[str, ...] = ()
    conflicts_asked: tuple[str, ...] = ()
    scenarios: dict[str, Outcome] = Field(default_factory=dict)
    parked: tuple[ParkedQuestion, ...] = ()
    misses: int = 0
    denied: int = 0  # suggestions in a row that were not what she had said
    unheard: int = 0  # recordings in a row in which no answer was heard
    consent_asked: int = 0
    rotation: dict[str, int] = Field(default_factory=dict)
    best_percent: int = 0
    handoff_requested: bool = False
    in_danger: bool = False  # her last words were about a danger; the next ones may still be
    read_back_confirmed: bool = False
    reviewer: tuple[ReviewerQuestion, ...] = ()  # put to her and not answered yet, in order
    reviewer_return: Phase | None = None  # where she was when they were put

    @property
    def asking(self) -> Topic | None:
        """The topic under which the next words are to be read."""
        return self.open.topic if self.open else None

    @property
    def listening_for(self) -> Topic | None:
        """The topic whose short answers the ears may expect: none where a yes misheard would delete everything."""
        return None if self.open and self.open.kind == "delete" else self.asking

    @property
    def hearing_for(self) -> Topic | None:
        """The same as the ears have it: where something was said back, a short yes or no is what is expected.

        Nothing is expected where her yes would make a guess her consent: it has to be heard as it is said.
        """
        question = self.open
        if question is not None and question.kind in ("numbers", "conflict"):
            return Topic.CONFIRM
        if question is not None and question.kind == "suggestion" and self.doubted and self.doubted.kind == "consent":
            return None
        return self.listening_for

    def context(self, today: date) -> Context:
        """What the reader may know of the conversation."""
        return Context(today=today, asking=self.asking, previous=self.previous_topic, language=self.language)


class StartOptions(_Model):
    """How an interview begins. `job` is the post she came for, if known; `seed` varies the wording, nothing else."""

    language: Language = "zh"
    job: str | None = None
    channel: Channel = "text"
    today: date | None = None
    seed: int = 0


class Turn(_Model):
    """What one turn did.

    `facts` are those of this turn to be stored, in order: none without consent (nor may her words be, unless `keep`),
    and not what a reader found in an answer to a what-if question, since what she would do is not what she did.
    `extra_facts`, the last of them, are those the interview itself could read from the question it had asked (a yes
    to "健康证有吗？", the answer to a scenario); they carry quotes like all others.
    """

    state: InterviewState
    reply: Reply
    progress: Progress
    facts: tuple[Fact, ...] = ()
    extra_facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    keep: bool = True
