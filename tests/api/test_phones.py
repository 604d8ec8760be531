"""Coming back by phone, over HTTP."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from assistant.accounts import room as room_module
from assistant.accounts.sms import ScriptedSms
from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.api.world import ORIGIN, PHONE, bearer, interview

CODES = "/api/v1/phone-codes"
COOKIE = "ayi_code_worker"


@pytest.fixture
def sms(monkeypatch: pytest.MonkeyPatch) -> ScriptedSms:
    sms = ScriptedSms()
    monkeypatch.setattr(room_module, "sms_of", lambda _: sms)
    return sms


@pytest.fixture
async def app(settings: Settings, clock: FixedClock, sms: ScriptedSms) -> AsyncIterator[FastAPI]:
    assert not sms.sent
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield client


async def code_of(app: FastAPI, sms: ScriptedSms) -> str:
    await app.state.accounts.phones.settle()
    found = re.search(r"\d{6}", sms.sent[-1][1])
    assert found
    return found.group()


async def test_she_goes_on_with_her_interview_on_another_phone(
    app: FastAPI, client: httpx.AsyncClient, sms: ScriptedSms
) -> None:
    interview_id, token, _ = await interview(app)
    sent = await client.post(CODES, json={"phone": f"+86 {PHONE}"})
    assert (sent.status_code, sent.json()) == (202, {"seconds": 300})
    code = await code_of(app, sms)
    assert "面试" in sms.sent[-1][1]
    opened = (await client.post(f"{CODES}/interviews", json={"phone": PHONE, "code": code})).json()["interviews"]
    assert [each["id"] for each in opened] == [interview_id]
    for each in (opened[0]["token"], token):
        shown = await client.get(f"/api/v1/interviews/{interview_id}", headers=bearer(each))
        assert shown.status_code == 200


async def test_known_or_not_the_answer_is_the_same(app: FastAPI, client: httpx.AsyncClient, sms: ScriptedSms) -> None:
    await interview(app)
    known = await client.post(CODES, json={"phone": PHONE})
    unknown = await client.post(CODES, json={"phone": "13900139000"})
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    await app.state.accounts.phones.settle()
    assert [phone for phone, _ in sms.sent] == [PHONE]
    answers = []
    for phone in (PHONE, "13900139000"):
        headers = {"Cookie": f"{COOKIE}={(known if phone == PHONE else unknown).cookies[COOKIE]}"}
        body = {"phone": phone, "code": "abc"}
        answers.append(await client.post(f"{CODES}/interviews", json=body, headers=headers))
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["code"] == "code_wrong"


async def test_a_code_is_good_only_in_the_browser_that_asked(
    app: FastAPI, client: httpx.AsyncClient, sms: ScriptedSms
) -> None:
    await interview(app)
    asked = await client.post(CODES, json={"phone": PHONE})
    cookie = asked.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for mark in ("HttpOnly", "SameSite=strict", "Max-Age=300", "Path=/"):
        assert mark in cookie
    body = {"phone": PHONE, "code": await code_of(app, sms)}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as other:
        refused = await other.post(f"{CODES}/interviews", json=body)
        assert (refused.status_code, refused.json()["code"]) == (401, "code_elsewhere")
        assert "重新要一个" in refused.json()["detail"]
    assert (await client.post(f"{CODES}/interviews", json=body)).status_code == 200


async def test_a_consumer_gets_and_ends_a_token(app: FastAPI, client: httpx.AsyncClient, sms: ScriptedSms) -> None:
    await client.post(CODES, json={"phone": PHONE, "purpose": "consumer", "language": "en"})
    code = await code_of(app, sms)
    assert sms.sent[-1][1].startswith("Ayi: your code")
    token = (await client.post(f"{CODES}/consumer", json={"phone": PHONE, "code": code})).json()["token"]
    assert (await client.delete(f"{CODES}/consumer", headers=bearer(token))).status_code == 204
    assert (await client.delete(f"{CODES}/consumer", headers=bearer(token))).status_code == 401


async def test_mistakes_say_what_to_do(client: httpx.AsyncClient) -> None:
    assert (await client.post(CODES, json={"phone": "12"})).json()["code"] == "phone_wrong"
    await client.post(CODES, json={"phone": PHONE, "purpose": "consumer"})
    often = await client.post(CODES, json={"phone": PHONE, "purpose": "consumer"})
    assert (often.status_code, often.json()["code"]) == (429, "code_often")
    assert int(often.headers["retry-after"]) > 0
