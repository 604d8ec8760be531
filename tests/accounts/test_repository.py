"""Accounts and sessions are found by what they are asked for, and by nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assistant.accounts.repository import AccountRepository, SessionRepository
from assistant.accounts.tables import AccountRow, AgencyRow, SessionRow
from assistant.kit import migrations
from assistant.kit.database import Database
from assistant.kit.people import DEFAULT_AGENCY

NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)


def account(name: str, agency_id: str = DEFAULT_AGENCY, role: str = "owner") -> AccountRow:
    email = f"{name}@example.com"
    return AccountRow(
        id=name, agency_id=agency_id, email=email, name=name, role=role, recovery_digests=[], created_at=NOW
    )


def session_row(name: str, account_id: str, seen: datetime = NOW) -> SessionRow:
    return SessionRow(
        id=name,
        token_digest=f"digest {name}",
        account_id=account_id,
        level="signed_in",
        created_at=NOW,
        seen_at=seen,
        expires_at=NOW + timedelta(hours=12),
    )


async def check(database: Database) -> None:
    async with database.session() as session:
        accounts, sessions = AccountRepository(session), SessionRepository(session)
        accounts.add(AgencyRow(id="agn_n", slug="north", name="北门", created_at=NOW))
        await session.flush()
        for row in (account("a"), account("b", role="auditor"), account("c", "agn_n")):
            accounts.add(row)
        await session.flush()
        for each in (session_row("s1", "a"), session_row("s2", "a", NOW - timedelta(hours=1)), session_row("s3", "b")):
            sessions.add(each)
    async with database.session() as session:
        accounts, sessions = AccountRepository(session), SessionRepository(session)
        assert [row.id for row in await accounts.accounts(DEFAULT_AGENCY)] == ["a", "b"]
        assert [row.id for row in await accounts.accounts()] == ["a", "b", "c"]
        assert await accounts.owners_able(DEFAULT_AGENCY) == 1
        assert (await accounts.agency_of_slug("north") or AgencyRow(id="")).id == "agn_n"
        assert await accounts.account_of_email("nobody@example.com") is None
        found = await sessions.of_token("digest s1")
        assert found is not None
        assert (found[0].id, found[1].id) == ("s1", "a")
        await sessions.touch("s1", NOW + timedelta(minutes=5))
        assert await sessions.drop_expired(NOW, NOW - timedelta(minutes=30)) == 1
        await sessions.drop_all("a", but="s1")
        assert [row.id for row in await sessions.of_account("a")] == ["s1"]
        assert await sessions.drop("s3")
        assert not await sessions.drop("s3")


async def test_sqlite(database: Database) -> None:
    await check(database)


@pytest.mark.postgres
async def test_postgresql(postgres_url: str) -> None:
    database = Database(postgres_url.replace("postgresql://", "postgresql+asyncpg://"))
    try:
        await migrations.upgrade(database)
        await check(database)
    finally:
        await database.close()
