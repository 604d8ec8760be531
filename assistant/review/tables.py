"""The review room's tables: the file of an interview, what people decided, wrote, saw and verified."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from assistant.kit.database import Base, UtcDateTime
from assistant.kit.sealed_columns import SealedText


def _interview() -> Any:  # noqa: ANN401 - SQLAlchemy's own column type
    return mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))


class FileRow(Base):
    """One worker's file: what the queue shows, filters and sorts by, and where the file stands.

    `jobs`, `flags` and `verified` hold ids with a blank on either side of each. `facts` counts the interview's facts,
    `approved_facts` those there were at the last approval. `version` grows with every change of anybody. `name` is
    sealed; `name_order` is its surname as it is spelled, which a list can be sorted by.
    """

    __tablename__ = "review_files"
    __table_args__ = (
        Index("ix_review_files_said_at", "agency_id", "said_at"),
        Index("ix_review_files_status", "agency_id", "status", "said_at"),
        Index("ix_review_files_name_order", "agency_id", "name_order"),
        Index("ix_review_files_city", "agency_id", "city"),
        Index("ix_review_files_assignee", "agency_id", "assignee_id", "assignee_name"),
    )

    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(16))
    status_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(8))
    channel: Mapped[str] = mapped_column(String(16))
    consented: Mapped[bool] = mapped_column(Boolean)
    name: Mapped[str] = mapped_column(SealedText("review_files.name"))
    name_order: Mapped[str] = mapped_column(String(24), default="", server_default="")
    job: Mapped[str] = mapped_column(String(40))
    jobs: Mapped[str] = mapped_column(String(400))
    city: Mapped[str] = mapped_column(String(40))
    percent: Mapped[int] = mapped_column(Integer)
    facts: Mapped[int] = mapped_column(Integer)
    approved_facts: Mapped[int] = mapped_column(Integer)
    flags: Mapped[str] = mapped_column(String(400))
    verified: Mapped[str] = mapped_column(String(400))
    assignee_id: Mapped[str | None] = mapped_column(String(40))
    assignee_name: Mapped[str | None] = mapped_column(String(80))
    decline_by: Mapped[str | None] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FileWordsRow(Base):
    """What a file is found by: its labels and her words in small letters, sealed, and their marks (`WordIndex`)."""

    __tablename__ = "review_file_words"
    __table_args__ = (
        Index(
            "ix_review_file_words_grams", literal_column("string_to_array(grams, ' ')"), postgresql_using="gin"
        ).ddl_if(dialect="postgresql"),
    )

    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("review_file_words.text"))
    grams: Mapped[str] = mapped_column(Text, default="", server_default="")


class DecisionRow(Base):
    """What somebody decided about a file, why, and how long the file lay open before it (`seconds`)."""

    __tablename__ = "review_decisions"
    __table_args__ = (
        Index("ix_review_decisions_interview_id", "interview_id"),
        Index("ix_review_decisions_at", "agency_id", "at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = _interview()
    agency_id: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(24))
    before: Mapped[str] = mapped_column(String(16))
    after: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[str] = mapped_column(String(40))
    actor_name: Mapped[str] = mapped_column(String(80))
    actor_role: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(SealedText("review_decisions.reason"))
    facts: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[float | None] = mapped_column(Float)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionRow(Base):
    """A question put to her by a person, and the turn in which she answered it or let it go."""

    __tablename__ = "review_questions"
    __table_args__ = (Index("ix_review_questions_interview_id", "interview_id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    interview_id: Mapped[str] = _interview()
    text: Mapped[str] = mapped_column(SealedText("review_questions.text"))
    topic: Mapped[str] = mapped_column(String(32))
    fields: Mapped[list[str]] = mapped_column(JSON)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_name: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    turn_id: Mapped[str | None] = mapped_column(String(40))
    settled: Mapped[str | None] = mapped_column(String(16))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NoteRow(Base):
    """Words of the staff: a note, or the reason of an edit, which the edit's fact quotes (`kind` note | reason)."""

    __tablename__ = "review_notes"
    __table_args__ = (Index("ix_review_notes_interview_id", "interview_id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    interview_id: Mapped[str] = _interview()
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(SealedText("review_notes.text"))
    field: Mapped[str | None] = mapped_column(String(40))
    author_id: Mapped[str] = mapped_column(String(40))
    author_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class VisitRow(Base):
    """Somebody opened a file when it held so many facts; `decided_at` when that ended in a decision."""

    __tablename__ = "review_visits"
    __table_args__ = (Index("ix_review_visits_interview_id", "interview_id", "actor_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = _interview()
    actor_id: Mapped[str] = mapped_column(String(40))
    facts: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SavedViewRow(Base):
    """A way to look at the queue that somebody wants to have again."""

    __tablename__ = "review_views"
    __table_args__ = (UniqueConstraint("account_id", "name", name="uq_review_views_name"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(40))
    agency_id: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PaperRow(Base):
    """A proof document, sealed in the file store; `removed_at` once its bytes are gone and only this trace is left.

    `added_role` tells who gave it, herself (worker) or staff; `seen_at` when one of the staff first looked at it.
    """

    __tablename__ = "review_papers"
    __table_args__ = (Index("ix_review_papers_interview_id", "interview_id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    interview_id: Mapped[str] = _interview()
    agency_id: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(60))
    blob_key: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    bytes: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    added_by: Mapped[str] = mapped_column(String(40))
    added_role: Mapped[str] = mapped_column(String(16), default="recruiter", server_default="recruiter")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CheckRow(Base):
    """One verification by a person: of what, with which outcome, until when. The last one of a kind counts.

    `detail` holds codes, dates and the last four digits of a number; never a number, a result or a picture.
    """

    __tablename__ = "review_checks"
    __table_args__ = (
        Index("ix_review_checks_interview_id", "interview_id"),
        Index("ix_review_checks_valid_until", "valid_until"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = _interview()
    agency_id: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[str] = mapped_column(String(16))
    checked_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderRow(Base):
    """That a verification is about to end was told, once for every number of days before (`days`).

    `told_at` is when a message about it was sent to her, if she wants such messages.
    """

    __tablename__ = "review_reminders"
    __table_args__ = (UniqueConstraint("check_id", "days", name="uq_review_reminders_days"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    check_id: Mapped[int] = mapped_column(ForeignKey("review_checks.id", ondelete="CASCADE"))
    interview_id: Mapped[str] = _interview()
    agency_id: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(60))
    days: Mapped[int] = mapped_column(Integer)
    valid_until: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
