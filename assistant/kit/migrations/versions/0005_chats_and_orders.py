"""Consumers' chats, orders and reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables of the consumers' room."""
    _create_chats()
    _create_orders()
    _create_reviews()


def _create_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("handoff_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_index("ix_chats_expires_at", "chats", ["expires_at"])
    op.create_index("ix_chats_handoff_at", "chats", ["handoff_at"])
    op.create_table(
        "chat_messages",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("chat_id", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("client_message_id", sa.String(100), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chat_messages"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_chat_messages_chat_id_chats", ondelete="CASCADE"),
        sa.UniqueConstraint("chat_id", "position", name="uq_chat_messages_position"),
        sa.UniqueConstraint("chat_id", "client_message_id", name="uq_chat_messages_client_message_id"),
    )


def _create_orders() -> None:
    op.create_table(
        "chat_shortlist",
        sa.Column("chat_id", sa.String(40), nullable=False),
        sa.Column("worker_id", sa.String(60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "worker_id", name="pk_chat_shortlist"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_chat_shortlist_chat_id_chats", ondelete="CASCADE"),
    )
    op.create_index("ix_chat_shortlist_worker_id", "chat_shortlist", ["worker_id"])
    op.create_table(
        "orders",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("chat_id", sa.String(40), nullable=True),
        sa.Column("worker_id", sa.String(60), nullable=True),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("client_order_id", sa.String(100), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("display_name", sa.String(80), nullable=True),
        sa.Column("job", sa.String(40), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_index", sa.String(64), nullable=True),
        sa.Column("called", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("need", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("terms", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("picked", sa.JSON(), nullable=False),
        sa.Column("meeting", sa.String(16), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("chat_id", "client_order_id", name="uq_orders_client_order_id"),
    )
    for name, columns in (
        ("worker_id", ["worker_id"]),
        ("agency_id", ["agency_id", "state", "updated_at"]),
        ("due_at", ["due_at"]),
        ("phone_index", ["phone_index"]),
    ):
        op.create_index(f"ix_orders_{name}", "orders", columns)
    op.create_table(
        "order_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("side", sa.String(16), nullable=False),
        sa.Column("actor_id", sa.String(40), nullable=True),
        sa.Column("actor_name", sa.String(120), nullable=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("before", sa.String(16), nullable=True),
        sa.Column("after", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("meeting", sa.String(16), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_order_events"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_order_events_order_id_orders", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_order_events_order_id", "order_events", ["order_id"])


def _create_reviews() -> None:
    op.create_table(
        "order_reviews",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("worker_id", sa.String(60), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("job", sa.String(40), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ratings", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("masks", sa.JSON(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("reply_masks", sa.JSON(), nullable=False),
        sa.Column("dispute_reason", sa.String(40), nullable=True),
        sa.Column("dispute_words", sa.Text(), nullable=True),
        sa.Column("settled", sa.String(40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publish_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_order_reviews"),
        sa.UniqueConstraint("order_id", name="uq_order_reviews_order_id"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_order_reviews_order_id_orders", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_order_reviews_worker_id", "order_reviews", ["worker_id", "state"])
    op.create_index("ix_order_reviews_agency_id", "order_reviews", ["agency_id", "state"])
    op.create_index("ix_order_reviews_publish_by", "order_reviews", ["publish_by"])


def downgrade() -> None:
    """Drop them."""
    for table in ("order_reviews", "order_events", "orders", "chat_shortlist", "chat_messages", "chats"):
        op.drop_table(table)
