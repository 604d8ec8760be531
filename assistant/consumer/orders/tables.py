"""The tables of short-lists, orders, their history and their reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.consumer.orders.states import ReviewState, Side, State
from assistant.kit.database import Base, UtcDateTime
from assistant.kit.sealed_columns import SealedJson, SealedText


class ShortlistRow(Base):
    """Somebody kept with a chat."""

    __tablename__ = "chat_shortlist"
    __table_args__ = (Index("ix_chat_shortlist_worker_id", "worker_id"),)

    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    worker_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OrderRow(Base):
    """One request for an interview and what became of it.

    `chat_id` and `worker_id` are null once that side has deleted its data; the rest of what it told is gone with them.
    Times are local, as they were proposed (`YYYY-MM-DDTHH:MM`). `due_at` is when the order ends by itself where it
    stands. `version` grows with every step. The household's number is sealed; `phone_index` counts by it.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("chat_id", "client_order_id", name="uq_orders_client_order_id"),
        Index("ix_orders_worker_id", "worker_id"),
        Index("ix_orders_agency_id", "agency_id", "state", "updated_at"),
        Index("ix_orders_due_at", "due_at"),
        Index("ix_orders_phone_index", "phone_index"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    chat_id: Mapped[str | None] = mapped_column(String(40))
    worker_id: Mapped[str | None] = mapped_column(String(60))
    agency_id: Mapped[str] = mapped_column(String(40))
    client_order_id: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[State] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(8))
    display_name: Mapped[str | None] = mapped_column(String(80))
    job: Mapped[str | None] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(SealedText("orders.phone"))
    phone_index: Mapped[str | None] = mapped_column(String(64))
    called: Mapped[str | None] = mapped_column(SealedText("orders.called"))
    note: Mapped[str | None] = mapped_column(SealedText("orders.note"))
    need: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("orders.need"))
    terms: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("orders.terms"))
    times: Mapped[list[str]] = mapped_column(JSON)
    picked: Mapped[list[str]] = mapped_column(JSON)
    meeting: Mapped[str | None] = mapped_column(String(16))
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OrderEventRow(Base):
    """One step of an order: who, when, from where, to where; `words` are what was said with it, sealed."""

    __tablename__ = "order_events"
    __table_args__ = (Index("ix_order_events_order_id", "order_id"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    side: Mapped[Side] = mapped_column(String(16))
    actor_id: Mapped[str | None] = mapped_column(String(40))
    actor_name: Mapped[str | None] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(16))
    before: Mapped[State | None] = mapped_column(String(16))
    after: Mapped[State] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(40))
    meeting: Mapped[str | None] = mapped_column(String(16))
    words: Mapped[str | None] = mapped_column(SealedText("order_events.words"))


class ReviewRow(Base):
    """What a household says of the service of one order, what is covered of it, and her reply.

    `masks` and `reply_masks` are `[start, end, kind]` over the words as written; only with them is anything shown.
    """

    __tablename__ = "order_reviews"
    __table_args__ = (
        UniqueConstraint("order_id", name="uq_order_reviews_order_id"),
        Index("ix_order_reviews_worker_id", "worker_id", "state"),
        Index("ix_order_reviews_agency_id", "agency_id", "state"),
        Index("ix_order_reviews_publish_by", "publish_by"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    worker_id: Mapped[str] = mapped_column(String(60))
    agency_id: Mapped[str] = mapped_column(String(40))
    job: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[ReviewState] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    ratings: Mapped[dict[str, int]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(SealedText("order_reviews.text"))
    masks: Mapped[list[list[Any]]] = mapped_column(JSON)
    reply: Mapped[str | None] = mapped_column(SealedText("order_reviews.reply"))
    reply_masks: Mapped[list[list[Any]]] = mapped_column(JSON)
    dispute_reason: Mapped[str | None] = mapped_column(String(40))
    dispute_words: Mapped[str | None] = mapped_column(SealedText("order_reviews.dispute_words"))
    settled: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    publish_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
