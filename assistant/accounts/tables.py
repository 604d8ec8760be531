"""The tables of agencies, accounts, sessions and of what signing in needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from assistant.kit.database import Base, UtcDateTime


class AgencyRow(Base):
    """A tenant. `slug` is its short name in addresses; `second_factor` whether all of its staff have to have one."""

    __tablename__ = "agencies"
    __table_args__ = (UniqueConstraint("slug", name="uq_agencies_slug"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    slug: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    second_factor: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AccountRow(Base):
    """A member of an agency's staff.

    `totp_secret` is sealed; `totp_pending` is one that waits for its first code. `totp_step` is the last time step
    whose code was used, `recovery_digests` are those of recovery codes not used yet.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("email", name="uq_accounts_email"),
        UniqueConstraint("oidc_subject", name="uq_accounts_oidc_subject"),
        Index("ix_accounts_agency_id", "agency_id"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agencies.id"))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None] = mapped_column(Text)
    oidc_subject: Mapped[str | None] = mapped_column(String(400))
    totp_secret: Mapped[str | None] = mapped_column(Text)
    totp_pending: Mapped[str | None] = mapped_column(Text)
    totp_enrolled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_step: Mapped[int | None] = mapped_column(Integer)
    recovery_digests: Mapped[list[Any]] = mapped_column(JSON)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SessionRow(Base):
    """A session of staff. Only the digest of its token is kept."""

    __tablename__ = "account_sessions"
    __table_args__ = (
        UniqueConstraint("token_digest", name="uq_account_sessions_token_digest"),
        Index("ix_account_sessions_account_id", "account_id"),
        Index("ix_account_sessions_expires_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    level: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PasswordLinkRow(Base):
    """A link with which a password is set once: an invitation, or a new beginning."""

    __tablename__ = "password_links"
    __table_args__ = (Index("ix_password_links_account_id", "account_id"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttemptRow(Base):
    """Something that may not be done too often was done: by `bucket`, a keyed digest of who or where."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_bucket_at", "bucket", "at"), Index("ix_attempts_at", "at"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    bucket: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RateCountRow(Base):
    """How many requests were made in one window by `name`, a keyed digest of an address or a token."""

    __tablename__ = "rate_counts"
    __table_args__ = (Index("ix_rate_counts_slot", "slot"),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(Integer)


class OrganisationFlowRow(Base):
    """A sign-in through an organisation that has begun in one browser and has not come back yet."""

    __tablename__ = "organisation_flows"
    __table_args__ = (Index("ix_organisation_flows_expires_at", "expires_at"),)

    state_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser_digest: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PhoneCodeRow(Base):
    """A code sent to a number, and the browser that asked for it.

    Number, code and browser are kept as digests only; there is one at a time for a purpose.
    """

    __tablename__ = "phone_codes"
    __table_args__ = (Index("ix_phone_codes_expires_at", "expires_at"),)

    phone_index: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16), primary_key=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    browser_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    wrong: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ConsumerKeyRow(Base):
    """A token of a consumer who proved her number; `phone_index` is what is kept of the number."""

    __tablename__ = "consumer_keys"
    __table_args__ = (
        Index("ix_consumer_keys_phone_index", "phone_index"),
        Index("ix_consumer_keys_expires_at", "expires_at"),
    )

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    phone_index: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
