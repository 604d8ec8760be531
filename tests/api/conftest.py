"""Helpers to walk an interview through the HTTP API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest


@dataclass
class Walk:
    """One interview in progress, and its client."""

    client: httpx.AsyncClient
    id: str
    token: str
    reply: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/v1/interviews/{self.id}"

    async def say(self, text: str, client_turn_id: str | None = None) -> dict[str, Any]:
        body = {"text": text} | ({"client_turn_id": client_turn_id} if client_turn_id else {})
        response = await self.client.post(f"{self.path}/turns", json=body, headers=self.headers)
        assert response.status_code == 200, response.text
        answered: dict[str, Any] = response.json()
        self.reply = answered["reply"]
        return answered

    async def get(self, rest: str = "") -> httpx.Response:
        return await self.client.get(self.path + rest, headers=self.headers)

    async def profile(self) -> dict[str, Any]:
        shown: dict[str, Any] = (await self.get("/profile")).json()
        return shown


Opener = Callable[..., Awaitable[Walk]]


@pytest.fixture
def open_walk(client: httpx.AsyncClient) -> Opener:
    """Open an interview and, unless told otherwise, consent to it."""

    async def opened(*, consent: bool = True, **body: Any) -> Walk:
        response = await client.post("/api/v1/interviews", json={"language": "zh", "channel": "text"} | body)
        assert response.status_code == 201, response.text
        created = response.json()
        walk = Walk(client, created["id"], created["token"], created["reply"])
        if consent:
            await walk.say("同意" if body.get("language", "zh") == "zh" else "I agree")
        return walk

    return opened
