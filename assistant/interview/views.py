"""What the interview room hands out: a new interview, a turn's response, the interview as its owner sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from assistant.interview.state import Phase, Progress, Reply
from assistant.interview.tables import RecordingRow, TurnRow
from assistant.profile.fold import Folded
from assistant.profile.model import Fact, Language, Topic
from assistant.speech.model import Transcript


@dataclass(frozen=True, slots=True)
class Opened:
    """A new interview and the only time its token is seen."""

    id: str
    token: str
    turn_id: str
    reply: Reply


class TurnResponse(BaseModel):
    """What one turn gives back, word for word what a repeated send of it gives again."""

    turn_id: str
    reply: Reply
    facts: list[Fact]
    progress: Progress


class AudioTurn(TurnResponse):
    """What a recorded answer gives back: the turn, and what was heard; no transcript where the turn was typed."""

    transcript: Transcript | None = None

    @classmethod
    def of(cls, response: TurnResponse, transcript: Transcript | None) -> AudioTurn:
        """The response of a turn together with what was heard in it."""
        return cls(**{name: getattr(response, name) for name in TurnResponse.model_fields}, transcript=transcript)


class Line(BaseModel):
    """One line of the transcript."""

    turn_id: str
    role: Literal["worker", "interviewer"]
    text: str
    asking: Topic | None = None
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A recording of hers: a turn's, or one that waits to be heard under `client_turn_id`."""

    turn_id: str | None
    client_turn_id: str
    media_type: str
    transcript: Transcript | None


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview as its owner sees it."""

    id: str
    language: Language
    job: str | None
    phase: Phase
    consented: bool
    turn_id: str | None
    reply: Reply
    progress: Progress
    folded: Folded
    facts: list[Fact]
    transcript: list[Line]
    recordings: list[RecordingView]
    created_at: datetime
    updated_at: datetime
    expires_at: datetime


def transcript_of(turns: Sequence[TurnRow]) -> list[Line]:
    """The conversation, her words and ours, oldest first."""
    lines: list[Line] = []
    for turn in turns:
        asking = Topic(turn.asking) if turn.asking else None
        if turn.text:
            lines.append(Line(turn_id=turn.id, role="worker", text=turn.text, asking=asking, at=turn.created_at))
        reply = Reply.model_validate(turn.response["reply"])
        lines.append(
            Line(turn_id=turn.id, role="interviewer", text=reply.text, asking=reply.asking, at=turn.created_at)
        )
    return lines


def recordings_of(rows: Sequence[RecordingRow]) -> list[RecordingView]:
    """Her recordings, oldest first."""
    return [RecordingView(row.turn_id, row.client_turn_id, row.media_type, heard_in(row)) for row in rows]


def heard_in(row: RecordingRow | None) -> Transcript | None:
    """What was heard in a recording, once it was."""
    return Transcript.model_validate(row.transcript) if row and row.transcript else None
