"""Consumers' chats, orders and reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables of the consumers' room."""
    _create_chats()


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


def downgrade() -> None:
    """Drop them."""
    for table in ("chat_messages", "chats"):
        op.drop_table(table)
