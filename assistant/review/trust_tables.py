"""The tables of consents, cards and the counts of the fairness report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.kit.database import Base, UtcDateTime
from assistant.kit.sealed_columns import SealedJson


class ConsentRow(Base):
    """That she gave or took back one consent, to which text of it and by which way; the last one of a layer counts."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_interview_id", "interview_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    layer: Mapped[str] = mapped_column(String(24))
    given: Mapped[bool] = mapped_column(Boolean)
    version: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CardRow(Base):
    """One card: its code, whose it is, and what it shows while it is good (`published`, a `PublishedWorker`).

    `state` is active, withdrawn or expired. `indexed` tells whether the search may know her; it is set after the search
    was told and taken back before, so that an interrupted publication is taken up again and never goes further than
    what stands here.
    """

    __tablename__ = "cards"
    __table_args__ = (
        Index("ix_cards_interview_id", "interview_id"),
        Index("ix_cards_state", "state", "valid_until"),
    )

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    agency_id: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(16))
    published: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("cards.published"))
    issued_by: Mapped[str] = mapped_column(String(40))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_why: Mapped[str | None] = mapped_column(String(24))
    indexed: Mapped[bool] = mapped_column(Boolean)


class PhotoRow(Base):
    """Her photo, as it may be shown: a key of the file store."""

    __tablename__ = "photos"

    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    blob_key: Mapped[str] = mapped_column(String(200))
    public_key: Mapped[str] = mapped_column(String(40), unique=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ErasureRow(Base):
    """That everything about somebody is to go, and when it had gone; what was interrupted is taken up again."""

    __tablename__ = "erasures"

    interview_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    agency_id: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ExposureRow(Base):
    """How often somebody was shown to consumers in a month (`YYYY-MM`). No group stands here, nor anywhere near it."""

    __tablename__ = "match_exposures"

    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    shown: Mapped[int] = mapped_column(Integer)


class TallyRow(Base):
    """What somebody's own words add to the fairness report (a `Tally`), sealed: nobody but the report opens it.

    `mark` tells what her interview came to when it was made; once it comes to something else, it is made anew.
    """

    __tablename__ = "fairness_tallies"

    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(160))
    tally: Mapped[list[Any]] = mapped_column(SealedJson("fairness_tallies.tally"))


class FairnessCountRow(Base):
    """Counts of those who were erased: how many of a group there were at a stage in a month, and how many came through.

    Nobody's name or number is here, and nothing by which one of them could be told from another.
    """

    __tablename__ = "fairness_counts"

    agency_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    stage: Mapped[str] = mapped_column(String(24), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(40), primary_key=True)
    of: Mapped[float] = mapped_column(Float)
    had: Mapped[float] = mapped_column(Float)
