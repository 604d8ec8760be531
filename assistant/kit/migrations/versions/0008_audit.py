"""The audit trail, consents, cards and the counts of the fairness report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables of trust; on the trail the database itself refuses changes."""
    _audit()
    _consents()
    _cards()
    op.create_table(
        "match_exposures",
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("interview_id", "month", name="pk_match_exposures"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_match_exposures_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "fairness_counts",
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("stage", sa.String(24), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("of", sa.Float(), nullable=False),
        sa.Column("had", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", "month", "stage", "kind", "value", name="pk_fairness_counts"),
    )


def _audit() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("chain", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(40), nullable=False),
        sa.Column("actor_role", sa.String(16), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
        sa.UniqueConstraint("chain", "position", name="uq_audit_entries_position"),
    )
    op.create_index("ix_audit_entries_subject", "audit_entries", ["subject"])
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_table(
        "audit_heads",
        sa.Column("chain", sa.String(40), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_audit_heads"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_entries_stand() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'audit entries are only added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_entries_stand BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_stand()"
        )
    else:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{act.lower()} BEFORE {act} ON audit_entries "
                "BEGIN SELECT RAISE(ABORT, 'audit entries are only added'); END"
            )


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("layer", sa.String(24), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_consents_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_consents_interview_id", "consents", ["interview_id"])


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("published", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("issued_by", sa.String(40), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(24), nullable=True),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_cards"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_cards_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_cards_interview_id", "cards", ["interview_id"])
    op.create_index("ix_cards_state", "cards", ["state", "valid_until"])
    op.create_table(
        "photos",
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("blob_key", sa.String(200), nullable=False),
        sa.Column("public_key", sa.String(40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("interview_id", name="pk_photos"),
        sa.UniqueConstraint("public_key", name="uq_photos_public_key"),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name="fk_photos_interview_id_interviews", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "erasures",
        sa.Column("interview_id", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.String(40), nullable=False),
        sa.Column("why", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("interview_id", name="pk_erasures"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "fairness_counts",
        "match_exposures",
        "erasures",
        "photos",
        "cards",
        "consents",
        "audit_heads",
        "audit_entries",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entries_stand()")
