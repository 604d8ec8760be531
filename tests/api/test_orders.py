"""From a match to a review over HTTP, with the real chat, search, codes by phone and drafts."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.accounts.room import Accounts
from assistant.accounts.sms import ScriptedSms
from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.matching.model import PublishedWorker
from assistant.matching.service import MatchService
from assistant.profile.fold import fold
from assistant.profile.model import Fact
from tests.api.world import ORIGIN, bearer, cookies, interview, staff_session

HER_PHONE, PHONE = "13800138000", "13900139000"
TUESDAY, WEDNESDAY = "2026-11-24T10:00", "2026-11-25T15:30"
NEED = "想找个住家育儿嫂带一岁半的宝宝，八千以内，北京朝阳"


@dataclass
class Town:
    """The application, a published worker, a household with a chat and a proven number, and a recruiter."""

    app: FastAPI
    client: httpx.AsyncClient
    sms: ScriptedSms
    chat: str
    worker: str
    consumer: dict[str, str]
    hers: dict[str, str]
    recruiter: dict[str, str]
    phone_token: str

    async def ask(self, method: str, path: str, headers: dict[str, str], body: Any = None, status: int = 200) -> Any:
        content = None if body is None else json.dumps(body)
        kind = {"Content-Type": "application/json"} if content else {}
        answer = await self.client.request(method, f"/api/v1{path}", headers=headers | kind, content=content)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else answer

    async def request(self, status: int = 201, **more: Any) -> Any:
        body = {"worker_id": self.worker, "times": [TUESDAY, WEDNESDAY], "phone": PHONE, "called": "陈女士"}
        body |= {"phone_token": self.phone_token} | more
        return await self.ask("POST", f"/chats/{self.chat}/orders", self.consumer, body, status)

    async def order(self) -> Any:
        (order,) = await self.ask("GET", f"/chats/{self.chat}/orders", self.consumer)
        return order

    async def she(self, action: str, status: int = 200, **more: Any) -> Any:
        order = await self.order()
        path = f"/interviews/{self.worker}/orders/{order['id']}/{action}"
        return await self.ask("POST", path, self.hers, {"version": order["version"]} | more, status)

    async def clerk(self, action: str, status: int = 200, **more: Any) -> Any:
        order = await self.order()
        body = {"version": order["version"]} | more
        return await self.ask("POST", f"/orders/{order['id']}/{action}", self.recruiter, body, status)

    async def hired(self, clock: FixedClock) -> Any:
        await self.request()
        await self.she("agree", times=[TUESDAY])
        await self.clerk("confirm", meeting=TUESDAY)
        clock.advance(days=3)
        # Sessions of staff end meanwhile; hers begins anew.
        self.recruiter = cookies((await staff_session(self.app, "recruiter"))[1])
        await self.clerk("meet")
        await self.clerk("hire", terms={"pay_amount": 7800, "pay_unit": "month"})
        return await self.order()


def fact(field: str, value: Any, quote: str) -> Fact:
    return Fact(
        field=field, value=value, quote=quote, turn_id="t", start=0, end=len(quote), source="rules", status="confirmed"
    )


@pytest.fixture
async def town(settings: Settings, clock: FixedClock) -> AsyncIterator[Town]:
    app = create_app(settings.model_copy(update={"rate_per_address": 0, "rate_per_token": 0}), clock)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, timeout=120) as client:
            yield await settled(app, client, clock)


async def settled(app: FastAPI, client: httpx.AsyncClient, clock: FixedClock) -> Town:
    accounts: Accounts = app.state.accounts
    sms = ScriptedSms()
    accounts.phones._sms = sms
    worker_id, token, _ = await interview(app)
    people: MatchService = app.state.people
    facts = [fact("jobs", "childcare_nanny", "我做育儿嫂"), fact("work_modes", "live_in", "住家")]
    await people.publish(
        PublishedWorker(
            worker_id=worker_id,
            agency_id="default",
            display_name="欧阳阿姨",
            card_code="CARD1",
            profile=fold(facts).profile,
            facts=facts,
            published_at=clock.now(),
        )
    )
    chat = (await client.post("/api/v1/chats", json={"language": "zh"})).json()
    said = await client.post(f"/api/v1/chats/{chat['id']}/messages", json={"text": NEED}, headers=bearer(chat["token"]))
    assert said.status_code == 200, said.text
    await client.post("/api/v1/phone-codes", json={"phone": PHONE, "purpose": "consumer"})
    await accounts.phones.settle()
    code = re.search(r"\d{6}", sms.sent[-1][1])
    assert code is not None
    proof = await client.post("/api/v1/phone-codes/consumer", json={"phone": PHONE, "code": code[0]})
    recruiter = cookies((await staff_session(app, "recruiter"))[1])
    return Town(
        app,
        client,
        sms,
        chat["id"],
        worker_id,
        bearer(chat["token"]),
        bearer(token),
        recruiter,
        proof.json()["token"],
    )


async def test_the_whole_way_from_a_request_to_a_review_with_her_answer(town: Town, clock: FixedClock) -> None:
    created = await town.request()
    assert (created["state"], created["phone"]) == ("created", "139****9000")
    (hers,) = await town.ask("GET", f"/interviews/{town.worker}/orders", town.hers)
    assert {line["label"]: line["text"] for line in hers["family"]}["孩子"] == "宝宝18个月"
    await town.she("agree", times=[TUESDAY])
    page = await town.ask("GET", "/orders?state=worker_agreed", town.recruiter)
    assert (page["items"][0]["id"], page["items"][0]["called"]) == (created["id"], "陈女士")
    contact = await town.ask("POST", f"/orders/{created['id']}/contact", town.recruiter)
    assert contact == {"phone": PHONE, "called": "陈女士"}
    await town.clerk("confirm", meeting=TUESDAY)
    clock.advance(days=3)
    town.recruiter = cookies((await staff_session(town.app, "recruiter"))[1])
    base = f"/chats/{town.chat}/orders/{created['id']}"
    await town.ask("POST", f"{base}/meet", town.consumer, {"version": (await town.order())["version"]})
    await town.clerk("hire")
    await town.ask(
        "POST", f"{base}/review", town.consumer, {"ratings": {"skill": 5}, "text": f"很好，电话{PHONE}"}, 201
    )
    (review,) = await town.ask("GET", "/order-reviews", town.recruiter)
    await town.ask("POST", f"/order-reviews/{review['id']}/publish", town.recruiter, {"version": 1}, 204)
    (seen,) = await town.ask("GET", f"/interviews/{town.worker}/reviews", town.hers)
    reply = {"version": seen["version"], "text": "谢谢您家"}
    (replied,) = await town.ask("POST", f"/interviews/{town.worker}/reviews/{seen['id']}/reply", town.hers, reply)
    assert replied["reply"] == "谢谢您家"
    shown = await town.ask("GET", f"/workers/{town.worker}/reviews", {})
    assert (shown["count"], shown["averages"], shown["items"][0]["text"]) == (1, None, "很好，电话［电话已隐去］")
    objection = {"version": replied["version"], "reason": "wrong_person"}
    await town.ask("POST", f"/interviews/{town.worker}/reviews/{seen['id']}/dispute", town.hers, objection)
    settling = {"version": replied["version"] + 1, "outcome": "keep"}
    await town.ask("POST", f"/order-reviews/{seen['id']}/settle", town.recruiter, settling, 204)
    after = await town.ask("DELETE", f"{base}/review", town.consumer)
    assert after["review"] is None


async def test_the_chat_says_how_it_stands(town: Town) -> None:
    await town.request()
    path = f"/chats/{town.chat}/messages"
    reply = await town.ask("POST", path, town.consumer, {"text": "我约的面试怎么样了"})
    assert "欧阳阿姨：等她回复。" in reply["text"]
    assert [action["kind"] for action in reply["actions"]] == ["orders"]


async def test_a_number_has_to_be_ones_own(town: Town) -> None:
    refused = await town.request(422, phone="13700137000")
    assert refused["code"] == "order_phone_unproven"
    refused = await town.request(422, phone_token="made-up")
    assert refused["code"] == "order_phone_unproven"
    refused = await town.request(422, phone="12345")
    assert refused["code"] == "phone_wrong"


@pytest.mark.parametrize(
    "more",
    [
        {"phone_token": "\ud800"},
        {"client_order_id": "a\u0000b"},
        {"times": ["２０２６-11-25T10:00"]},
        {"times": ["2026-02-30T10:00"]},
        {"times": ["9999-12-31T10:00"]},
        {"times": []},
        {"worker_id": "../../etc"},
        {"state": "hired"},
    ],
)
async def test_what_is_no_request_is_refused(town: Town, more: dict[str, Any]) -> None:
    body = {"worker_id": town.worker, "times": [TUESDAY], "phone": PHONE, "phone_token": town.phone_token} | more
    answer = await town.client.post(
        f"/api/v1/chats/{town.chat}/orders",
        content=json.dumps(body),
        headers=town.consumer | {"Content-Type": "application/json"},
    )
    assert answer.status_code == 422, answer.text


async def test_odd_characters_in_words_are_kept_as_words(town: Town) -> None:
    created = await town.request(note="好\u0000吗")
    assert created["note"] == "好 吗"


async def test_steps_out_of_turn_are_refused_with_a_sentence(town: Town) -> None:
    await town.request()
    refused = await town.clerk("confirm", 409, meeting=TUESDAY)
    assert (refused["code"], refused["detail"]) == ("order_cannot_confirm", "要等她同意见面以后，才能定时间。")
    assert (await town.clerk("hire", 409))["code"] == "order_cannot_hire"
    assert (await town.she("agree", 422, times=["2026-11-26T10:00"]))["code"] == "order_time_unknown"
    await town.she("decline")
    assert (await town.she("agree", 409, times=[TUESDAY]))["code"] == "order_cannot_agree"


async def test_no_side_has_the_others_steps(town: Town) -> None:
    created = await town.request()
    body = {"version": created["version"], "times": [TUESDAY]}
    await town.ask("POST", f"/chats/{town.chat}/orders/{created['id']}/agree", town.consumer, body, 422)
    await town.ask("POST", f"/orders/{created['id']}/agree", town.recruiter, body, 422)
    await town.ask("POST", f"/interviews/{town.worker}/orders/{created['id']}/hire", town.hers, body, 422)


async def test_nothing_of_the_household_reaches_her(town: Town) -> None:
    await town.request(note=f"打我电话{PHONE}，住朝阳路88号院3号楼")
    answer = await town.client.get(f"/api/v1/interviews/{town.worker}/orders", headers=town.hers)
    for secret in (PHONE, "139****", "陈女士", "88号院", town.chat):
        assert secret not in answer.text


async def test_an_agency_hands_her_a_link_that_opens_her_requests(town: Town) -> None:
    created = await town.request()
    link = await town.ask("POST", f"/orders/{created['id']}/link", town.recruiter)
    found = re.fullmatch(rf"{ORIGIN}/i/requests#({town.worker})\.(\S+)", link["url"])
    assert found is not None
    (order,) = await town.ask("GET", f"/interviews/{found[1]}/orders", bearer(found[2]))
    assert order["id"] == created["id"]


async def test_a_contract_is_drafted_with_what_was_agreed(town: Town, clock: FixedClock) -> None:
    created = await town.request()
    path = f"/chats/{town.chat}/orders/{created['id']}/contract.html"
    assert (await town.ask("GET", path, town.consumer, status=409))["code"] == "order_no_draft"
    await town.ask("POST", f"/chats/{town.chat}/orders/{created['id']}/cancel", town.consumer, {"version": 1})
    clock.advance(seconds=60)
    await town.request()
    (order, _) = await town.ask("GET", f"/chats/{town.chat}/orders", town.consumer)
    step = f"/interviews/{town.worker}/orders/{order['id']}/agree"
    await town.ask("POST", step, town.hers, {"version": 1, "times": [TUESDAY]})
    clerk = f"/orders/{order['id']}"
    await town.ask("POST", f"{clerk}/confirm", town.recruiter, {"version": 2, "meeting": TUESDAY})
    theirs = (await town.ask("GET", f"{clerk}/contract.html", town.recruiter)).text
    own = (await town.ask("GET", f"/chats/{town.chat}/orders/{order['id']}/contract.html", town.consumer)).text
    assert "育儿嫂" in own
    assert PHONE in own
    assert PHONE not in theirs
    assert "陈女士" not in theirs


async def test_a_short_list_is_kept_with_the_chat(town: Town) -> None:
    path = f"/chats/{town.chat}/shortlist"
    kept = await town.ask("PUT", f"{path}/{town.worker}", town.consumer)
    assert kept == await town.ask("GET", path, town.consumer)
    assert [each["display_name"] for each in kept] == ["欧阳阿姨"]
    assert await town.ask("DELETE", f"{path}/{town.worker}", town.consumer) == []


async def test_a_deleted_chat_takes_its_requests_along(town: Town) -> None:
    created = await town.request()
    await town.she("agree", times=[TUESDAY])
    await town.ask("DELETE", f"/chats/{town.chat}", town.consumer, status=204)
    (order,) = (await town.ask("GET", "/orders", town.recruiter))["items"]
    assert (order["id"], order["state"], order["called"], order["family"]) == (created["id"], "cancelled", None, [])
    assert (await town.ask("POST", f"/orders/{created['id']}/contact", town.recruiter, status=409))["code"]


async def test_a_deleted_interview_takes_her_orders_and_reviews_along(town: Town, clock: FixedClock) -> None:
    order = await town.hired(clock)
    path = f"/chats/{town.chat}/orders/{order['id']}/review"
    await town.ask("POST", path, town.consumer, {"ratings": {"skill": 1}, "text": "一般"}, 201)
    await town.ask("DELETE", f"/interviews/{town.worker}", town.hers, status=204)
    left = await town.order()
    assert (left["state"], left["worker_id"], left["display_name"], left["review"]) == ("ended", None, "一位阿姨", None)
