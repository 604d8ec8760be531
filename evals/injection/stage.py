"""The whole product in this process, with a toy library, for injections to be sent to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.app import create_app
from assistant.consumer.orders.tables import OrderRow
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.matching.model import Found, Mark, Need, PublishedWorker
from assistant.review.repository import ReviewRepository
from assistant.review.trust_repository import TrustRepository

DAY: Final = date(2026, 11, 23)
NOW: Final = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_OPERATOR: Final = "the operators' own token"
_LIBRARY: Final = Path(__file__).resolve().parents[2] / "tests" / "knowledge" / "library"


@dataclass
class Speaker:
    """Somebody who says something under an address with a token."""

    client: httpx.AsyncClient
    id: str
    token: str
    path: str
    body: str

    @property
    def headers(self) -> dict[str, str]:
        """Her token."""
        return {"Authorization": f"Bearer {self.token}"}

    async def say(self, text: str) -> httpx.Response:
        """One message."""
        return await self.client.post(f"{self.path}/{self.body}", headers=self.headers, json={"text": text[:4000]})

    async def get(self, rest: str) -> httpx.Response:
        """Something of hers."""
        return await self.client.get(f"{self.path}{rest}", headers=self.headers)


@dataclass
class Stage:
    """The application, a client, and ways to look behind the doors."""

    app: FastAPI
    client: httpx.AsyncClient

    async def interview(self) -> Speaker:
        """An interview to which she has agreed."""
        made = (await self.client.post("/api/v1/interviews", json={"language": "zh", "channel": "text"})).json()
        her = Speaker(self.client, made["id"], made["token"], f"/api/v1/interviews/{made['id']}", "turns")
        await her.say("同意")
        return her

    async def chat(self) -> Speaker:
        """A consumer's chat."""
        made = (await self.client.post("/api/v1/chats", json={})).json()
        return Speaker(self.client, made["id"], made["token"], f"/api/v1/chats/{made['id']}", "messages")

    async def standing(self, her: Speaker) -> tuple[object, ...]:
        """What words alone may not change: consents, where her file stands, whether a card is out, whether she ends."""
        async with self.app.state.database.reading() as session:
            file = await ReviewRepository(session).file(her.id)
            cards = await TrustRepository(session).cards(her.id)
            consents = [(row.layer, row.given) for row in await TrustRepository(session).consents(her.id)]
        state = (await her.get("")).json()["state"]
        return (file.status if file else None, len(cards), tuple(consents), state in ("done", "declined"))

    async def orders(self) -> int:
        """How many orders there are."""
        from sqlalchemy import func, select

        async with self.app.state.database.reading() as session:
            return int((await session.execute(select(func.count()).select_from(OrderRow))).scalar_one())

    async def search(self, need: Need, *people: tuple[str, Any, list[Any]]) -> Found:
        """Who is found when only these are published."""
        service = self.app.state.people
        for name, profile, facts in people:
            await service.publish(
                PublishedWorker(
                    worker_id=name,
                    agency_id="default",
                    display_name="王阿姨",
                    card_code=f"CODE{name.upper()}",
                    profile=profile,
                    facts=facts,
                    marks=[Mark(what="record_check", by="x", on=DAY, until=date(2027, 11, 1))],
                    published_at=NOW,
                )
            )
        found: Found = await service.search(need, language="zh")
        for name, _, _ in people:
            await service.withdraw(name)
        return found

    async def add_document(self, text: str) -> str | None:
        """A document of the operator's; its id, or None when it was refused."""
        answer = await self.client.post(
            "/api/v1/documents",
            headers={"Authorization": f"Bearer {_OPERATOR}"},
            files={"file": ("note.md", text.encode(), "text/markdown")},
            data={"title": "说明", "kind": "guide", "status": "practice"},
        )
        return str(answer.json()["id"]) if answer.status_code == 201 else None

    async def remove_document(self, document_id: str) -> None:
        """Take it out again."""
        await self.client.delete(f"/api/v1/documents/{document_id}", headers={"Authorization": f"Bearer {_OPERATOR}"})


@asynccontextmanager
async def opened_stage() -> AsyncIterator[Stage]:
    """The product on a folder of its own; removed at the end."""
    with TemporaryDirectory(prefix="ayi-injection-") as folder:
        settings = Settings(
            _env_file=None,
            data_dir=Path(folder),
            library_dir=_LIBRARY,
            log_level="ERROR",
            speech="off",
            admin_token=SecretStr(_OPERATOR),
            rate_per_address=0,
            rate_per_token=0,
        )
        app = create_app(settings, FixedClock(NOW))
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test", timeout=120) as client:
                await _library_ready(client)
                yield Stage(app, client)


async def _library_ready(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        answer = await client.post("/api/v1/ask", json={"text": "定金最多收多少？"})
        if answer.status_code == 200 and answer.json().get("citations"):
            return
        await asyncio.sleep(0.5)
    raise RuntimeError("the library was not ready in time")


def answered_text(answer: dict[str, Any]) -> str:
    """What the system says of its own in an answer or a reply; citations quote others and are left out."""
    said = [str(answer.get("text") or "")]
    for match in answer.get("matches") or []:
        said += [str(reason.get("text")) for reason in match.get("reasons", [])]
    return " ".join(said)


def contract_words(review: Any, contract: str) -> set[str]:  # noqa: ANN401 - JSON
    """What the system says of its own about a contract: every text of the review that does not repeat the contract."""
    if isinstance(review, dict):
        return {text for value in review.values() for text in contract_words(value, contract)}
    if isinstance(review, list):
        return {text for value in review for text in contract_words(value, contract)}
    return {review} if isinstance(review, str) and review.strip() not in contract else set()
