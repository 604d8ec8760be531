"""Agencies and their staff: invited, given another role, disabled and begun anew, by their owners or the operator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts import second_factor
from assistant.accounts.access import access_account
from assistant.accounts.bounds import bounds
from assistant.accounts.emails import account_email
from assistant.accounts.model import Account, Agency, StaffRole
from assistant.accounts.repository import AccountRepository, SessionRepository
from assistant.accounts.sessions import account_of
from assistant.accounts.tables import AccountRow, AgencyRow, PasswordLinkRow
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.kit.ids import IdMaker, new_id, new_token, token_digest
from assistant.kit.people import Actor
from assistant.kit.text import storable
from assistant.review.audit import AuditTrail

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,38}[a-z0-9]")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Invited:
    """An account and the token of its one-time password link, seen this once."""

    account: Account
    link: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different about an account; None leaves it."""

    name: str | None = None
    role: StaffRole | None = None
    disabled: bool | None = None


class StaffService:
    """The staff of agencies. The actor is an owner, who reaches her own agency, or the system, for the operator."""

    def __init__(self, database: Database, clock: Clock, trail: AuditTrail, make_id: IdMaker = new_id) -> None:
        self._database = database
        self._clock = clock
        self._trail = trail
        self._make_id = make_id

    async def new_agency(self, slug: str, name: str) -> Agency:
        """A new tenant.

        Raises:
            BadInputError: the short name cannot be one. ConflictError: it is taken.
        """
        if not _SLUG.fullmatch(slug):
            raise BadInputError("agency_slug")
        async with self._database.session() as session:
            repository = AccountRepository(session)
            if await repository.agency_of_slug(slug) is not None:
                raise ConflictError("agency_exists")
            row = AgencyRow(
                id=self._make_id("agn"),
                slug=slug,
                name=_one_line(name),
                second_factor=False,
                created_at=self._clock.now(),
            )
            repository.add(row)
            return _agency_of(row)

    async def agencies(self) -> list[Agency]:
        """Every tenant."""
        async with self._database.reading() as session:
            return [_agency_of(row) for row in await AccountRepository(session).agencies()]

    async def agency(self, agency_id: str) -> Agency:
        """One tenant.

        Raises:
            NotFoundError: there is none.
        """
        async with self._database.reading() as session:
            return _agency_of(await self._agency(session, agency_id))

    async def agency_of_slug(self, slug: str) -> Agency:
        """The tenant of this short name.

        Raises:
            NotFoundError: there is none.
        """
        async with self._database.reading() as session:
            row = await AccountRepository(session).agency_of_slug(slug)
        if row is None:
            raise NotFoundError("agency_unknown")
        return _agency_of(row)

    async def change_agency(
        self, actor: Actor, name: str | None = None, *, second_factor: bool | None = None
    ) -> Agency:
        """The actor's own agency under another name, or with another rule about second factors; None leaves it.

        Whoever has none and has to have one now can do nothing more before she has set one up, at once.
        """
        async with self._database.session() as session:
            row = await self._agency(session, actor.agency_id or "")
            if name is not None:
                row.name = _one_line(name)
                await self._trail.record(session, actor, "agency.rename", row.id)
            if second_factor is not None and second_factor != row.second_factor:
                row.second_factor = second_factor
                await self._trail.record(session, actor, "agency.second_factor", row.id, {"all": second_factor})
            return _agency_of(row)

    async def accounts(self, agency_id: str | None) -> list[Account]:
        """The staff of one agency, or of all."""
        async with self._database.reading() as session:
            return [account_of(row) for row in await AccountRepository(session).accounts(agency_id)]

    async def invite(self, actor: Actor, agency_id: str, email: str, name: str, role: StaffRole) -> Invited:
        """A new account, and the link with which its password is set.

        Raises:
            BadInputError: the address cannot be one. ConflictError: it has an account.
            NotFoundError: there is no such agency.
        """
        address = account_email(email)
        async with self._database.session() as session:
            repository = AccountRepository(session)
            await self._agency(session, agency_id)
            if await repository.account_of_email(address) is not None:
                raise ConflictError("account_exists")
            row = AccountRow(
                id=self._make_id("acc"),
                agency_id=agency_id,
                email=address,
                name=_one_line(name),
                role=role,
                recovery_digests=[],
                created_at=self._clock.now(),
            )
            repository.add(row)
            await session.flush()
            await self._trail.record(session, actor, "account.invite", row.id, {"role": role})
            return Invited(account_of(row), await self._new_link(session, row))

    async def change(self, actor: Actor, account_id: str, change: Change) -> Account:
        """Change an account; its sessions are over when it is disabled or has another role.

        Raises:
            NotFoundError: it is not of the actor's agency.
            ConflictError: it is the actor's own, or the agency would be without an owner.
        """
        async with self._database.session() as session:
            row = await self._reach(session, actor, account_id)
            if change.name is not None:
                row.name = _one_line(change.name)
            await self._change_standing(session, actor, row, change)
            await session.flush()
            return account_of(row)

    async def _change_standing(self, session: AsyncSession, actor: Actor, row: AccountRow, change: Change) -> None:
        role = change.role if change.role is not None and change.role != row.role else None
        disabled = change.disabled if change.disabled is not (row.disabled_at is not None) else None
        if role is None and disabled is None:
            return
        if actor.id == row.id:
            raise ConflictError("account_self")
        if role is not None or disabled:
            await self._keep_an_owner(session, row)
        if role is not None:
            await self._trail.record(session, actor, "account.role", row.id, {"was": row.role, "now": role})
            row.role = role
        if disabled is not None:
            row.disabled_at = self._clock.now() if disabled else None
            await self._trail.record(session, actor, "account.disable" if disabled else "account.enable", row.id)
        await SessionRepository(session).drop_all(row.id)
        if disabled:
            await AccountRepository(session).drop_links(row.id)

    async def _keep_an_owner(self, session: AsyncSession, row: AccountRow) -> None:
        """An agency without an owner could not help itself any more."""
        if row.role != "owner" or row.disabled_at is not None:
            return
        repository = AccountRepository(session)
        # Two owners who disable each other at the same moment come one after the other.
        await repository.agency(row.agency_id, lock=True)
        if await repository.owners_able(row.agency_id) <= 1:
            raise ConflictError("account_last_owner")

    async def reset(self, actor: Actor, account_id: str, *, second_factor_too: bool = False) -> Invited:
        """A new password link for an account whose sessions are over; without its second factor if that was lost.

        Raises:
            NotFoundError: it is not of the actor's agency.
            ConflictError: it is the actor's own.
        """
        async with self._database.session() as session:
            row = await self._reach(session, actor, account_id)
            if actor.id == row.id:
                raise ConflictError("account_self")
            row.password_hash = None
            if second_factor_too:
                second_factor.forget(row)
            await SessionRepository(session).drop_all(row.id)
            await self._trail.record(session, actor, "account.reset", row.id, {"second_factor": second_factor_too})
            return Invited(account_of(row), await self._new_link(session, row))

    async def end_sessions(self, actor: Actor, account_id: str) -> None:
        """Sign somebody out everywhere.

        Raises:
            NotFoundError: it is not of the actor's agency.
        """
        async with self._database.session() as session:
            row = await self._reach(session, actor, account_id)
            await SessionRepository(session).drop_all(row.id)
            await self._trail.record(session, actor, "account.sign_out", row.id)

    async def of_email(self, email: str) -> Account:
        """The account of an address, for the operator.

        Raises:
            BadInputError: it is no address. NotFoundError: it has no account.
        """
        async with self._database.reading() as session:
            row = await AccountRepository(session).account_of_email(account_email(email))
        if row is None:
            raise NotFoundError("account_unknown")
        return account_of(row)

    async def _reach(self, session: AsyncSession, actor: Actor, account_id: str) -> AccountRow:
        if actor.role != "system":
            return await access_account(session, actor, account_id)
        row = await AccountRepository(session).account(account_id)
        if row is None:
            raise NotFoundError("account_unknown")
        return row

    async def _agency(self, session: AsyncSession, agency_id: str) -> AgencyRow:
        row = await AccountRepository(session).agency(agency_id)
        if row is None:
            raise NotFoundError("agency_unknown")
        return row

    async def _new_link(self, session: AsyncSession, row: AccountRow) -> str:
        repository, now, token = AccountRepository(session), self._clock.now(), new_token()
        await repository.drop_links(row.id)
        repository.add(
            PasswordLinkRow(
                token_digest=token_digest(token),
                account_id=row.id,
                created_at=now,
                expires_at=now + timedelta(hours=bounds().link.hours),
            )
        )
        return token


def _agency_of(row: AgencyRow) -> Agency:
    return Agency(id=row.id, slug=row.slug, name=row.name, second_factor=row.second_factor, created_at=row.created_at)


def _one_line(text: str) -> str:
    return " ".join(storable(text).split())[:_LONGEST_NAME]
