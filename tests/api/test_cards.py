"""Whoever scans a card sees how things stand now, and nothing of her that she does not show."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.api.published import PRIVATE, approved


@dataclass
class House:
    """The application and a client of it."""

    app: FastAPI
    client: httpx.AsyncClient


@pytest.fixture
async def house(settings: Settings, clock: FixedClock) -> AsyncIterator[House]:
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
            yield House(app, client)


async def test_a_scanned_card_shows_what_was_checked_and_nothing_private(house: House, clock: FixedClock) -> None:
    her = await approved(house.app, house.client, clock)
    await her.consent("publish")
    card = await her.publish()
    page = await house.client.get(card["path"])
    assert page.status_code == 200
    assert page.headers["cache-control"].startswith("no-store")
    assert "noindex" in page.headers["x-robots-tag"]
    for shown in ("王阿姨", "育儿嫂", "身份", "无违法犯罪记录查询", card["code"]):
        assert shown in page.text
    for private in PRIVATE:
        assert private not in page.text
    english = await house.client.get(card["path"], params={"lang": "en"})
    assert "This card is valid" in english.text


async def test_a_withdrawn_a_made_up_and_a_mistyped_code_get_the_same_page(house: House, clock: FixedClock) -> None:
    her = await approved(house.app, house.client, clock)
    await her.consent("publish")
    path = (await her.publish())["path"]
    assert (await her.post("/withdraw")).status_code == 200
    pages = [await house.client.get(address) for address in (path, path[:-1] + "#"[:0] + "2", "/w/nothing", f"{path}x")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert all(page.headers["cache-control"].startswith("no-store") for page in pages)
    heads = [{name: value for name, value in page.headers.items() if "id" not in name} for page in pages]
    assert all(head == heads[0] for head in heads)


async def test_the_page_runs_nothing_and_loads_from_here_only(house: House, clock: FixedClock) -> None:
    her = await approved(house.app, house.client, clock)
    await her.consent("publish")
    page = (await house.client.get((await her.publish())["path"])).text
    assert "<script" not in page
    assert all(address.startswith(("/", "?", "#")) for address in re.findall(r'(?:src|href)="([^"]*)"', page))


async def test_her_photo_is_shown_only_with_her_consent_and_a_good_card(house: House, clock: FixedClock) -> None:
    from tests.api.test_privacy import photo

    her = await approved(house.app, house.client, clock)
    await her.consent("publish")
    await her.consent("video")
    put = await house.client.put(
        f"/api/v1/interviews/{her.id}/photo", headers=her.own, files={"file": ("me.jpg", photo(), "image/jpeg")}
    )
    assert put.status_code == 204, put.text
    path = (await her.publish())["path"]
    shown = await house.client.get(f"{path}/photo")
    assert shown.status_code == 200
    assert b"Exif" not in shown.content
    await her.consent("video", given=False)
    assert (await house.client.get(f"{path}/photo")).status_code == 404
    assert (await house.client.get(path)).status_code == 200, "the card itself goes on without it"
