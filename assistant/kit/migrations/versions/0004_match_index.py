"""Who is published as the search sees her."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_SMALL = ("job", "city", "spin")
_NUMBERS: tuple[tuple[str, type[sa.types.TypeEngine[int]], bool], ...] = (
    ("agency", sa.Integer, False),
    ("gate", sa.SmallInteger, False),
    ("districts", sa.BigInteger, False),
    ("declined", sa.BigInteger, False),
    ("home", sa.SmallInteger, False),
    ("pay_month", sa.Integer, True),
    ("pay_hour", sa.Integer, True),
    ("pay_visit", sa.Integer, True),
    ("available", sa.Integer, True),
    ("rest", sa.SmallInteger, True),
    ("years", sa.SmallInteger, False),
    ("strength", sa.SmallInteger, False),
    ("health_until", sa.Integer, True),
    ("record_until", sa.Integer, True),
    ("live_until", sa.Integer, False),
    ("published", sa.Integer, False),
    *((f"m{n}", sa.BigInteger, False) for n in range(9)),
)


def upgrade() -> None:
    """Create the tables of the search."""
    op.create_table(
        "match_codes",
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("term", sa.String(80), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "term", name="pk_match_codes"),
    )
    op.create_table(
        "match_workers",
        sa.Column("no", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("worker_id", sa.String(60), nullable=False),
        sa.Column("card_code", sa.String(60), nullable=False),
        sa.Column("agency_id", sa.String(60), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_match_workers"),
        sa.UniqueConstraint("worker_id", name="uq_match_workers_worker_id"),
        sa.UniqueConstraint("card_code", name="uq_match_workers_card_code"),
    )
    op.create_table(
        "match_vectors",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model", sa.String(80), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_match_vectors"),
    )
    op.create_table(
        "match_posts",
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in _SMALL),
        sa.Column("no", sa.Integer(), nullable=False),
        *(sa.Column(name, kind(), nullable=nullable) for name, kind, nullable in _NUMBERS),
        sa.PrimaryKeyConstraint(
            *_SMALL, "no", name="pk_match_posts", postgresql_include=[name for name, _, _ in _NUMBERS]
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_match_posts_no", "match_posts", ["no"])


def downgrade() -> None:
    """Drop them."""
    for table in ("match_posts", "match_vectors", "match_workers", "match_codes"):
        op.drop_table(table)
