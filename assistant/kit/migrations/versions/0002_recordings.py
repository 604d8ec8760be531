"""Answers she spoke, kept as files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of recordings."""
    op.create_table(
        "recordings",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("turn_id", sa.String(40), nullable=True),
        sa.Column("client_turn_id", sa.String(100), nullable=False),
        sa.Column("blob_key", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recordings"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_recordings_interview_id_interviews", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("interview_id", "client_turn_id", name="uq_recordings_client_turn_id"),
    )
    op.create_index("ix_recordings_expires_at", "recordings", ["expires_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("recordings")
