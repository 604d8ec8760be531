"""Through HTTP only: an interview, its review, her consent, and a card; for the tests of what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from fastapi import FastAPI

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.review.repository import ReviewRepository
from assistant.review.tables import CheckRow
from tests.api.world import cookies, staff_session

SAID = (
    "同意",
    "我叫王秀英，今年四十七，老家河南周口",
    "我做育儿嫂，干了六年了，会做辅食，会给娃洗澡，人家都说我手脚麻利得很",
    "在北京朝阳，想要八千五一个月，住家",
    "育婴证有，健康证也有",
    "电话13812345678",
)
PRIVATE = ("王秀英", "秀英", "13812345678", "周口", "四十七")
OWN_WORDS = ("手脚麻利得很", "八千五一个月", *PRIVATE)


@dataclass
class Her:
    """A worker, her client and a clerk of her agency."""

    app: FastAPI
    client: httpx.AsyncClient
    id: str
    token: str
    clerk: dict[str, str]

    @property
    def own(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def get(self, rest: str = "", **query: str) -> httpx.Response:
        return await self.client.get(f"/api/v1/interviews/{self.id}{rest}", headers=self.own, params=query)

    async def post(self, rest: str, body: Any = None) -> httpx.Response:
        return await self.client.post(f"/api/v1/interviews/{self.id}{rest}", headers=self.own, json=body)

    async def file(self) -> dict[str, Any]:
        answer = await self.client.get(f"/api/v1/profiles/{self.id}", headers=self.clerk)
        assert answer.status_code == 200, answer.text
        document: dict[str, Any] = answer.json()
        return document

    async def act(self, action: str, **body: Any) -> httpx.Response:
        version = (await self.file())["version"]
        path = f"/api/v1/profiles/{self.id}/{action}"
        return await self.client.post(path, headers=self.clerk, json={"version": version} | body)

    async def consent(self, layer: str, *, given: bool = True) -> None:
        answer = await self.post("/consents", {"layer": layer, "given": given})
        assert answer.status_code == 200, answer.text

    async def publish(self) -> dict[str, Any]:
        answer = await self.act("publish")
        assert answer.status_code == 200, answer.text
        card: dict[str, Any] = answer.json()
        return card


async def approved(app: FastAPI, client: httpx.AsyncClient, clock: Clock) -> Her:
    """Interviewed, looked at, checked and approved."""
    made = (await client.post("/api/v1/interviews", json={"language": "zh", "channel": "text"})).json()
    _, session = await staff_session(app, "reviewer")
    her = Her(app, client, made["id"], made["token"], cookies(session))
    for text in SAID:
        answer = await her.post("/turns", {"text": text})
        assert answer.status_code == 200, answer.text
    await her.post("/finish")
    await _checked(app, her.id, clock)
    assert (await client.post(f"/api/v1/profiles/{her.id}/open", headers=her.clerk)).status_code == 200
    assert (await her.act("take")).status_code == 200
    answer = await her.act("approve", reason="照实")
    assert answer.status_code == 200, answer.text
    return her


async def _checked(app: FastAPI, interview_id: str, clock: Clock) -> None:
    """Her identity and her record were looked at; how clerks enter that is shown elsewhere."""
    database: Database = app.state.database
    async with database.session() as session:
        for what, outcome, days in (("identity", "passed", None), ("record_check", "clear", 300)):
            ReviewRepository(session).add(
                CheckRow(
                    interview_id=interview_id,
                    agency_id="default",
                    what=what,
                    outcome=outcome,
                    checked_on=clock.today(),
                    valid_until=clock.today() + timedelta(days=days) if days else None,
                    detail={},
                    by_id="acc_1",
                    by_name="小李",
                    at=clock.now(),
                )
            )
