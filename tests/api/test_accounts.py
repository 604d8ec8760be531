"""Owners see to the staff of their agency over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from assistant.accounts.repository import AccountRepository
from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.api.world import ORIGIN, cookies, second_agency, staff_session

ACCOUNTS = "/api/v1/accounts"


@pytest.fixture
async def app(settings: Settings, clock: FixedClock) -> AsyncIterator[FastAPI]:
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def owner(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    _, token = await staff_session(app, "owner")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=cookies(token)) as client:
        yield client


INVITATION = {"email": "new@example.com", "name": "小何", "role": "reviewer"}


async def test_an_invitation_gives_a_link_whose_token_stays_out_of_logs(owner: httpx.AsyncClient) -> None:
    answer = await owner.post(ACCOUNTS, json=INVITATION)
    assert answer.status_code == 201
    page, token = answer.json()["link"].split("#link=")
    assert page == f"{ORIGIN}/sign-in"
    assert len(token) > 40
    assert "new@example.com" in {each["email"] for each in (await owner.get(ACCOUNTS)).json()}
    assert (await owner.post(ACCOUNTS, json=INVITATION)).json()["code"] == "account_exists"


@pytest.mark.parametrize("change", [{"role": "system"}, {"role": "worker"}, {"name": ""}, {"agency_id": "other"}])
async def test_nothing_else_can_be_asked_for(owner: httpx.AsyncClient, change: dict[str, str]) -> None:
    assert (await owner.post(ACCOUNTS, json=INVITATION | change)).status_code == 422


async def test_an_account_is_changed_and_begun_anew(owner: httpx.AsyncClient) -> None:
    account = (await owner.post(ACCOUNTS, json=INVITATION)).json()["account"]
    path = f"{ACCOUNTS}/{account['id']}"
    changed = (await owner.patch(path, json={"role": "recruiter", "disabled": True})).json()
    assert (changed["role"], changed["disabled"], changed["name"]) == ("recruiter", True, "小何")
    assert not (await owner.patch(path, json={"disabled": False})).json()["disabled"]
    assert "#link=" in (await owner.post(f"{path}/reset", json={"second_factor": True})).json()["link"]


async def test_staff_of_another_agency_are_not_listed_and_not_reached(app: FastAPI, owner: httpx.AsyncClient) -> None:
    theirs, _ = await staff_session(app, "recruiter", await second_agency(app))
    assert theirs not in {each["id"] for each in (await owner.get(ACCOUNTS)).json()}
    assert (await owner.patch(f"{ACCOUNTS}/{theirs}", json={"disabled": True})).status_code == 404


async def test_the_agency_has_a_name(owner: httpx.AsyncClient) -> None:
    assert (await owner.patch("/api/v1/agency", json={"name": "暖家家政"})).json()["name"] == "暖家家政"
    assert (await owner.get("/api/v1/agency")).json()["name"] == "暖家家政"


async def test_an_owner_wants_a_second_factor_of_everybody(app: FastAPI, owner: httpx.AsyncClient) -> None:
    account_id, token = await staff_session(app, "recruiter")
    async with app.state.database.session() as session:
        row = await AccountRepository(session).account(account_id)
        assert row is not None
        row.totp_enrolled_at = None
    clerk = cookies(token)
    before = (await owner.get("/api/v1/agency")).json()
    changed = (await owner.patch("/api/v1/agency", json={"second_factor": True})).json()
    assert changed == before | {"second_factor": True}
    refused = await owner.get("/api/v1/profiles", headers=clerk)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_needed")


async def test_an_interview_is_opened_for_an_agency(app: FastAPI, owner: httpx.AsyncClient) -> None:
    from assistant.accounts.access import access_interview
    from assistant.kit.people import Actor

    other = await second_agency(app)
    opened = await owner.post("/api/v1/interviews", json={"agency": "other-house"})
    async with app.state.database.reading() as session:
        row = await access_interview(session, Actor("x", "owner", other), opened.json()["id"])
    assert row.agency_id == other
    unknown = await owner.post("/api/v1/interviews", json={"agency": "nowhere"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "agency_unknown")
