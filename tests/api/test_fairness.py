"""The report over HTTP: for those who oversee, as data, table and page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.review.tallies import Progress
from tests.api.published import approved
from tests.api.world import cookies, staff_session


@pytest.fixture
async def app(settings: Settings, clock: FixedClock) -> AsyncIterator[FastAPI]:
    made = create_app(settings, clock)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
        yield http


async def test_interviews_reviews_and_what_was_shown_come_together(
    app: FastAPI, client: httpx.AsyncClient, clock: FixedClock
) -> None:
    her = await approved(app, client, clock)
    await her.consent("publish")
    await her.publish()
    chat = (await client.post("/api/v1/chats", json={})).json()
    await client.post(
        f"/api/v1/chats/{chat['id']}/messages",
        headers={"Authorization": f"Bearer {chat['token']}"},
        json={"text": "想找个住家育儿嫂，北京朝阳，预算九千"},
    )
    await app.state.trust.fairness.settle()
    _, session = await staff_session(app, "auditor")
    made = (await client.get("/api/v1/fairness", headers=cookies(session))).json()
    region = {row["stage"]: row for row in made["rows"] if row["kind"] == "region"}
    assert {stage: (row["value"], row["of"] > 0, row["had"] > 0) for stage, row in region.items()} == {
        "completion": ("河南", True, True),
        "extraction": ("河南", True, True),
        "approval": ("河南", True, True),
        "exposure": ("河南", True, True),
    }
    assert all(row["thin"] and not row["alert"] for row in made["rows"]), "one person is no measure"
    table = await client.get("/api/v1/fairness.csv", headers=cookies(session))
    assert table.headers["content-type"].startswith("text/csv")
    assert "河南" in table.text
    page = await client.get("/console/fairness", headers=cookies(session), params={"lang": "en"})
    assert page.status_code == 200
    assert "Impact ratio" in page.text
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_a_page_that_takes_longer_says_how_far_it_is_and_asks_again(
    app: FastAPI, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ask(*_: object) -> Progress:
        return Progress(of=10_000, done=3_400)

    monkeypatch.setattr(app.state.trust.reports, "ask", ask)
    _, session = await staff_session(app, "owner")
    page = await client.get("/console/fairness", headers=cookies(session), params={"lang": "zh"})
    assert (page.status_code, page.headers["refresh"]) == (200, "1")
    assert "已经看了 3400 份，一共 10000 份" in page.text
    assert '<progress max="10000" value="3400"' in page.text
    assert "<script" not in page.text


async def test_whoever_is_not_signed_in_is_taken_to_the_door_and_others_are_refused(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    away = await client.get("/console/fairness")
    assert (away.status_code, away.headers["refresh"]) == (401, "0; url=/sign-in")
    _, session = await staff_session(app, "recruiter")
    assert (await client.get("/console/fairness", headers=cookies(session))).status_code == 403
    assert (await client.get("/api/v1/fairness", params={"since": "2026-13"})).status_code == 401


async def test_a_month_that_is_none_is_refused(app: FastAPI, client: httpx.AsyncClient) -> None:
    _, session = await staff_session(app, "owner")
    answer = await client.get("/api/v1/fairness", headers=cookies(session), params={"since": "2026-13"})
    assert answer.status_code == 422
