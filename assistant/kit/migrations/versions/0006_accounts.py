"""Agencies, accounts, sessions, and what signing in needs."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, _MOMENT, nullable=nullable)


def upgrade() -> None:
    """Create the tables, and the agency that everything kept so far belongs to."""
    agencies = op.create_table(
        "agencies",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_agencies"),
        sa.UniqueConstraint("slug", name="uq_agencies_slug"),
    )
    op.bulk_insert(agencies, [{"id": "default", "slug": "default", "name": "", "created_at": datetime.now(UTC)}])
    _create_accounts()
    _create_sign_in()


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("oidc_subject", sa.String(400), nullable=True),
        sa.Column("totp_secret", sa.Text(), nullable=True),
        sa.Column("totp_pending", sa.Text(), nullable=True),
        _moment("totp_enrolled_at", nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("recovery_digests", sa.JSON(), nullable=False),
        _moment("disabled_at", nullable=True),
        _moment("created_at"),
        _moment("last_signed_in_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_accounts_agency_id_agencies"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
        sa.UniqueConstraint("oidc_subject", name="uq_accounts_oidc_subject"),
    )
    op.create_index("ix_accounts_agency_id", "accounts", ["agency_id"])
    op.create_table(
        "account_sessions",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        _moment("created_at"),
        _moment("seen_at"),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("id", name="pk_account_sessions"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_account_sessions_account_id_accounts", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("token_digest", name="uq_account_sessions_token_digest"),
    )
    op.create_index("ix_account_sessions_account_id", "account_sessions", ["account_id"])
    op.create_index("ix_account_sessions_expires_at", "account_sessions", ["expires_at"])
    op.create_table(
        "password_links",
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(40), nullable=False),
        _moment("created_at"),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("token_digest", name="pk_password_links"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_password_links_account_id_accounts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_password_links_account_id", "password_links", ["account_id"])


def _create_sign_in() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("bucket", sa.String(64), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_bucket_at", "attempts", ["bucket", "at"])
    op.create_index("ix_attempts_at", "attempts", ["at"])
    op.create_table(
        "organisation_flows",
        sa.Column("state_digest", sa.String(64), nullable=False),
        sa.Column("browser_digest", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("state_digest", name="pk_organisation_flows"),
    )
    op.create_index("ix_organisation_flows_expires_at", "organisation_flows", ["expires_at"])
    op.create_table(
        "phone_codes",
        sa.Column("phone_index", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("phone_index", "purpose", name="pk_phone_codes"),
    )
    op.create_index("ix_phone_codes_expires_at", "phone_codes", ["expires_at"])
    op.create_table(
        "consumer_keys",
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("phone_index", sa.String(64), nullable=False),
        _moment("created_at"),
        _moment("expires_at"),
        sa.PrimaryKeyConstraint("token_digest", name="pk_consumer_keys"),
    )
    op.create_index("ix_consumer_keys_phone_index", "consumer_keys", ["phone_index"])
    op.create_index("ix_consumer_keys_expires_at", "consumer_keys", ["expires_at"])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "consumer_keys",
        "phone_codes",
        "organisation_flows",
        "attempts",
        "password_links",
        "account_sessions",
        "accounts",
        "agencies",
    ):
        op.drop_table(table)
