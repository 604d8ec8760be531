"""Signing in: one step for most, two for owners; guessing is slowed, and nobody can keep another out by guessing."""

from __future__ import annotations

import logging
from datetime import timedelta

import pyotp
import pytest

from assistant.accounts.bounds import bounds
from assistant.accounts.model import Level, OpenedSession
from assistant.accounts.room import Accounts
from assistant.accounts.signing_in import Browser
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, ForbiddenError, TooManyError, UnauthorizedError
from assistant.kit.logs import PrivateFormatter
from assistant.kit.settings import Settings
from tests.accounts.conftest import HERE, OPERATOR, PASSWORD, MakeAccount

WRONG = "not the password at all"


async def enrol(accounts: Accounts, opened: OpenedSession, clock: FixedClock) -> tuple[OpenedSession, str, list[str]]:
    """Set up an authenticator; gives the whole session, its secret and the recovery codes."""
    enrolment = await accounts.signing_in.begin_second_factor(opened.signed_in, None, PASSWORD)
    code = pyotp.TOTP(enrolment.secret).at(clock.now())
    whole, codes = await accounts.signing_in.confirm_second_factor(opened.signed_in, code)
    return whole, enrolment.secret, codes


async def test_a_recruiter_signs_in_with_one_step(accounts: Accounts, make_account: MakeAccount) -> None:
    account = await make_account()
    opened = await accounts.signing_in.password(" Clerk@Example.com ", PASSWORD, HERE)
    assert opened.signed_in.level is Level.FULL
    found = await accounts.sessions.find(opened.token)
    assert found is not None
    assert found.account.id == account.id


@pytest.mark.parametrize(
    ("email", "password"), [("clerk@example.com", WRONG), ("nobody@example.com", PASSWORD), ("no address", PASSWORD)]
)
async def test_what_is_wrong_is_not_told(
    accounts: Accounts, make_account: MakeAccount, email: str, password: str
) -> None:
    await make_account()
    with pytest.raises(UnauthorizedError) as refused:
        await accounts.signing_in.password(email, password, HERE)
    assert refused.value.key == "sign_in_wrong"


async def test_a_disabled_account_is_like_none(accounts: Accounts, make_account: MakeAccount) -> None:
    from assistant.accounts.staff import Change

    account = await make_account()
    opened = await accounts.signing_in.password(account.email, PASSWORD, HERE)
    await accounts.staff.change(OPERATOR, account.id, Change(disabled=True))
    assert await accounts.sessions.find(opened.token) is None
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.password(account.email, PASSWORD, HERE)


async def test_signing_in_again_ends_the_session_the_browser_had(accounts: Accounts, make_account: MakeAccount) -> None:
    await make_account()
    first = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    browser = Browser(HERE.address, session_id=first.signed_in.session_id)
    second = await accounts.signing_in.password("clerk@example.com", PASSWORD, browser)
    assert second.token != first.token
    assert await accounts.sessions.find(first.token) is None


async def test_strangers_have_to_wait_and_a_browser_that_was_there_before_does_not(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    known = Browser("198.51.100.4", device=accounts.signing_in.device_cookie(opened))
    rate = bounds().throttles["sign_in_account"]
    for n in range(rate.most):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.password("clerk@example.com", WRONG, Browser(f"192.0.2.{n}"))
    with pytest.raises(TooManyError) as refused:
        await accounts.signing_in.password("clerk@example.com", PASSWORD, Browser("192.0.2.99"))
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= rate.seconds
    assert (await accounts.signing_in.password("clerk@example.com", PASSWORD, known)).token
    clock.advance(seconds=rate.seconds + 1)
    assert (await accounts.signing_in.password("clerk@example.com", PASSWORD, Browser("192.0.2.99"))).token


async def test_a_known_browser_is_known_only_for_its_account_and_not_for_ever(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account()
    await make_account("other@example.com")
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    cookie = accounts.signing_in.device_cookie(opened)
    rate = bounds().throttles["sign_in_account"]
    for n in range(rate.most):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.password("other@example.com", WRONG, Browser(f"192.0.2.{n}", device=cookie))
    with pytest.raises(TooManyError):
        await accounts.signing_in.password("other@example.com", PASSWORD, Browser("192.0.2.99", device=cookie))
    clock.advance(days=bounds().device.days + 1)
    for n in range(rate.most):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.password("clerk@example.com", WRONG, Browser(f"192.0.2.{n}"))
    with pytest.raises(TooManyError):
        await accounts.signing_in.password("clerk@example.com", PASSWORD, Browser("192.0.2.98", device=cookie))


async def test_unknown_accounts_are_throttled_like_known_ones(accounts: Accounts) -> None:
    for n in range(bounds().throttles["sign_in_account"].most):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.password("ghost@example.com", WRONG, Browser(f"192.0.2.{n}"))
    with pytest.raises(TooManyError):
        await accounts.signing_in.password("ghost@example.com", WRONG, Browser("192.0.2.99"))


async def test_one_address_cannot_try_many_accounts(accounts: Accounts) -> None:
    for n in range(bounds().throttles["sign_in_address"].most):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.password(f"guess{n}@example.com", WRONG, Browser(f"2001:db8::{n:x}"))
    with pytest.raises(TooManyError):
        await accounts.signing_in.password("another@example.com", WRONG, Browser("2001:db8::ffff"))


async def test_an_owner_can_do_nothing_before_her_second_factor_is_set_up(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account("owner@example.com", "owner")
    opened = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    assert opened.signed_in.level is Level.ENROL
    assert accounts.signing_in.device_cookie(opened) is None
    whole, _, codes = await enrol(accounts, opened, clock)
    assert whole.signed_in.level is Level.FULL
    assert len(set(codes)) == bounds().totp.recovery_codes
    assert await accounts.sessions.find(opened.token) is None


async def test_a_code_is_good_once_and_near_its_time(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account("owner@example.com", "owner")
    opened = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    _, secret, _ = await enrol(accounts, opened, clock)
    totp = pyotp.TOTP(secret)
    waiting = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    assert waiting.signed_in.level is Level.SECOND_FACTOR
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.second_factor(waiting.signed_in, totp.at(clock.now()))
    clock.advance(seconds=30)
    used = totp.at(clock.now())
    whole = await accounts.signing_in.second_factor(waiting.signed_in, f"{used[:3]} {used[3:]}")
    assert whole.signed_in.level is Level.FULL
    assert await accounts.sessions.find(waiting.token) is None
    again = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.second_factor(again.signed_in, used)
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.second_factor(again.signed_in, totp.at(clock.now() + timedelta(minutes=3)))


async def test_codes_are_not_guessed(accounts: Accounts, make_account: MakeAccount, clock: FixedClock) -> None:
    await make_account("owner@example.com", "owner")
    opened = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    _, secret, _ = await enrol(accounts, opened, clock)
    waiting = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    clock.advance(seconds=60)
    right = pyotp.TOTP(secret).at(clock.now())
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(bounds().throttles["second_factor"].most):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.second_factor(waiting.signed_in, wrong)
    with pytest.raises(TooManyError):
        await accounts.signing_in.second_factor(waiting.signed_in, right)


async def test_a_recovery_code_is_good_once(accounts: Accounts, make_account: MakeAccount, clock: FixedClock) -> None:
    await make_account("owner@example.com", "owner")
    opened = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    _, _, codes = await enrol(accounts, opened, clock)
    waiting = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    whole = await accounts.signing_in.second_factor(waiting.signed_in, codes[0].lower())
    assert whole.signed_in.level is Level.FULL
    again = await accounts.signing_in.password("owner@example.com", PASSWORD, HERE)
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.second_factor(again.signed_in, codes[0])
    clock.advance(minutes=1)
    fresh = await accounts.signing_in.new_recovery_codes(whole.signed_in, codes[1])
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.second_factor(again.signed_in, codes[2])
    assert (await accounts.signing_in.second_factor(again.signed_in, fresh[0])).token


async def test_another_authenticator_needs_a_code_of_the_one_there_is(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    whole, secret, codes = await enrol(accounts, opened, clock)
    signed_in = await accounts.sessions.find(whole.token)
    assert signed_in is not None
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.begin_second_factor(signed_in, None)
    await accounts.signing_in.begin_second_factor(signed_in, codes[0])
    # Not confirmed: the old one goes on to count.
    waiting = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    clock.advance(seconds=30)
    assert (await accounts.signing_in.second_factor(waiting.signed_in, pyotp.TOTP(secret).at(clock.now()))).token


async def test_a_session_that_waits_for_its_second_step_can_set_nothing_up(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account()
    await enrol(accounts, await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE), clock)
    waiting = (await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)).signed_in
    with pytest.raises(ForbiddenError):
        await accounts.signing_in.begin_second_factor(waiting, None)
    with pytest.raises(ForbiddenError):
        await accounts.signing_in.confirm_second_factor(waiting, "123456")


async def test_only_owners_keep_their_second_factor_whatever_they_want(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account("owner@example.com", "owner")
    await make_account()
    owner, _, owner_codes = await enrol(
        accounts, await accounts.signing_in.password("owner@example.com", PASSWORD, HERE), clock
    )
    with pytest.raises(ConflictError):
        await accounts.signing_in.drop_second_factor(owner.signed_in, owner_codes[0])
    clerk, _, codes = await enrol(
        accounts, await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE), clock
    )
    await accounts.signing_in.drop_second_factor(clerk.signed_in, codes[0])
    assert (await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)).signed_in.level is Level.FULL


async def test_a_password_is_changed_for_the_current_one_and_every_other_session_is_over(
    accounts: Accounts, make_account: MakeAccount
) -> None:
    await make_account()
    other = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    new = "four grey herons at the weir"
    with pytest.raises(UnauthorizedError):
        await accounts.signing_in.change_password(opened.signed_in, WRONG, new)
    with pytest.raises(BadInputError):
        await accounts.signing_in.change_password(opened.signed_in, PASSWORD, "short")
    fresh = await accounts.signing_in.change_password(opened.signed_in, PASSWORD, new)
    assert await accounts.sessions.find(fresh.token) is not None
    assert await accounts.sessions.find(opened.token) is None
    assert await accounts.sessions.find(other.token) is None
    assert (await accounts.signing_in.password("clerk@example.com", new, HERE)).token


async def test_a_link_sets_a_password_once_and_in_time(accounts: Accounts, clock: FixedClock) -> None:
    invited = await accounts.staff.invite(OPERATOR, "default", "new@example.com", "新人", "reviewer")
    with pytest.raises(BadInputError) as refused:
        await accounts.signing_in.set_password(invited.link, "short", HERE)
    assert refused.value.key == "password_short"
    assert (await accounts.signing_in.set_password(invited.link, PASSWORD, HERE)).token
    with pytest.raises(BadInputError) as refused:
        await accounts.signing_in.set_password(invited.link, PASSWORD, HERE)
    assert refused.value.key == "link_used"
    late = await accounts.staff.invite(OPERATOR, "default", "late@example.com", "来晚了", "reviewer")
    clock.advance(hours=bounds().link.hours + 1)
    with pytest.raises(BadInputError):
        await accounts.signing_in.set_password(late.link, PASSWORD, HERE)


async def test_a_link_does_not_get_around_the_second_factor(
    accounts: Accounts, make_account: MakeAccount, clock: FixedClock
) -> None:
    account = await make_account("owner@example.com", "owner")
    await enrol(accounts, await accounts.signing_in.password("owner@example.com", PASSWORD, HERE), clock)
    link = (await accounts.staff.reset(OPERATOR, account.id)).link
    opened = await accounts.signing_in.set_password(link, "four grey herons at the weir", HERE)
    assert opened.signed_in.level is Level.SECOND_FACTOR


async def test_who_finds_a_session_open_cannot_bind_an_authenticator_of_her_own(
    accounts: Accounts, make_account: MakeAccount
) -> None:
    await make_account()
    opened = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    for password in (None, WRONG):
        with pytest.raises(UnauthorizedError):
            await accounts.signing_in.begin_second_factor(opened.signed_in, None, password)
    assert (await accounts.signing_in.begin_second_factor(opened.signed_in, None, PASSWORD)).secret


async def test_the_operator_may_want_a_second_factor_of_everybody(
    database: Database,
    settings: Settings,
    clock: FixedClock,
    accounts: Accounts,
    make_account: MakeAccount,
) -> None:
    from assistant.accounts.room import accounts_of

    await make_account()
    before = await accounts.signing_in.password("clerk@example.com", PASSWORD, HERE)
    strict = accounts_of(database, settings.model_copy(update={"second_factor": "everybody"}), clock)
    found = await strict.sessions.find(before.token)
    assert found is not None
    assert found.level is Level.ENROL
    opened = await strict.signing_in.password("clerk@example.com", PASSWORD, HERE)
    assert opened.signed_in.level is Level.ENROL
    whole, _, codes = await enrol(strict, opened, clock)
    with pytest.raises(ConflictError):
        await strict.signing_in.drop_second_factor(whole.signed_in, codes[0])
    await strict.close()


async def test_a_refused_sign_in_leaves_a_line_that_names_nobody(
    accounts: Accounts, make_account: MakeAccount, caplog: pytest.LogCaptureFixture
) -> None:
    await make_account()
    with caplog.at_level(logging.WARNING), pytest.raises(UnauthorizedError):
        await accounts.signing_in.password("clerk@example.com", WRONG, HERE)
    lines = [PrivateFormatter("json").format(record) for record in caplog.records]
    assert any("sign_in_refused" in line for line in lines)
    assert not any("clerk" in line or WRONG in line for line in lines)
