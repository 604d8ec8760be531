"""Signing in: a password, then the second factor; throttled, and the same to look at whoever is asked for."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts import second_factor
from assistant.accounts.devices import Devices
from assistant.accounts.emails import account_email
from assistant.accounts.model import Enrolment, Level, OpenedSession, SignedIn
from assistant.accounts.passwords import Passwords, require_good
from assistant.accounts.repository import AccountRepository, SessionRepository
from assistant.accounts.sessions import SessionService, account_of
from assistant.accounts.tables import AccountRow
from assistant.accounts.throttle import Bucket, Throttle, network_of
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, ForbiddenError, UnauthorizedError
from assistant.kit.ids import token_digest
from assistant.kit.sealed import Sealer
from assistant.review.audit import AuditTrail

log = logging.getLogger(__name__)

_WRONG = "sign_in_wrong"
_OFTEN = "sign_in_often"


@dataclass(frozen=True, slots=True)
class Browser:
    """Who knocks: the address, the cookie of a browser that has signed in before, and the session it still has."""

    address: str
    device: str | None = None
    session_id: str | None = None


class SignInService:
    """Opens sessions for whoever proves to be of the staff."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        sessions: SessionService,
        passwords: Passwords,
        throttle: Throttle,
        devices: Devices,
        sealer: Sealer,
        trail: AuditTrail,
        issuer: str = "Ayi",
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._passwords = passwords
        self._throttle = throttle
        self._devices = devices
        self._sealer = sealer
        self._trail = trail
        self._issuer = issuer

    async def password(self, email: str, password: str, browser: Browser) -> OpenedSession:
        """A new session for an address and its password; how much it may do, its `level` says.

        Raises:
            UnauthorizedError: they do not fit; it is not said which of them.
            TooManyError: too many tries for this account by strangers, by this browser, or from this address.
            UnavailableError: too many are signing in.
        """
        try:
            name = account_email(email)
        except BadInputError:
            # It is no address, so it is nobody's; it costs as much as any other.
            name = "-"
        async with self._database.session() as session:
            account = await AccountRepository(session).account_of_email(name)
            mine = self._bucket_of(name, account, browser)
            where = self._throttle.bucket("sign_in_address", network_of(browser.address))
            noted = await self._throttle.note(session, [mine, where], _OFTEN)
        kept = account.password_hash if account and account.disabled_at is None else None
        checked = await self._passwords.check(password, kept)
        if account is None or not checked.right:
            self._refused(_WRONG)
        async with self._database.session() as session:
            await self._throttle.take_back(session, noted)
            await self._throttle.clear(session, mine)
            row = await self._still_able(session, account.id, kept)
            if checked.fresh_hash is not None:
                row.password_hash = checked.fresh_hash
            return await self.enter_first(session, row, browser)

    def _bucket_of(self, name: str, account: AccountRow | None, browser: Browser) -> Bucket:
        device = self._devices.known(browser.device, account.id) if account else None
        if device is not None:
            return self._throttle.bucket("sign_in_device", name, device)
        return self._throttle.bucket("sign_in_account", name)

    async def _still_able(self, session: AsyncSession, account_id: str, kept: str | None) -> AccountRow:
        """The account, if neither it nor its password changed while the password was compared."""
        row = await AccountRepository(session).account(account_id, lock=True)
        if row is None or row.disabled_at is not None or row.password_hash != kept:
            raise UnauthorizedError(_WRONG)
        return row

    async def enter_first(self, session: AsyncSession, row: AccountRow, browser: Browser) -> OpenedSession:
        """`enter` after the first step alone: what more there is to do, the session's level says."""
        return await self.enter(session, row, await self._sessions.first_level(session, row), browser)

    async def enter(self, session: AsyncSession, row: AccountRow, level: Level, browser: Browser) -> OpenedSession:
        """A new session in the place of the browser's old one, in the caller's transaction."""
        if browser.session_id is not None:
            await SessionRepository(session).drop(browser.session_id)
        opened = await self._sessions.open(session, row, level)
        await self._trail.record(session, account_of(row).actor(), "account.sign_in", row.id, {"level": level.value})
        return opened

    @staticmethod
    def _refused(key: str) -> NoReturn:
        """Say no, and leave a line for who watches the log; whom it was about is nobody's to read there."""
        log.warning("sign_in_refused", extra={"code": key})
        raise UnauthorizedError(key)

    def device_cookie(self, opened: OpenedSession) -> str | None:
        """The cookie by which this browser is known again, once it has signed in wholly."""
        signed_in = opened.signed_in
        return self._devices.cookie(signed_in.account.id) if signed_in.level is Level.FULL else None

    async def second_factor(self, signed_in: SignedIn, code: str) -> OpenedSession:
        """A whole session for the second factor, in the place of the one that waited for it.

        Raises:
            ConflictError: the session does not wait for one.
            UnauthorizedError: the code is not right, or was used.
            TooManyError: too many wrong codes.
        """
        if signed_in.level is not Level.SECOND_FACTOR:
            raise ConflictError("second_factor_not_begun")
        await self._prove(signed_in, code)
        async with self._database.session() as session:
            row = await self._own(session, signed_in)
            return await self.enter(session, row, Level.FULL, Browser("", session_id=signed_in.session_id))

    async def _prove(self, signed_in: SignedIn, code: str) -> None:
        """Use up one code of the account; what was noted of a wrong one stays though the caller's work does not."""
        bucket = self._throttle.bucket("second_factor", signed_in.account.id)
        async with self._database.session() as session:
            await self._throttle.note(session, [bucket], _OFTEN)
        async with self._database.session() as session:
            row = await self._own(session, signed_in)
            if not second_factor.accept(row, self._sealer, code, self._clock.now()):
                self._refused("second_factor_wrong")
            await self._throttle.clear(session, bucket)

    async def _own(self, session: AsyncSession, signed_in: SignedIn) -> AccountRow:
        row = await AccountRepository(session).account(signed_in.account.id, lock=True)
        if row is None or row.disabled_at is not None:
            raise UnauthorizedError("sign_in_needed")
        return row

    async def begin_second_factor(
        self, signed_in: SignedIn, code: str | None, password: str | None = None
    ) -> Enrolment:
        """Begin to set up an authenticator.

        Whoever finds a session open must not bind her own: where there is an authenticator already, a code of it has
        to be shown, else the password, unless it was typed just now.

        Raises:
            ForbiddenError: the session still waits for the second factor there is.
            UnauthorizedError: the code or password is missing or wrong. TooManyError: too many tries.
        """
        if signed_in.level is Level.SECOND_FACTOR:
            raise ForbiddenError("second_factor_needed")
        if signed_in.account.has_second_factor:
            await self._prove(signed_in, code or "")
        elif signed_in.level is Level.FULL and signed_in.account.has_password:
            await self._prove_password(signed_in, password or "")
        async with self._database.session() as session:
            return second_factor.begin(await self._own(session, signed_in), self._sealer, self._issuer)

    async def confirm_second_factor(self, signed_in: SignedIn, code: str) -> tuple[OpenedSession, list[str]]:
        """The new authenticator's first code. Gives a whole session, every other one being over, and recovery codes.

        Raises:
            ForbiddenError: the session still waits for the second factor there is.
            BadInputError: none was begun, or the code is not right. TooManyError: too many wrong codes.
        """
        if signed_in.level is Level.SECOND_FACTOR:
            raise ForbiddenError("second_factor_needed")
        bucket = self._throttle.bucket("second_factor", signed_in.account.id)
        async with self._database.session() as session:
            await self._throttle.note(session, [bucket], _OFTEN)
        async with self._database.session() as session:
            row = await self._own(session, signed_in)
            codes = second_factor.confirm(row, self._sealer, code, self._clock.now())
            await self._throttle.clear(session, bucket)
            await SessionRepository(session).drop_all(row.id)
            await self._trail.record(session, account_of(row).actor(), "account.second_factor_set", row.id)
            return await self.enter(session, row, Level.FULL, Browser("")), codes

    async def new_recovery_codes(self, signed_in: SignedIn, code: str) -> list[str]:
        """Recovery codes instead of the old ones, for a code of the authenticator.

        Raises:
            UnauthorizedError: the code is wrong. TooManyError: too many wrong codes.
        """
        await self._prove(signed_in, code)
        async with self._database.session() as session:
            row = await self._own(session, signed_in)
            await self._trail.record(session, account_of(row).actor(), "account.recovery_codes", row.id)
            return second_factor.new_recovery_codes(row)

    async def drop_second_factor(self, signed_in: SignedIn, code: str) -> None:
        """Do without a second factor from now on, for a code of it; every other session is over.

        Raises:
            ConflictError: who has to have one keeps it.
            UnauthorizedError: the code is wrong. TooManyError: too many wrong codes.
        """
        async with self._database.session() as session:
            if await self._sessions.needs_second_factor(session, await self._own(session, signed_in)):
                raise ConflictError("second_factor_kept")
        await self._prove(signed_in, code)
        async with self._database.session() as session:
            row = await self._own(session, signed_in)
            second_factor.forget(row)
            await SessionRepository(session).drop_all(row.id, but=signed_in.session_id)
            await self._trail.record(session, account_of(row).actor(), "account.second_factor_dropped", row.id)

    async def change_password(self, signed_in: SignedIn, current: str, new: str) -> OpenedSession:
        """A new password for the current one; every session is over but the new one given.

        Raises:
            UnauthorizedError: the current one is wrong. TooManyError: too many tries.
            BadInputError: the new one is not good enough.
        """
        account = signed_in.account
        kept = await self._prove_password(signed_in, current)
        require_good(new, (account.email, account.name))
        fresh = await self._passwords.hash(new)
        async with self._database.session() as session:
            row = await self._still_able(session, account.id, kept)
            row.password_hash = fresh
            await AccountRepository(session).drop_links(row.id)
            await SessionRepository(session).drop_all(row.id)
            await self._trail.record(session, account_of(row).actor(), "account.password_changed", row.id)
            return await self.enter(session, row, signed_in.level, Browser(""))

    async def _prove_password(self, signed_in: SignedIn, password: str) -> str | None:
        """Make sure that it is her who has the session; gives what is kept of her password."""
        bucket = self._throttle.bucket("sign_in_device", signed_in.account.email, signed_in.session_id)
        async with self._database.session() as session:
            kept = (await self._own(session, signed_in)).password_hash
            await self._throttle.note(session, [bucket], _OFTEN)
        checked = await self._passwords.check(password, kept)
        if not checked.right:
            self._refused(_WRONG)
        async with self._database.session() as session:
            await self._throttle.clear(session, bucket)
        return kept

    async def set_password(self, link: str, password: str, browser: Browser) -> OpenedSession:
        """Set a password with a one-time link, and sign in with it; a second factor that is set up is asked for.

        Raises:
            BadInputError: the link is used or over, or the password is not good enough; then the link stays good.
            TooManyError: too many tries from this address.
        """
        where = self._throttle.bucket("sign_in_address", network_of(browser.address))
        async with self._database.session() as session:
            noted = await self._throttle.note(session, [where], _OFTEN)
        async with self._database.reading() as session:
            row = await self._account_of_link(session, link)
        require_good(password, (row.email, row.name))
        fresh = await self._passwords.hash(password)
        async with self._database.session() as session:
            await self._throttle.take_back(session, noted)
            row = await self._account_of_link(session, link)
            row.password_hash = fresh
            await AccountRepository(session).drop_links(row.id)
            await SessionRepository(session).drop_all(row.id)
            await self._throttle.clear(session, self._throttle.bucket("sign_in_account", row.email))
            await self._trail.record(session, account_of(row).actor(), "account.password_set", row.id)
            return await self.enter_first(session, row, browser)

    async def _account_of_link(self, session: AsyncSession, link: str) -> AccountRow:
        repository = AccountRepository(session)
        found = await repository.link(token_digest(link))
        row = await repository.account(found.account_id) if found and self._clock.now() < found.expires_at else None
        if row is None or row.disabled_at is not None:
            raise BadInputError("link_used")
        return row
