"""What the edge takes and gives where the rooms have no model of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.interview.state import Channel, Progress, Reply
from assistant.interview.views import Line
from assistant.kit.people import DEFAULT_AGENCY
from assistant.profile.model import Fact, Language, Topic
from assistant.speech.model import Trouble, Word

ClientTurnId = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_.:\-]+$")]
AgencySlug = Annotated[str, StringConstraints(min_length=2, max_length=40, pattern=r"^[a-z0-9-]+$")]
JobId = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z_]+$")]


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore")


class NewInterview(_Request):
    """How an interview is to begin; `agency` is the short name of the one it is for."""

    language: Language | None = None
    job: JobId | None = None
    channel: Channel = "text"
    agency: AgencySlug = DEFAULT_AGENCY


class NewInterviewCreated(BaseModel):
    """The new interview; the token is shown this once."""

    id: str
    token: str
    reply: Reply


class NewTurn(_Request):
    """Her words. Sending the same `client_turn_id` again gives the same turn again.

    `channel` is how they came; left out, they were typed, or spoken where the interview was opened for voice.
    """

    text: str
    client_turn_id: ClientTurnId | None = None
    channel: Channel | None = None


class ExtractRequest(_Request):
    """Words to read, and what the reader may know."""

    text: str
    asking: Topic | None = None
    language: Language | None = None
    today: date | None = None


class ExtractResponse(BaseModel):
    """The facts in the words, and the profile they fold into."""

    facts: list[Fact]
    profile: dict[str, Any]


class ConflictView(BaseModel):
    """Facts that do not agree, for a question or a reviewer."""

    field: str
    reason: str
    quotes: list[str]


class QuoteTime(BaseModel):
    """When in a recording a fact was said, in seconds; `fact` is its index in `facts`."""

    fact: int
    start: float
    end: float


class RecordingDocument(BaseModel):
    """A recording of hers that became a turn. Its file is at `recordings/{turn_id}` below the interview.

    `text` is what was understood, `heard` what was written down before mishearings were mended.
    """

    turn_id: str
    seconds: float
    media_type: str
    text: str
    heard: str
    trouble: Trouble | None
    words: list[Word]
    quotes: list[QuoteTime]


class InterviewDocument(BaseModel):
    """An interview as its owner sees it."""

    id: str
    state: str
    language: Language
    job: str | None
    reply: Reply
    progress: Progress
    profile: dict[str, Any]
    facts: list[Fact]
    live: Annotated[list[int], Field(description="indexes into `facts` of those the profile rests on")]
    conflicts: list[ConflictView]
    transcript: list[Line]
    recordings: list[RecordingDocument]
    waiting: Annotated[list[str], Field(description="`client_turn_id` of recordings that are kept and not yet heard")]
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
