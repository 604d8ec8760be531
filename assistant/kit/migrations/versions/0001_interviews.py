"""Interviews, their turns, facts and events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of the interview room."""
    op.create_table(
        "interviews",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interviews"),
    )
    op.create_index("ix_interviews_expires_at", "interviews", ["expires_at"])
    op.create_table(
        "interview_turns",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("client_turn_id", sa.String(100), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asking", sa.String(32), nullable=True),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interview_turns"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_interview_turns_interview_id_interviews", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("interview_id", "position", name="uq_interview_turns_position"),
        sa.UniqueConstraint("interview_id", "client_turn_id", name="uq_interview_turns_client_turn_id"),
    )
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fact", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_facts_interview_id_interviews", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("interview_id", "position", name="uq_facts_position"),
    )
    op.create_table(
        "interview_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("turn_id", sa.String(40), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interview_events"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_interview_events_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_interview_events_interview_id", "interview_events", ["interview_id"])


def downgrade() -> None:
    """Drop them."""
    for table in ("interview_events", "facts", "interview_turns", "interviews"):
        op.drop_table(table)
