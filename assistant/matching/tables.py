"""The search's tables. Nothing protected has a column here, and none may get one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, PrimaryKeyConstraint, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.kit.database import Base, UtcDateTime
from assistant.kit.sealed_columns import SealedJson

MASKS = ("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8")
"""The columns that hold what a person has, one bit a term."""

MASK_BITS = 62
"""Bits used of each mask: both databases' integers are signed and 64 bits wide."""

SPINS = 1024
"""How many spins there are: people are spread over them by a hash of their ids."""

KEY = ("job", "city", "spin", "no")
COLUMNS = (
    "agency",
    "gate",
    "districts",
    "declined",
    "home",
    "pay_month",
    "pay_hour",
    "pay_visit",
    "available",
    "rest",
    "years",
    "strength",
    "health_until",
    "record_until",
    "live_until",
    "published",
    *MASKS,
)


class MatchCodeRow(Base):
    """The number a term has in the index: given once, never changed, so that a taxonomy may grow or be reordered."""

    __tablename__ = "match_codes"

    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    term: Mapped[str] = mapped_column(String(80), primary_key=True)
    code: Mapped[int] = mapped_column(Integer)


class MatchWorkerRow(Base):
    """One published person: `document` is her `PublishedWorker`, sealed. `no` is her number in the index."""

    __tablename__ = "match_workers"

    no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    worker_id: Mapped[str] = mapped_column(String(60), unique=True)
    card_code: Mapped[str] = mapped_column(String(60), unique=True)
    agency_id: Mapped[str] = mapped_column(String(60))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    document: Mapped[dict[str, Any]] = mapped_column(SealedJson("match_workers.document"))


class MatchVectorRow(Base):
    """What her own words mean: a unit vector in 8-bit steps of 1/127, and the model it is of."""

    __tablename__ = "match_vectors"

    no: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    model: Mapped[str] = mapped_column(String(80))
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class MatchPostRow(Base):
    """One person in one job in one city: all that a hard condition or the rough score asks, in one narrow row.

    The primary key holds the whole row (SQLite: no rowid; PostgreSQL: the rest is included), so a search reads one
    stretch of it. `spin` is 0…1023 from the person's id, by which an order can be rotated fairly. Pay is the least she
    works for, in yuan: `pay_month` for 26 days, the others as named; null where she named no such unit. Days are
    ordinals; `available` 0 is now; null is unsaid. `years` are tenths; `strength` is 0…100; `districts` masks the
    city's districts she serves, `declined` of those she will not go to; `home` the one she lives in, 0 elsewhere or
    unsaid; `gate` 1 where the record check must be clear.
    """

    __tablename__ = "match_posts"
    __table_args__ = (
        PrimaryKeyConstraint(*KEY, name="pk_match_posts", postgresql_include=list(COLUMNS)),
        {"sqlite_with_rowid": False},
    )

    job: Mapped[int] = mapped_column(SmallInteger)
    city: Mapped[int] = mapped_column(SmallInteger)
    spin: Mapped[int] = mapped_column(SmallInteger)
    no: Mapped[int] = mapped_column(Integer, index=True)
    agency: Mapped[int] = mapped_column(Integer)
    gate: Mapped[int] = mapped_column(SmallInteger)
    districts: Mapped[int] = mapped_column(BigInteger)
    declined: Mapped[int] = mapped_column(BigInteger)
    home: Mapped[int] = mapped_column(SmallInteger)
    pay_month: Mapped[int | None] = mapped_column(Integer)
    pay_hour: Mapped[int | None] = mapped_column(Integer)
    pay_visit: Mapped[int | None] = mapped_column(Integer)
    available: Mapped[int | None] = mapped_column(Integer)
    rest: Mapped[int | None] = mapped_column(SmallInteger)
    years: Mapped[int] = mapped_column(SmallInteger)
    strength: Mapped[int] = mapped_column(SmallInteger)
    health_until: Mapped[int | None] = mapped_column(Integer)
    record_until: Mapped[int | None] = mapped_column(Integer)
    live_until: Mapped[int] = mapped_column(Integer)
    published: Mapped[int] = mapped_column(Integer)
    m0: Mapped[int] = mapped_column(BigInteger)
    m1: Mapped[int] = mapped_column(BigInteger)
    m2: Mapped[int] = mapped_column(BigInteger)
    m3: Mapped[int] = mapped_column(BigInteger)
    m4: Mapped[int] = mapped_column(BigInteger)
    m5: Mapped[int] = mapped_column(BigInteger)
    m6: Mapped[int] = mapped_column(BigInteger)
    m7: Mapped[int] = mapped_column(BigInteger)
    m8: Mapped[int] = mapped_column(BigInteger)
