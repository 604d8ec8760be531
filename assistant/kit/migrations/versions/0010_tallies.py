"""What everybody adds to the fairness report, kept; the first round of tidying or the first report makes it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "fairness_tallies",
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("mark", sa.String(160), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("interview_id", name="pk_fairness_tallies"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_fairness_tallies_interview_id_interviews", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("fairness_tallies")
