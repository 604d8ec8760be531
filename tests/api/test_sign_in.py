"""Signing in over HTTP: cookies change with every step, links and codes work, mistakes say what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.accounts.model import StaffRole
from assistant.accounts.organisation import OrganisationSignIn
from assistant.accounts.room import Accounts
from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.people import DEFAULT_AGENCY
from assistant.kit.settings import Settings
from tests.accounts.conftest import OPERATOR, PASSWORD
from tests.accounts.provider import CLIENT, ISSUER, SECRET, Provider
from tests.api.world import ORIGIN

SESSION = "/api/v1/session"
NEW_PASSWORD = "four grey herons at the weir"


@dataclass
class Desk:
    """A browser before the product."""

    app: FastAPI
    client: httpx.AsyncClient
    clock: FixedClock

    @property
    def accounts(self) -> Accounts:
        accounts: Accounts = self.app.state.accounts
        return accounts

    async def invite(self, email: str = "clerk@example.com", role: StaffRole = "recruiter") -> str:
        return (await self.accounts.staff.invite(OPERATOR, DEFAULT_AGENCY, email, "小周", role)).link

    async def post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return await self.client.post(path, json=body or {}, headers=self.headers)

    @property
    def headers(self) -> dict[str, str]:
        token = self.client.cookies.get("ayi_csrf")
        return {"Origin": ORIGIN} | ({"X-CSRF-Token": token} if token else {})

    async def sign_in(self, email: str = "clerk@example.com", password: str = PASSWORD) -> httpx.Response:
        return await self.post(SESSION, {"email": email, "password": password})

    async def ready(self, email: str = "clerk@example.com", role: StaffRole = "recruiter") -> None:
        link = await self.invite(email, role)
        assert (await self.post("/api/v1/password-links", {"link": link, "password": PASSWORD})).status_code == 200

    async def status_of(self, token: str) -> int:
        """What another browser gets that brings this session's token."""
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as elsewhere:
            return (await elsewhere.get(SESSION, headers={"Cookie": f"ayi_session={token}"})).status_code

    async def enrol(self, password: str = PASSWORD) -> tuple[str, list[str]]:
        """Set up an authenticator; gives its secret and the recovery codes."""
        secret = (await self.post(f"{SESSION}/authenticator", {"password": password})).json()["secret"]
        code = pyotp.TOTP(secret).at(self.clock.now())
        answer = await self.post(f"{SESSION}/authenticator/confirm", {"code": code})
        assert answer.status_code == 200, answer.text
        return secret, answer.json()["recovery_codes"]


@pytest.fixture
async def desk(settings: Settings, clock: FixedClock) -> AsyncIterator[Desk]:
    own = settings.model_copy(
        update={"oidc_issuer": ISSUER, "oidc_client_id": CLIENT, "oidc_client_secret": SecretStr(SECRET)}
    )
    app = create_app(own, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            yield Desk(app, client, clock)


async def test_an_invited_clerk_sets_her_password_and_is_in(desk: Desk) -> None:
    link = await desk.invite()
    short = await desk.post("/api/v1/password-links", {"link": link, "password": "short"})
    assert (short.status_code, short.json()["code"]) == (422, "password_short")
    answer = await desk.post("/api/v1/password-links", {"link": link, "password": PASSWORD})
    assert answer.json()["state"] == "signed_in"
    assert answer.json()["account"]["email"] == "clerk@example.com"
    again = await desk.post("/api/v1/password-links", {"link": link, "password": PASSWORD})
    assert again.json()["code"] == "link_used"
    assert (await desk.client.get("/api/v1/agency")).json()["slug"] == "default"


async def test_nothing_secret_is_in_what_is_shown(desk: Desk) -> None:
    await desk.ready()
    await desk.enrol()
    shown = (await desk.client.get(SESSION)).text
    assert "argon2" not in shown
    assert "totp" not in shown
    assert desk.client.cookies["ayi_session"] not in shown


async def test_the_sessions_cookie_is_another_after_every_step(desk: Desk) -> None:
    await desk.ready("owner@example.com", "owner")
    seen = [desk.client.cookies["ayi_session"]]
    secret, _ = await desk.enrol()
    seen.append(desk.client.cookies["ayi_session"])
    assert (await desk.sign_in("owner@example.com")).json()["state"] == "second_factor"
    seen.append(desk.client.cookies["ayi_session"])
    desk.clock.advance(seconds=30)
    code = pyotp.TOTP(secret).at(desk.clock.now())
    assert (await desk.post(f"{SESSION}/second-factor", {"code": code})).json()["state"] == "signed_in"
    seen.append(desk.client.cookies["ayi_session"])
    assert len(set(seen)) == 4
    assert [await desk.status_of(each) for each in seen] == [401, 401, 401, 200]


async def test_an_owner_is_shown_a_picture_of_her_secret(desk: Desk) -> None:
    await desk.ready("owner@example.com", "owner")
    begun = (await desk.post(f"{SESSION}/authenticator")).json()
    assert begun["qr_svg"].startswith("<svg")
    assert begun["secret"] in begun["uri"]
    assert "owner%40example.com" in begun["uri"]
    wrong = await desk.post(f"{SESSION}/authenticator/confirm", {"code": "000000"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "second_factor_wrong")


async def test_signing_out_ends_the_session_and_clears_what_was_shown(desk: Desk) -> None:
    await desk.ready()
    token = desk.client.cookies["ayi_session"]
    answer = await desk.client.delete(SESSION, headers=desk.headers)
    assert answer.status_code == 204
    assert answer.headers["clear-site-data"] == '"cache"'
    assert "ayi_session" not in desk.client.cookies
    assert await desk.status_of(token) == 401


async def test_a_page_of_others_can_sign_nobody_in(desk: Desk) -> None:
    await desk.ready()
    body = {"email": "clerk@example.com", "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = await desk.client.post(SESSION, json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")


async def test_guessing_is_slowed_and_says_for_how_long(desk: Desk) -> None:
    for _ in range(10):
        assert (await desk.sign_in("ghost@example.com")).status_code == 401
    answer = await desk.sign_in("ghost@example.com")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


async def test_the_browsers_cookie_for_next_time_is_for_signing_in_only(desk: Desk) -> None:
    await desk.ready()
    answer = await desk.sign_in()
    device = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("ayi_device="))
    assert "Path=/api/v1/session" in device
    assert "HttpOnly" in device
    assert "SameSite=strict" in device


async def test_own_sessions_are_seen_and_ended(desk: Desk) -> None:
    await desk.ready()
    first = desk.client.cookies["ayi_session"]
    desk.client.cookies.clear()
    await desk.sign_in()
    shown = (await desk.client.get(f"{SESSION}/all")).json()
    assert [each["current"] for each in shown].count(True) == 1
    other = next(each["id"] for each in shown if not each["current"])
    assert (await desk.client.delete(f"{SESSION}/all/{other}", headers=desk.headers)).status_code == 204
    assert await desk.status_of(first) == 401
    assert await desk.status_of(desk.client.cookies["ayi_session"]) == 200
    assert (await desk.client.delete(f"{SESSION}/all", headers=desk.headers)).status_code == 204
    assert len((await desk.client.get(f"{SESSION}/all")).json()) == 1


async def test_a_password_and_recovery_codes_are_changed_and_the_second_factor_taken_off(desk: Desk) -> None:
    await desk.ready()
    body = {"current": PASSWORD, "new": NEW_PASSWORD}
    assert (await desk.post(f"{SESSION}/password", body)).status_code == 200
    assert (await desk.post(f"{SESSION}/password", body)).status_code == 401
    assert (await desk.sign_in(password=NEW_PASSWORD)).json()["state"] == "signed_in"
    _, codes = await desk.enrol(NEW_PASSWORD)
    fresh = await desk.post(f"{SESSION}/authenticator/recovery-codes", {"code": codes[0]})
    assert len(fresh.json()["recovery_codes"]) == 10
    left = await desk.post(f"{SESSION}/authenticator/remove", {"code": fresh.json()["recovery_codes"][0]})
    assert left.status_code == 204
    assert not (await desk.client.get(SESSION)).json()["account"]["has_second_factor"]


async def test_through_an_organisation_and_back(desk: Desk) -> None:
    provider = Provider(desk.clock)
    room = desk.accounts
    settings: Settings = desk.app.state.settings
    object.__setattr__(
        room,
        "organisation",
        OrganisationSignIn(desk.app.state.database, desk.clock, settings, room.signing_in, provider.transport),
    )
    assert (await desk.client.get(f"{SESSION}/ways")).json() == {"password": True, "organisation": "OpenID"}
    await desk.invite()
    begun = await desk.client.get(f"{SESSION}/organisation")
    assert begun.status_code == 302
    flow = next(each for each in begun.headers.get_list("set-cookie") if each.startswith("ayi_organisation="))
    assert "HttpOnly" in flow
    assert "SameSite=lax" in flow
    back = await desk.client.get(f"{SESSION}/organisation/back", params=provider.approve(begun.headers["location"]))
    assert (back.status_code, back.headers["location"]) == (303, "/sign-in")
    assert (await desk.client.get(SESSION)).json()["account"]["has_organisation_sign_in"]
    again = await desk.client.get(f"{SESSION}/organisation/back", params={"code": "x", "state": "y"})
    assert again.headers["location"] == "/sign-in#problem=oidc_failed"


async def test_without_an_organisation_there_is_no_such_way(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"{SESSION}/ways")).json() == {"password": True, "organisation": None}
    assert (await client.get(f"{SESSION}/organisation")).json()["code"] == "oidc_off"


async def test_over_https_every_cookie_is_bound_to_it(desk: Desk) -> None:
    origin = "https://ayi.example"
    desk.app.state.settings = desk.app.state.settings.model_copy(update={"public_url": origin})
    link = await desk.invite()
    body = {"link": link, "password": PASSWORD}
    answer = await desk.client.post("/api/v1/password-links", json=body, headers={"Origin": origin})
    given = {each.split("=")[0] for each in answer.headers.get_list("set-cookie")}
    assert given == {"__Host-ayi_session", "__Host-ayi_csrf", "__Secure-ayi_device"}
    assert all("Secure" in each for each in answer.headers.get_list("set-cookie"))
