"""Owners invite, change and disable the staff of their own agency, and of no other."""

from __future__ import annotations

import pytest

from assistant.accounts.model import Level
from assistant.accounts.room import Accounts
from assistant.accounts.staff import Change
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings
from assistant.review.audit import AuditTrail
from tests.accounts.conftest import HERE, OPERATOR, PASSWORD, MakeAccount


async def test_the_default_agency_is_there_and_others_are_made(accounts: Accounts) -> None:
    made = await accounts.staff.new_agency("north-gate", "北门家政")
    assert {agency.slug for agency in await accounts.staff.agencies()} == {"default", "north-gate"}
    assert (await accounts.staff.agency_of_slug("north-gate")).id == made.id
    with pytest.raises(ConflictError):
        await accounts.staff.new_agency("north-gate", "又一家")
    with pytest.raises(NotFoundError):
        await accounts.staff.agency_of_slug("nowhere")


@pytest.mark.parametrize("slug", ["", "a", "-a", "a-", "A1", "北门", "a b", "a" * 41])
async def test_a_short_name_fits_into_an_address(accounts: Accounts, slug: str) -> None:
    with pytest.raises(BadInputError):
        await accounts.staff.new_agency(slug, "x")


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@c.de", "a@b..de", "a@" + "x" * 260 + ".de", "<a@b.de>"])
async def test_an_account_has_an_address(accounts: Accounts, email: str) -> None:
    with pytest.raises(BadInputError) as refused:
        await accounts.staff.invite(OPERATOR, DEFAULT_AGENCY, email, "x", "auditor")
    assert refused.value.key == "email_wrong"


async def test_an_address_has_one_account_however_it_is_written(accounts: Accounts, make_account: MakeAccount) -> None:
    await make_account("clerk@example.com")
    with pytest.raises(ConflictError):
        await accounts.staff.invite(OPERATOR, DEFAULT_AGENCY, "CLERK@example.com", "x", "auditor")


async def test_another_agencys_people_do_not_exist(accounts: Accounts, make_account: MakeAccount) -> None:
    north = await accounts.staff.new_agency("north-gate", "北门家政")
    owner = (await make_account("owner@example.com", "owner")).actor()
    theirs = await make_account("theirs@example.com", agency_id=north.id)
    assert [each.email for each in await accounts.staff.accounts(owner.agency_id)] == ["owner@example.com"]
    with pytest.raises(NotFoundError):
        await accounts.staff.change(owner, theirs.id, Change(disabled=True))
    with pytest.raises(NotFoundError):
        await accounts.staff.reset(owner, theirs.id)


async def test_another_role_ends_sessions_and_a_new_owner_needs_a_second_factor(
    accounts: Accounts, make_account: MakeAccount
) -> None:
    owner = (await make_account("owner@example.com", "owner")).actor()
    clerk = await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    changed = await accounts.staff.change(owner, clerk.id, Change(role="owner", name=" 周 \n 兰 "))
    assert (changed.role, changed.name) == ("owner", "周 兰")
    assert await accounts.sessions.find(opened.token) is None
    again = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    assert again.signed_in.level is Level.ENROL


async def test_a_name_is_changed_without_ending_anything(accounts: Accounts, make_account: MakeAccount) -> None:
    owner = (await make_account("owner@example.com", "owner")).actor()
    clerk = await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    await accounts.staff.change(owner, clerk.id, Change(name="周兰", role="recruiter", disabled=False))
    assert await accounts.sessions.find(opened.token) is not None


async def test_an_agency_keeps_an_owner_and_nobody_changes_her_own_standing(
    accounts: Accounts, make_account: MakeAccount
) -> None:
    first = await make_account("owner@example.com", "owner")
    with pytest.raises(ConflictError) as refused:
        await accounts.staff.change(first.actor(), first.id, Change(disabled=True))
    assert refused.value.key == "account_self"
    with pytest.raises(ConflictError):
        await accounts.staff.reset(first.actor(), first.id)
    with pytest.raises(ConflictError) as refused:
        await accounts.staff.change(OPERATOR, first.id, Change(role="auditor"))
    assert refused.value.key == "account_last_owner"
    second = await make_account("second@example.com", "owner")
    await accounts.staff.change(second.actor(), first.id, Change(disabled=True))
    with pytest.raises(ConflictError):
        await accounts.staff.change(OPERATOR, second.id, Change(disabled=True))


async def test_beginning_anew_ends_sessions_password_and_earlier_links(
    accounts: Accounts, make_account: MakeAccount
) -> None:
    owner = (await make_account("owner@example.com", "owner")).actor()
    clerk = await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    first = await accounts.staff.reset(owner, clerk.id)
    assert not first.account.has_password
    assert await accounts.sessions.find(opened.token) is None
    await accounts.staff.reset(owner, clerk.id)
    with pytest.raises(BadInputError):
        await accounts.signing_in.set_password(first.link, PASSWORD, HERE)


async def test_what_is_done_to_accounts_is_written_down(
    accounts: Accounts, make_account: MakeAccount, database: Database, settings: Settings, clock: FixedClock
) -> None:
    owner = (await make_account("owner@example.com", "owner")).actor()
    clerk = await make_account()
    await accounts.staff.change(owner, clerk.id, Change(role="reviewer"))
    await accounts.staff.change(owner, clerk.id, Change(disabled=True))
    trail = AuditTrail.of(settings, clock)
    async with database.reading() as session:
        entries = await trail.find(session, DEFAULT_AGENCY, subject=clerk.id)
    assert {"account.role", "account.disable"} <= {entry.action for entry in entries}
    assert all("clerk@example.com" not in str(entry) for entry in entries)
    assert (await trail.verify(database)).whole


async def test_somebody_is_signed_out_everywhere_without_losing_her_password(
    accounts: Accounts, make_account: MakeAccount
) -> None:
    owner = (await make_account("owner@example.com", "owner")).actor()
    clerk = await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    await accounts.staff.end_sessions(owner, clerk.id)
    assert await accounts.sessions.find(opened.token) is None
    assert (await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)).token


async def test_an_agency_may_want_a_second_factor_of_everybody(accounts: Accounts, make_account: MakeAccount) -> None:
    clerk = await make_account("clerk@example.com")
    owner = Actor("acc_OWNER", "owner", DEFAULT_AGENCY, "王主任")
    before = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    assert before.signed_in.level is Level.FULL
    assert (await accounts.staff.change_agency(owner, second_factor=True)).second_factor
    found = await accounts.sessions.find(before.token)
    assert found is not None
    assert found.level is Level.ENROL, "an open session can do nothing more before she has one"
    again = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    assert again.signed_in.level is Level.ENROL
    await accounts.staff.change_agency(owner, second_factor=False)
    found = await accounts.sessions.find(before.token)
    assert found is not None
    assert (found.level, found.account.id) == (Level.FULL, clerk.id)


async def test_another_agency_goes_by_its_own_rule(accounts: Accounts, make_account: MakeAccount) -> None:
    other = await accounts.staff.new_agency("south", "南方")
    await make_account("their@example.com", agency_id=other.id)
    await accounts.staff.change_agency(Actor("acc_OWNER", "owner", DEFAULT_AGENCY), second_factor=True)
    opened = await accounts.signing_in.password("their@example.com", PASSWORD, HERE)
    assert opened.signed_in.level is Level.FULL
