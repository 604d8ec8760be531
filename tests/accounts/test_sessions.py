"""Sessions end when they are not used, after a working day, and at once when they are told to."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from assistant.accounts.room import Accounts
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.settings import Settings
from tests.accounts.conftest import HERE, PASSWORD, MakeAccount


async def test_a_session_that_is_not_used_is_over(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock, settings: Settings
) -> None:
    await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    for _ in range(3):
        clock.advance(minutes=settings.session_idle_minutes - 2)
        assert await accounts.sessions.find(opened.token) is not None
    clock.advance(minutes=settings.session_idle_minutes)
    assert await accounts.sessions.find(opened.token) is None


async def test_a_session_that_is_used_all_day_is_over_after_it(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock, settings: Settings
) -> None:
    await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    began = clock.now()
    while (clock.now() - began).total_seconds() < settings.session_hours * 3600 - 900:
        clock.advance(minutes=15)
        assert await accounts.sessions.find(opened.token) is not None
    clock.advance(minutes=15)
    assert await accounts.sessions.find(opened.token) is None


async def test_a_session_waits_ten_minutes_for_its_second_step(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account("owner@example.com", "owner")
    opened = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    clock.advance(minutes=10)
    assert await accounts.sessions.find(opened.token) is None


async def test_of_a_token_only_its_digest_is_kept(
    accounts: Accounts, make_account: MakeAccount, database: Database
) -> None:
    await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    async with database.reading() as session:
        rows = (await session.execute(text("SELECT * FROM account_sessions"))).all()
    assert rows
    assert opened.token not in str(rows)


async def test_one_sees_and_ends_ones_own_sessions_only(accounts: Accounts, make_account: MakeAccount) -> None:
    await make_account()
    await make_account("other@example.com")
    mine = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    second = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    theirs = await accounts.signing_in.password("other@example.com", PASSWORD, HERE)
    shown = await accounts.sessions.own(mine.signed_in)
    assert {view.id for view in shown} >= {mine.signed_in.session_id, second.signed_in.session_id}
    assert theirs.signed_in.session_id not in {view.id for view in shown}
    assert [view.id for view in shown if view.current] == [mine.signed_in.session_id]
    with pytest.raises(NotFoundError):
        await accounts.sessions.end_one_of(mine.signed_in, theirs.signed_in.session_id)
    await accounts.sessions.end_one_of(mine.signed_in, second.signed_in.session_id)
    assert await accounts.sessions.find(second.token) is None
    assert await accounts.sessions.find(theirs.token) is not None
    third = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    await accounts.sessions.end_others(mine.signed_in)
    assert await accounts.sessions.find(third.token) is None
    assert await accounts.sessions.find(mine.token) is not None


async def test_what_is_over_is_removed(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock, settings: Settings
) -> None:
    await make_account()
    await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    assert await accounts.sessions.purge() == 0
    clock.advance(hours=settings.session_hours)
    assert await accounts.sessions.purge() >= 1


async def test_nothing_and_nonsense_are_no_session(accounts: Accounts) -> None:
    assert await accounts.sessions.find(None) is None
    assert await accounts.sessions.find("") is None
    assert await accounts.sessions.find("nonsense") is None
