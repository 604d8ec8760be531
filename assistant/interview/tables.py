"""The interview room's tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Float, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.kit.database import Base, UtcDateTime
from assistant.kit.people import DEFAULT_AGENCY
from assistant.kit.sealed_columns import SealedJson, SealedText


class InterviewRow(Base):
    """One interview: whose token opens it, how far it is, and when it is to be forgotten.

    `agency_id` is the tenant it belongs to. `phone_index` finds it by her number without holding the number.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        Index("ix_interviews_expires_at", "expires_at"),
        Index("ix_interviews_agency_id", "agency_id"),
        Index("ix_interviews_phone_index", "phone_index"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    agency_id: Mapped[str] = mapped_column(String(40), default=DEFAULT_AGENCY)
    token_digest: Mapped[str] = mapped_column(String(64))
    phone_index: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(16))
    phase: Mapped[str] = mapped_column(String(16))
    state: Mapped[dict[str, Any]] = mapped_column(SealedJson("interviews.state"))
    turns: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class InterviewKeyRow(Base):
    """A further token of an interview, given to her on another phone; the first one goes on to work."""

    __tablename__ = "interview_keys"
    __table_args__ = (Index("ix_interview_keys_interview_id", "interview_id"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TurnRow(Base):
    """What she said in one turn and the whole response it got; position 0 is the opening, with no words of hers."""

    __tablename__ = "interview_turns"
    __table_args__ = (
        UniqueConstraint("interview_id", "position", name="uq_interview_turns_position"),
        UniqueConstraint("interview_id", "client_turn_id", name="uq_interview_turns_client_turn_id"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    client_turn_id: Mapped[str | None] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(SealedText("interview_turns.text"))
    asking: Mapped[str | None] = mapped_column(String(32))
    response: Mapped[dict[str, Any]] = mapped_column(SealedJson("interview_turns.response"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FactRow(Base):
    """One fact, never changed once written; `position` orders the fold."""

    __tablename__ = "facts"
    __table_args__ = (UniqueConstraint("interview_id", "position", name="uq_facts_position"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    fact: Mapped[dict[str, Any]] = mapped_column(SealedJson("facts.fact"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordingRow(Base):
    """An answer she spoke, kept as a file: waiting to be heard, heard as a turn, or of no use as an answer.

    `client_turn_id` is the client's own, or the recording's id where it sent none. `failures` counts the times that
    listening failed for another reason than a full queue. `bytes` and `seconds` are the file's.
    """

    __tablename__ = "recordings"
    __table_args__ = (
        UniqueConstraint("interview_id", "client_turn_id", name="uq_recordings_client_turn_id"),
        Index("ix_recordings_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    turn_id: Mapped[str | None] = mapped_column(String(40))
    client_turn_id: Mapped[str] = mapped_column(String(100))
    blob_key: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[float | None] = mapped_column(Float)
    status: Mapped[str] = mapped_column(String(16))
    failures: Mapped[int] = mapped_column(Integer)
    transcript: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("recordings.transcript"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventRow(Base):
    """Something that happened in an interview and that a person may have to see: consent, or a call for a human."""

    __tablename__ = "interview_events"
    __table_args__ = (Index("ix_interview_events_interview_id", "interview_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    turn_id: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
