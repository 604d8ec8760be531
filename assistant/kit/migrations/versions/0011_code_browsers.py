"""A code by phone is good only in the browser that asked for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add what is kept of the browser; codes on their way, good for minutes, are to be asked for again."""
    with op.batch_alter_table("phone_codes") as table:
        table.add_column(sa.Column("browser_digest", sa.String(64), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("phone_codes") as table:
        table.drop_column("browser_digest")
