"""Signing in through an organisation: only whom an owner invited, and only as the provider really vouches."""

from __future__ import annotations

from typing import Any

import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from assistant.accounts.bounds import bounds
from assistant.accounts.model import Level, OpenedSession
from assistant.accounts.organisation import CameBack, OrganisationSignIn
from assistant.accounts.room import Accounts
from assistant.accounts.staff import Change
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import AyiError, BadInputError, ForbiddenError, NotFoundError
from assistant.kit.settings import Settings
from tests.accounts.conftest import HERE, OPERATOR, MakeAccount
from tests.accounts.provider import CLIENT, ISSUER, REDIRECT, SECRET, Provider


@pytest.fixture
def provider(clock: FixedClock) -> Provider:
    return Provider(clock)


@pytest.fixture
def organisation(
    accounts: Accounts, database: Database, settings: Settings, clock: FixedClock, provider: Provider
) -> OrganisationSignIn:
    own = settings.model_copy(
        update={"oidc_issuer": ISSUER, "oidc_client_id": CLIENT, "oidc_client_secret": SecretStr(SECRET)}
    )
    return OrganisationSignIn(database, clock, own, accounts.signing_in, provider.transport)


async def walk(organisation: OrganisationSignIn, provider: Provider, **changed: Any) -> OpenedSession:
    """One sign-in from the button to the session, with what comes back changed as told."""
    begun = await organisation.begin(REDIRECT)
    came = {"error": None, "issuer": None, "browser_token": begun.browser_token} | provider.approve(begun.address)
    return await organisation.finish(CameBack(**came | changed), REDIRECT, HERE)


async def test_who_was_invited_signs_in_and_is_known_from_then_on_by_the_providers_name_for_her(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount
) -> None:
    account = await make_account()
    opened = await walk(organisation, provider)
    assert opened.signed_in.account.id == account.id
    assert opened.signed_in.level is Level.FULL
    provider.person = {"sub": "p-1", "email": "married@example.com"}
    assert (await walk(organisation, provider)).signed_in.account.id == account.id


async def test_nobody_gets_an_account_by_signing_in(organisation: OrganisationSignIn, provider: Provider) -> None:
    with pytest.raises(ForbiddenError) as refused:
        await walk(organisation, provider)
    assert refused.value.key == "oidc_unknown"


async def test_an_address_the_provider_has_not_verified_is_nobodys(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount
) -> None:
    await make_account()
    provider.verified = False
    with pytest.raises(ForbiddenError):
        await walk(organisation, provider)


async def test_an_account_that_is_somebodys_is_not_given_to_another_of_the_same_address(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount
) -> None:
    await make_account()
    await walk(organisation, provider)
    provider.person = {"sub": "p-2", "email": "clerk@example.com"}
    with pytest.raises(ForbiddenError):
        await walk(organisation, provider)


async def test_a_disabled_account_stays_out(
    organisation: OrganisationSignIn, provider: Provider, accounts: Accounts, make_account: MakeAccount
) -> None:
    account = await make_account()
    await walk(organisation, provider)
    await accounts.staff.change(OPERATOR, account.id, Change(disabled=True))
    with pytest.raises(ForbiddenError):
        await walk(organisation, provider)


async def test_an_owner_still_needs_the_second_factor_of_ours(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount
) -> None:
    await make_account("owner@example.com", "owner")
    provider.person = {"sub": "p-3", "email": "owner@example.com"}
    assert (await walk(organisation, provider)).signed_in.level is Level.ENROL


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "another"},
        {"state": None},
        {"code": None},
        {"code": "made up"},
        {"error": "access_denied"},
        {"issuer": "https://evil.example"},
        {"browser_token": None},
        {"browser_token": "another browser's"},
    ],
    ids=str,
)
async def test_what_comes_back_has_to_be_what_this_browser_began(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount, changed: dict[str, Any]
) -> None:
    await make_account()
    with pytest.raises(BadInputError) as refused:
        await walk(organisation, provider, **changed)
    assert refused.value.key == "oidc_failed"


async def test_one_comes_back_once_and_soon(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount, clock: FixedClock
) -> None:
    await make_account()
    begun = await organisation.begin(REDIRECT)
    came = CameBack(**provider.approve(begun.address), error=None, issuer=ISSUER, browser_token=begun.browser_token)
    await organisation.finish(came, REDIRECT, HERE)
    with pytest.raises(BadInputError):
        await organisation.finish(came, REDIRECT, HERE)
    begun = await organisation.begin(REDIRECT)
    late = CameBack(**provider.approve(begun.address), error=None, issuer=None, browser_token=begun.browser_token)
    clock.advance(minutes=bounds().organisation.minutes)
    with pytest.raises(BadInputError):
        await organisation.finish(late, REDIRECT, HERE)


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "https://evil.example"),
        ("aud", "another-client"),
        ("nonce", "of another sign-in"),
        ("exp", 1),
        ("azp", "another-client"),
        ("sub", None),
        ("iat", None),
    ],
)
async def test_a_token_that_is_not_for_us_now_is_refused(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount, claim: str, value: object
) -> None:
    await make_account()
    provider.change_claims = lambda claims: claims.pop(claim) if value is None else claims.update({claim: value})
    with pytest.raises(BadInputError):
        await walk(organisation, provider)


@pytest.mark.parametrize("lie", ["another key", "none"])
async def test_a_token_the_provider_has_not_signed_is_refused(
    organisation: OrganisationSignIn, provider: Provider, make_account: MakeAccount, lie: str
) -> None:
    await make_account()
    if lie == "none":
        provider.algorithm = "none"
    else:
        provider.signing_key = RSAKey.generate_key(2048, {"kid": "k1"})
    with pytest.raises(BadInputError):
        await walk(organisation, provider)


async def test_a_provider_that_calls_itself_otherwise_or_is_not_there_is_not_asked_further(
    organisation: OrganisationSignIn, provider: Provider
) -> None:
    provider.metadata = {"issuer": "https://evil.example"}
    with pytest.raises(AyiError):
        await organisation.begin(REDIRECT)
    assert provider.asked == ["/.well-known/openid-configuration"]


async def test_without_a_provider_it_is_off(accounts: Accounts) -> None:
    assert not accounts.organisation.on
    with pytest.raises(NotFoundError):
        await accounts.organisation.begin(REDIRECT)
