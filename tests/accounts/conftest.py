"""The accounts room on a fresh database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from assistant.accounts.model import Account, StaffRole
from assistant.accounts.room import Accounts, accounts_of
from assistant.accounts.signing_in import Browser
from assistant.accounts.sms import ScriptedSms
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings

OPERATOR = Actor("operator", "system")
PASSWORD = "seven lanterns over quiet water"
HERE = Browser("203.0.113.7")

MakeAccount = Callable[..., Awaitable[Account]]


@pytest.fixture
def sms() -> ScriptedSms:
    return ScriptedSms()


@pytest.fixture
async def accounts(
    database: Database, settings: Settings, clock: FixedClock, sms: ScriptedSms
) -> AsyncIterator[Accounts]:
    room = accounts_of(database, settings, clock, sms=sms)
    yield room
    await room.close()


@pytest.fixture
def make_account(accounts: Accounts) -> MakeAccount:
    """Invite somebody and set her password."""

    async def made(
        email: str = "clerk@example.com",
        role: StaffRole = "recruiter",
        agency_id: str = DEFAULT_AGENCY,
        password: str = PASSWORD,
    ) -> Account:
        invited = await accounts.staff.invite(OPERATOR, agency_id, email, "小周", role)
        await accounts.signing_in.set_password(invited.link, password, HERE)
        return invited.account

    return made
