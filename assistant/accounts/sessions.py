"""Sessions of staff: opened at sign-in, good while they are used and for a working day at most, ended at any time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.bounds import bounds
from assistant.accounts.model import Account, Level, OpenedSession, SessionView, SignedIn, StaffRole
from assistant.accounts.repository import AccountRepository, SessionRepository
from assistant.accounts.tables import AccountRow, SessionRow
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.ids import IdMaker, new_id, new_token, token_digest
from assistant.kit.settings import Settings

_ROLES: dict[str, StaffRole] = {
    "owner": "owner",
    "recruiter": "recruiter",
    "reviewer": "reviewer",
    "auditor": "auditor",
}


def account_of(row: AccountRow) -> Account:
    """The account as it may be shown.

    Raises:
        KeyError: the row's role is none of staff.
    """
    return Account(
        id=row.id,
        agency_id=row.agency_id,
        email=row.email,
        name=row.name,
        role=_ROLES[row.role],
        disabled=row.disabled_at is not None,
        has_password=row.password_hash is not None,
        has_second_factor=row.totp_enrolled_at is not None,
        has_organisation_sign_in=row.oidc_subject is not None,
        created_at=row.created_at,
        last_signed_in_at=row.last_signed_in_at,
    )


class SessionService:
    """Sessions of staff. A session's token is seen once; its digest is what is kept."""

    def __init__(self, database: Database, clock: Clock, settings: Settings, make_id: IdMaker = new_id) -> None:
        self._database = database
        self._clock = clock
        self._idle = timedelta(minutes=settings.session_idle_minutes)
        self._longest = timedelta(hours=settings.session_hours)
        self._everybody = settings.second_factor == "everybody"
        self._make_id = make_id

    async def needs_second_factor(self, session: AsyncSession, account: AccountRow) -> bool:
        """Whether she has to have a second factor: owners do, and all where the operator or her agency wants it."""
        agency = await AccountRepository(session).agency(account.agency_id)
        return self._needed(account.role, of_all=agency is not None and agency.second_factor)

    def _needed(self, role: str, *, of_all: bool) -> bool:
        return self._everybody or of_all or role == "owner"

    async def first_level(self, session: AsyncSession, account: AccountRow) -> Level:
        """What a session may do after the first step alone."""
        if account.totp_enrolled_at is not None:
            return Level.SECOND_FACTOR
        return Level.ENROL if await self.needs_second_factor(session, account) else Level.FULL

    async def open(self, session: AsyncSession, account: AccountRow, level: Level) -> OpenedSession:
        """A new session of the account, in the transaction of who signs in."""
        now, token = self._clock.now(), new_token()
        pending = timedelta(minutes=bounds().session.pending_minutes)
        row = SessionRow(
            id=self._make_id("ses"),
            token_digest=token_digest(token),
            account_id=account.id,
            level=level.value,
            created_at=now,
            seen_at=now,
            expires_at=now + (self._longest if level is Level.FULL else pending),
        )
        if level is Level.FULL:
            account.last_signed_in_at = now
        SessionRepository(session).add(row)
        await session.flush()
        needed = await self.needs_second_factor(session, account)
        return OpenedSession(token=token, signed_in=self._signed_in(row, account, needed=needed))

    async def find(self, token: str | None) -> SignedIn | None:
        """Whose session this token is of, if it is good now; notes that it was used."""
        if not token:
            return None
        now = self._clock.now()
        async with self._database.reading() as session:
            found = await SessionRepository(session).of_token(token_digest(token))
        if found is None or not self._good(found[0], found[1], now):
            return None
        row, account, of_all = found
        if now - row.seen_at >= timedelta(seconds=bounds().session.touch):
            async with self._database.session() as session:
                await SessionRepository(session).touch(row.id, now)
        return self._signed_in(row, account, needed=self._needed(account.role, of_all=of_all))

    def _good(self, row: SessionRow, account: AccountRow, now: datetime) -> bool:
        return account.disabled_at is None and now < row.expires_at and now - row.seen_at < self._idle

    async def end(self, session_id: str) -> None:
        """End one session."""
        async with self._database.session() as session:
            await SessionRepository(session).drop(session_id)

    async def end_one_of(self, signed_in: SignedIn, session_id: str) -> None:
        """End a session of one's own.

        Raises:
            NotFoundError: it is not one's own, or there is none.
        """
        async with self._database.session() as session:
            repository = SessionRepository(session)
            mine = {row.id for row in await repository.of_account(signed_in.account.id)}
            if session_id not in mine:
                raise NotFoundError("session_unknown")
            await repository.drop(session_id)

    async def end_others(self, signed_in: SignedIn) -> None:
        """End every session of one's own but this one."""
        async with self._database.session() as session:
            await SessionRepository(session).drop_all(signed_in.account.id, but=signed_in.session_id)

    async def own(self, signed_in: SignedIn) -> list[SessionView]:
        """One's own sessions that are good now, newest first."""
        now = self._clock.now()
        async with self._database.reading() as session:
            rows = await SessionRepository(session).of_account(signed_in.account.id)
        return [
            SessionView(
                id=row.id,
                current=row.id == signed_in.session_id,
                level=Level(row.level),
                created_at=row.created_at,
                seen_at=row.seen_at,
                expires_at=row.expires_at,
            )
            for row in rows
            if now < row.expires_at and now - row.seen_at < self._idle
        ]

    async def purge(self) -> int:
        """Remove sessions that are over; returns how many."""
        now = self._clock.now()
        async with self._database.session() as session:
            return await SessionRepository(session).drop_expired(now, now - self._idle)

    def _signed_in(self, row: SessionRow, account: AccountRow, *, needed: bool) -> SignedIn:
        shown = account_of(account)
        level = Level(row.level)
        # She was made an owner since, or it is wanted of all now.
        if level is Level.FULL and needed and not shown.has_second_factor:
            level = Level.ENROL
        return SignedIn(
            session_id=row.id, level=level, account=shown, created_at=row.created_at, expires_at=row.expires_at
        )
