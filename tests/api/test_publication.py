"""Publishing and withdrawing through HTTP, and the card she prints."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.api.published import Her, approved


@pytest.fixture
async def her(settings: Settings, clock: FixedClock) -> AsyncIterator[Her]:
    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
            yield await approved(app, client, clock)


async def test_interview_review_approval_consent_card_search_and_withdrawal(her: Her) -> None:
    refused = await her.act("publish")
    assert (refused.status_code, refused.json()["code"]) == (409, "publish_no_consent")
    await her.consent("publish")
    card = await her.publish()
    assert card["good"]
    assert (await her.file())["status"] == "published"
    assert await her.app.state.people.worker(her.id) is not None
    assert (await her.get("/card")).json()["card"]["code"] == card["code"]
    assert (await her.post("/withdraw")).status_code == 200
    assert await her.app.state.people.worker(her.id) is None
    assert (await her.file())["status"] == "withdrawn"
    assert (await her.client.get(card["path"])).status_code == 404
    assert not (await her.get("/card")).json()["card"]["good"]


async def test_a_clerk_withdraws_with_a_reason(her: Her) -> None:
    await her.consent("publish")
    card = await her.publish()
    done = await her.act("withdraw", reason_code="own_wish")
    assert done.status_code == 200, done.text
    assert (await her.client.get(card["path"])).status_code == 404
    assert await her.app.state.people.worker(her.id) is None


async def test_a_file_that_changed_meanwhile_is_not_published(her: Her) -> None:
    await her.consent("publish")
    answer = await her.client.post(f"/api/v1/profiles/{her.id}/publish", headers=her.clerk, json={"version": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "file_changed")


async def test_her_word_in_the_conversation_takes_the_card_back_too(her: Her) -> None:
    await her.consent("publish")
    card = await her.publish()
    await her.post("/turns", {"text": "我不同意了，把我的资料全部删掉"})
    assert (await her.client.get(card["path"])).status_code == 404
    assert await her.app.state.people.worker(her.id) is None
    her.app.state.clock.advance(seconds=1)
    assert (await her.app.state.trust.retention.run())["interviews"] == 1
    assert (await her.get()).status_code in (401, 404)


@pytest.mark.slow
@pytest.mark.parametrize(("form", "kind"), [("pdf", b"%PDF"), ("png", b"\x89PNG")])
async def test_the_card_is_printed_while_it_is_good(her: Her, form: str, kind: bytes) -> None:
    assert (await her.get(f"/card.{form}")).status_code == 404
    await her.consent("publish")
    await her.publish()
    for size in ("cr80", "a6"):
        printed = await her.get(f"/card.{form}", size=size, language="en")
        assert printed.status_code == 200, printed.text
        assert printed.content.startswith(kind)
        assert printed.headers["cache-control"] == "no-store"
    path = f"/api/v1/profiles/{her.id}/card.{form}"
    assert (await her.client.get(path, headers=her.clerk)).status_code == 200
    assert (await her.get(f"/card.{form}", size="poster")).status_code == 422
