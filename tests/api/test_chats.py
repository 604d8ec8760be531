"""The consumer's routes: contract, errors, events, voice."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.consumer.published import three

NEED = "想找个住家阿姨带一岁半的宝宝，会做辅食，八千以内，北京的"


class Caller:
    """A consumer's browser."""

    def __init__(self, http: httpx.AsyncClient, chat: dict[str, Any]) -> None:
        self.http = http
        self.path = f"/api/v1/chats/{chat['id']}"
        self.headers = {"Authorization": f"Bearer {chat['token']}"}

    async def call(self, method: str, path: str = "", body: Any = None, **headers: str) -> httpx.Response:
        return await self.http.request(method, self.path + path, json=body, headers=self.headers | headers)

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        response = await self.call("POST", "/messages", {"text": text, **more})
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body


@pytest.fixture
async def peopled(settings: Settings, clock: FixedClock) -> Any:
    """The whole application with three people published."""
    from assistant.app import create_app

    app = create_app(settings, clock)
    async with app.router.lifespan_context(app):
        for worker in three():
            await app.state.people.publish(worker)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
            yield http


@pytest.fixture
async def caller(peopled: httpx.AsyncClient) -> Caller:
    opened = await peopled.post("/api/v1/chats", json={})
    assert opened.status_code == 201
    return Caller(peopled, opened.json())


async def test_opening_gives_an_id_a_token_and_a_greeting(client: httpx.AsyncClient) -> None:
    opened = await client.post("/api/v1/chats", json={"language": "en"})
    body = opened.json()
    assert opened.status_code == 201
    assert {"id", "token", "reply"} <= set(body)
    assert "AI assistant" in body["reply"]["text"]
    unknown = await client.post("/api/v1/chats", json={"agency": "no-such-agency"})
    assert unknown.status_code == 404


async def test_a_message_answers_in_the_contract_s_shape(caller: Caller) -> None:
    reply = await caller.say(NEED, jurisdiction="cn-bj")
    assert {"kind", "text", "citations", "matches", "need", "refused_filters"} <= set(reply)
    assert {"near_misses", "chips", "question", "quick_replies", "asked"} <= set(reply)
    assert reply["kind"] == "matches"
    assert {"worker_id", "display_name", "card_url", "score", "reasons", "gaps"} <= set(reply["matches"][0])
    assert reply["need"]["budget_max"] == 8000


async def test_nothing_protected_reaches_the_wire(caller: Caller) -> None:
    shown = json.dumps(await caller.say(NEED), ensure_ascii=False)
    full = (await caller.call("GET", "/people/wrk_wang")).text
    for secret in ("王秀英", "四十六", "周口", "河南"):
        assert secret not in shown + full


async def test_events_begin_with_a_sign_of_life_and_end_with_the_whole(caller: Caller) -> None:
    response = await caller.call("POST", "/messages", {"text": NEED}, Accept="text/event-stream")
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [
        (block.split("\n")[0].removeprefix("event: "), json.loads(block.split("\n")[1].removeprefix("data: ")))
        for block in response.text.strip().split("\n\n")
    ]
    names = [name for name, _ in events]
    assert names[:2] == ["working", "start"]
    assert names.count("match") == 3
    assert names[-1] == "done"
    said = "".join(data["text"] for name, data in events if name == "text")
    assert said.strip() == events[-1][1]["text"].strip()


async def test_what_is_wrong_with_a_request_is_said_before_a_stream_begins(caller: Caller) -> None:
    response = await caller.call("POST", "/messages", {"text": " "}, Accept="text/event-stream")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_repeated_send_is_the_same_message(caller: Caller) -> None:
    first = await caller.say(NEED, client_message_id="c-1")
    assert await caller.say(NEED, client_message_id="c-1") == first
    view = (await caller.call("GET")).json()
    assert [said["text"] for said in view["transcript"]] == ["", NEED]


async def test_chips_settings_people_and_comparison(caller: Caller) -> None:
    reply = await caller.say(NEED)
    chip = reply["chips"][-1]
    fewer = await caller.call("POST", f"/chips/{chip['id']}/remove", {})
    assert fewer.status_code == 200
    assert chip["id"] not in [each["id"] for each in fewer.json()["chips"]]
    assert (await caller.call("POST", "/chips/none/remove", {})).status_code == 404
    plain = await caller.call("PUT", "/settings", {"personal_ranking": False})
    assert {match["score"] for match in plain.json()["matches"]} == {None}
    compared = await caller.call("POST", "/compare", {"worker_ids": ["wrk_wang", "wrk_li"]})
    assert [each["display_name"] for each in compared.json()["people"]] == ["王阿姨", "李阿姨"]
    assert (await caller.call("POST", "/compare", {"worker_ids": ["wrk_wang"]})).status_code == 422
    assert (await caller.call("GET", "/people/nobody")).status_code == 404


async def test_voice_that_is_off_says_so(caller: Caller) -> None:
    files = {"file": ("m.wav", b"RIFF", "audio/wav")}
    response = await caller.http.post(f"{caller.path}/audio", files=files, headers=caller.headers)
    assert response.status_code == 503
    assert response.json()["code"] == "ears_off"


async def test_a_chat_is_its_holder_s_alone_and_can_be_deleted(caller: Caller) -> None:
    stranger = Caller(caller.http, (await caller.http.post("/api/v1/chats", json={})).json())
    assert (await caller.http.get(caller.path)).status_code == 401
    assert (await caller.http.get(caller.path, headers=stranger.headers)).status_code == 401
    assert (await caller.call("DELETE")).status_code == 204
    assert (await caller.call("GET")).status_code == 404
