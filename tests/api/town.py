"""A town for walks from a match to a review over HTTP: a published worker, a household with a chat, a recruiter."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from assistant.accounts.room import Accounts
from assistant.accounts.sms import ScriptedSms
from assistant.kit.clock import FixedClock
from assistant.matching.model import PublishedWorker
from assistant.matching.service import MatchService
from assistant.profile.fold import fold
from assistant.profile.model import Fact
from tests.api.world import bearer, cookies, interview, staff_session

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
    clock: FixedClock

    async def ask(self, method: str, path: str, headers: dict[str, str], body: Any = None, status: int = 200) -> Any:
        content = None if body is None else json.dumps(body)
        if "Cookie" in headers:
            # A browser sends what it was given besides; the client leaves that out where cookies are named.
            given = [f"{name}={value}" for name, value in self.client.cookies.items()]
            headers = headers | {"Cookie": "; ".join([headers["Cookie"], *given])}
        kind = {"Content-Type": "application/json"} if content else {}
        answer = await self.client.request(method, f"/api/v1{path}", headers=headers | kind, content=content)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else answer

    async def request(self, status: int = 201, **more: Any) -> Any:
        body = {"worker_id": self.worker, "times": [TUESDAY, WEDNESDAY], "phone": PHONE, "called": "陈女士"}
        body |= {"phone_token": self.phone_token} | more
        return await self.ask("POST", f"/chats/{self.chat}/orders", self.consumer, body, status)

    async def consumer_token(self, phone: str = PHONE) -> str:
        self.clock.advance(minutes=2)
        return await proved(self.app, self.client, self.sms, phone)

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


async def proved(app: FastAPI, client: httpx.AsyncClient, sms: ScriptedSms, phone: str) -> str:
    """A token for the code that came to a number."""
    accounts: Accounts = app.state.accounts
    await client.post("/api/v1/phone-codes", json={"phone": phone, "purpose": "consumer"})
    await accounts.phones.settle()
    code = re.search(r"\d{6}", sms.sent[-1][1])
    assert code is not None
    proof = await client.post("/api/v1/phone-codes/consumer", json={"phone": phone, "code": code[0]})
    token: str = proof.json()["token"]
    return token


def fact(field: str, value: Any, quote: str) -> Fact:
    return Fact(
        field=field, value=value, quote=quote, turn_id="t", start=0, end=len(quote), source="rules", status="confirmed"
    )


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
    token_of_phone = await proved(app, client, sms, PHONE)
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
        token_of_phone,
        clock,
    )
