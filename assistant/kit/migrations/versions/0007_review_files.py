"""Files under review: the queue, decisions, questions, notes, visits, papers and checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables of the review room."""
    _files()
    _work()
    _papers()


def _files() -> None:
    op.create_table(
        "review_files",
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("consented", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("jobs", sa.String(400), nullable=False),
        sa.Column("city", sa.String(40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("approved_facts", sa.Integer(), nullable=False),
        sa.Column("flags", sa.String(400), nullable=False),
        sa.Column("verified", sa.String(400), nullable=False),
        sa.Column("assignee_id", sa.String(40), nullable=True),
        sa.Column("assignee_name", sa.String(80), nullable=True),
        sa.Column("decline_by", sa.String(40), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("interview_id", name="pk_review_files"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_files_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_files_assignee", "review_files", ["agency_id", "assignee_id", "assignee_name"])
    op.create_index("ix_review_files_city", "review_files", ["agency_id", "city"])
    op.create_index("ix_review_files_name", "review_files", ["agency_id", "name"])
    op.create_index("ix_review_files_said_at", "review_files", ["agency_id", "said_at"])
    op.create_index("ix_review_files_status", "review_files", ["agency_id", "status", "said_at"])
    op.create_table(
        "review_file_words",
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("interview_id", name="pk_review_file_words"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_file_words_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "review_decisions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("after", sa.String(16), nullable=False),
        sa.Column("actor_id", sa.String(40), nullable=False),
        sa.Column("actor_name", sa.String(80), nullable=False),
        sa.Column("actor_role", sa.String(16), nullable=False),
        sa.Column("reason_code", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_decisions"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_decisions_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_decisions_at", "review_decisions", ["agency_id", "at"])
    op.create_index("ix_review_decisions_interview_id", "review_decisions", ["interview_id"])
    op.create_table(
        "review_questions",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("asked_name", sa.String(80), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn_id", sa.String(40), nullable=True),
        sa.Column("settled", sa.String(16), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_questions"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_questions_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_questions_interview_id", "review_questions", ["interview_id"])


def _work() -> None:
    op.create_table(
        "review_notes",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("field", sa.String(40), nullable=True),
        sa.Column("author_id", sa.String(40), nullable=False),
        sa.Column("author_name", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_notes"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_notes_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_notes_interview_id", "review_notes", ["interview_id"])
    op.create_table(
        "review_visits",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("actor_id", sa.String(40), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_visits"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_visits_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_visits_interview_id", "review_visits", ["interview_id", "actor_id"])
    op.create_table(
        "review_views",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_views"),
        sa.UniqueConstraint("account_id", "name", name="uq_review_views_name"),
    )


def _papers() -> None:
    op.create_table(
        "review_papers",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("blob_key", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_papers"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_papers_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_papers_interview_id", "review_papers", ["interview_id"])
    op.create_table(
        "review_checks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.String(40), nullable=False),
        sa.Column("by_name", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_checks"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_checks_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_review_checks_interview_id", "review_checks", ["interview_id"])
    op.create_index("ix_review_checks_valid_until", "review_checks", ["valid_until"])
    op.create_table(
        "review_reminders",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_reminders"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_review_reminders_interview_id_interviews", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["check_id"], ["review_checks.id"], name="fk_review_reminders_check_id_review_checks", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("check_id", "days", name="uq_review_reminders_days"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "review_reminders",
        "review_checks",
        "review_papers",
        "review_views",
        "review_visits",
        "review_notes",
        "review_questions",
        "review_decisions",
        "review_file_words",
        "review_files",
    ):
        op.drop_table(table)
