"""The tables of consumers' chats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.kit.database import Base, UtcDateTime
from assistant.kit.sealed_columns import SealedJson, SealedText


class ChatRow(Base):
    """One chat: whose token opens it, what it is about by now, and when it is to be forgotten.

    `handoff_at` is when a person was called for, so that staff can find who waits.
    """

    __tablename__ = "chats"
    __table_args__ = (Index("ix_chats_expires_at", "expires_at"), Index("ix_chats_handoff_at", "handoff_at"))

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64))
    agency_id: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    context: Mapped[dict[str, Any]] = mapped_column(SealedJson("chats.context"))
    messages: Mapped[int] = mapped_column(Integer)
    handoff_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChatMessageRow(Base):
    """What a consumer said and the whole reply it got; position 0 is the greeting, with no words of hers."""

    __tablename__ = "chat_messages"
    __table_args__ = (
        UniqueConstraint("chat_id", "position", name="uq_chat_messages_position"),
        UniqueConstraint("chat_id", "client_message_id", name="uq_chat_messages_client_message_id"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    client_message_id: Mapped[str | None] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(SealedText("chat_messages.text"))
    reply: Mapped[dict[str, Any]] = mapped_column(SealedJson("chat_messages.reply"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
