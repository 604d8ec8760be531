"""The agency an interview belongs to, the number it is found again by, and further tokens of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Interviews kept so far belong to the default agency."""
    with op.batch_alter_table("interviews") as table:
        table.add_column(sa.Column("agency_id", sa.String(40), nullable=False, server_default="default"))
        table.add_column(sa.Column("phone_index", sa.String(64), nullable=True))
        table.create_index("ix_interviews_agency_id", ["agency_id"])
        table.create_index("ix_interviews_phone_index", ["phone_index"])
    op.create_table(
        "interview_keys",
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", name="pk_interview_keys"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_interview_keys_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_interview_keys_interview_id", "interview_keys", ["interview_id"])


def downgrade() -> None:
    """Forget whose they are."""
    op.drop_table("interview_keys")
    with op.batch_alter_table("interviews") as table:
        table.drop_index("ix_interviews_phone_index")
        table.drop_index("ix_interviews_agency_id")
        table.drop_column("phone_index")
        table.drop_column("agency_id")
