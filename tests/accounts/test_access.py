"""An object is reached by whose it is and by staff of its agency; to all others it does not exist."""

from __future__ import annotations

import pytest

from assistant.accounts.access import access_account, access_interview, same_agency
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings
from assistant.wiring import interview_service
from tests.accounts.conftest import MakeAccount


async def test_an_interview_is_reached_by_her_and_by_staff_of_its_agency(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    service = interview_service(database, settings, clock)
    mine = (await service.open("zh", None, "text", "agn_north")).id
    other = (await service.open("zh", None, "text", "agn_north")).id
    may = [Actor(mine, "worker"), *(Actor("a", role, "agn_north") for role in ("owner", "recruiter", "reviewer"))]
    may_not = [
        Actor(other, "worker"),
        Actor(mine, "consumer"),
        Actor("a", "owner", DEFAULT_AGENCY),
        Actor("a", "owner", None),
        Actor("a", "worker", "agn_north"),
        Actor("operator", "system"),
    ]
    async with database.reading() as session:
        for actor in may:
            assert (await access_interview(session, actor, mine)).id == mine
        for actor in may_not:
            with pytest.raises(NotFoundError) as refused:
                await access_interview(session, actor, mine)
            with pytest.raises(NotFoundError) as absent:
                await access_interview(session, actor, "int_NOBODY")
            assert refused.value.key == absent.value.key


async def test_an_account_is_reached_by_staff_of_its_agency(make_account: MakeAccount, database: Database) -> None:
    account = await make_account()
    async with database.reading() as session:
        assert (await access_account(session, Actor("a", "owner", DEFAULT_AGENCY), account.id)).id == account.id
        with pytest.raises(NotFoundError):
            await access_account(session, Actor("a", "owner", "agn_north"), account.id)


def test_what_has_no_agency_is_the_default_ones() -> None:
    assert same_agency(Actor("a", "owner", DEFAULT_AGENCY), None)
    assert not same_agency(Actor("a", "owner", "agn_north"), None)
    assert not same_agency(Actor("a", "worker", DEFAULT_AGENCY), None)
