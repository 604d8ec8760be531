"""All SQL of agencies, accounts and their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.tables import AccountRow, AgencyRow, PasswordLinkRow, SessionRow


class AccountRepository:
    """Agencies and accounts within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: AgencyRow | AccountRow | PasswordLinkRow) -> None:
        """Write a new row when the transaction ends."""
        self._session.add(row)

    async def agency(self, agency_id: str, *, lock: bool = False) -> AgencyRow | None:
        """One agency, held against other writers until the transaction ends if `lock`."""
        return await self._session.get(AgencyRow, agency_id, with_for_update=True if lock else None)

    async def agency_of_slug(self, slug: str) -> AgencyRow | None:
        """The agency of this short name."""
        return (await self._session.execute(select(AgencyRow).where(AgencyRow.slug == slug))).scalar_one_or_none()

    async def agencies(self) -> Sequence[AgencyRow]:
        """Every agency, by short name."""
        return (await self._session.execute(select(AgencyRow).order_by(AgencyRow.slug))).scalars().all()

    async def account(self, account_id: str, *, lock: bool = False) -> AccountRow | None:
        """One account, held against other writers until the transaction ends if `lock`."""
        return await self._session.get(AccountRow, account_id, with_for_update=True if lock else None)

    async def account_of_email(self, email: str, *, lock: bool = False) -> AccountRow | None:
        """The account of this address, which is in lower case."""
        query = select(AccountRow).where(AccountRow.email == email)
        return (await self._session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()

    async def account_of_subject(self, subject: str) -> AccountRow | None:
        """The account bound to this person of an organisation."""
        query = select(AccountRow).where(AccountRow.oidc_subject == subject)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def accounts(self, agency_id: str | None = None) -> Sequence[AccountRow]:
        """Every account, of one agency if given, by address."""
        query = select(AccountRow).order_by(AccountRow.email)
        if agency_id is not None:
            query = query.where(AccountRow.agency_id == agency_id)
        return (await self._session.execute(query)).scalars().all()

    async def owners_able(self, agency_id: str) -> int:
        """How many owners of the agency are not disabled."""
        query = select(func.count()).where(
            AccountRow.agency_id == agency_id, AccountRow.role == "owner", AccountRow.disabled_at.is_(None)
        )
        return (await self._session.execute(query)).scalar_one()

    async def link(self, digest: str) -> PasswordLinkRow | None:
        """The link of this token's digest."""
        return await self._session.get(PasswordLinkRow, digest)

    async def drop_links(self, account_id: str) -> None:
        """Forget every link of the account."""
        await self._session.execute(delete(PasswordLinkRow).where(PasswordLinkRow.account_id == account_id))


class SessionRepository:
    """Sessions of staff within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: SessionRow) -> None:
        """Write a new session when the transaction ends."""
        self._session.add(row)

    async def of_token(self, digest: str) -> tuple[SessionRow, AccountRow, bool] | None:
        """The session of this token's digest, whose it is, and whether her agency wants a second factor of all."""
        query = (
            select(SessionRow, AccountRow, AgencyRow.second_factor)
            .join(AccountRow, AccountRow.id == SessionRow.account_id)
            .join(AgencyRow, AgencyRow.id == AccountRow.agency_id)
        )
        found = (await self._session.execute(query.where(SessionRow.token_digest == digest))).first()
        return (found[0], found[1], found[2]) if found else None

    async def of_account(self, account_id: str) -> Sequence[SessionRow]:
        """Every session of the account, newest first."""
        query = select(SessionRow).where(SessionRow.account_id == account_id)
        return (await self._session.execute(query.order_by(SessionRow.created_at.desc()))).scalars().all()

    async def touch(self, session_id: str, now: datetime) -> None:
        """Note that the session was used."""
        await self._session.execute(update(SessionRow).where(SessionRow.id == session_id).values(seen_at=now))

    async def drop(self, session_id: str) -> bool:
        """End one session; whether there was one."""
        result = await self._session.execute(delete(SessionRow).where(SessionRow.id == session_id))
        return isinstance(result, CursorResult) and result.rowcount > 0

    async def drop_all(self, account_id: str, but: str | None = None) -> None:
        """End every session of the account, except one if given."""
        query = delete(SessionRow).where(SessionRow.account_id == account_id)
        await self._session.execute(query if but is None else query.where(SessionRow.id != but))

    async def drop_expired(self, now: datetime, unused_since: datetime) -> int:
        """Remove sessions whose time is over, or that were not used since a moment; returns how many."""
        over = (SessionRow.expires_at <= now) | (SessionRow.seen_at <= unused_since)
        result = await self._session.execute(delete(SessionRow).where(over))
        return result.rowcount if isinstance(result, CursorResult) else 0
