"""Names, notes and searchable words sealed; her own papers; messages to her; shared rates; second steps by agency."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add what the columns need; what stands in them already is sealed by the first round of retention."""
    op.drop_index("ix_review_files_name", "review_files", if_exists=True)
    with op.batch_alter_table("review_files") as table:
        table.alter_column("name", type_=sa.Text(), existing_type=sa.String(80), existing_nullable=False)
        table.add_column(sa.Column("name_order", sa.String(24), nullable=False, server_default=""))
    op.create_index("ix_review_files_name_order", "review_files", ["agency_id", "name_order"])
    # SQLite reads a row from its beginning: the marks, which a search goes through, stand before the words.
    again: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    order: list[tuple[str, ...]] = [("interview_id", "grams", "text")]
    with op.batch_alter_table("review_file_words", recreate=again, partial_reordering=order) as table:
        table.add_column(sa.Column("grams", sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_review_file_words_grams ON review_file_words USING gin (string_to_array(grams, ' '))"
        )
    with op.batch_alter_table("review_papers") as table:
        table.add_column(sa.Column("added_role", sa.String(16), nullable=False, server_default="recruiter"))
        table.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("review_reminders") as table:
        table.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("agencies") as table:
        table.add_column(sa.Column("second_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "rate_counts",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "slot", name="pk_rate_counts"),
    )
    op.create_index("ix_rate_counts_slot", "rate_counts", ["slot"])


def downgrade() -> None:
    """Take it back; what was sealed meanwhile stays sealed."""
    op.drop_table("rate_counts")
    for name, column in (
        ("agencies", "second_factor"),
        ("review_reminders", "told_at"),
        ("review_papers", "seen_at"),
        ("review_papers", "added_role"),
    ):
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_review_file_words_grams")
    with op.batch_alter_table("review_file_words") as table:
        table.drop_column("grams")
    op.drop_index("ix_review_files_name_order", "review_files")
    with op.batch_alter_table("review_files") as table:
        table.drop_column("name_order")
    op.create_index("ix_review_files_name", "review_files", ["agency_id", "name"])
