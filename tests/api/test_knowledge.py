"""Questions, documents and contracts over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.knowledge.service import KnowledgeService
from assistant.wiring import library_rules
from tests.encoder import RememberingEmbedder
from tests.knowledge.conftest import LIBRARY, embedder

__all__ = ["embedder"]


@pytest.fixture
async def library(
    settings: Settings, clock: FixedClock, embedder: RememberingEmbedder
) -> AsyncIterator[httpx.AsyncClient]:
    """The application with the small test library, and its client."""
    app = create_app(settings.model_copy(update={"admin_token": "open-sesame"}), clock)
    app.state.settings = Settings(**{**settings.model_dump(), "admin_token": "open-sesame"})
    async with app.router.lifespan_context(app):
        app.state.knowledge = KnowledgeService(
            settings.data_dir / "k", embedder, clock, shipped=LIBRARY, second_opinion=False
        )
        app.state.knowledge.build()
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
            yield http


ADMIN = {"Authorization": "Bearer open-sesame"}


async def test_a_question_is_answered_with_its_clause(library: httpx.AsyncClient) -> None:
    answer = (await library.post("/api/v1/ask", json={"text": "定金最多收多少？"})).json()
    assert answer["kind"] == "answer"
    citation = answer["citations"][0]
    assert set(citation) >= {"source_id", "title", "locator", "effective_from", "jurisdiction", "excerpt"}
    assert citation["locator"] == "第一条"


async def test_an_answer_can_be_streamed(library: httpx.AsyncClient) -> None:
    headers = {"Accept": "text/event-stream"}
    response = await library.post("/api/v1/ask", json={"text": "定金最多收多少？"}, headers=headers)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n")[0].removeprefix("event: ") for block in response.text.strip().split("\n\n")]
    assert events[0] == "start"
    assert events[-1] == "done"
    done = json.loads(response.text.strip().split("data: ")[-1])
    assert done["kind"] == "answer"


async def test_a_citation_opens_in_its_document(library: httpx.AsyncClient) -> None:
    documents = (await library.get("/api/v1/documents")).json()
    assert "cn-toy-money" in {document["id"] for document in documents}
    clauses = (await library.get("/api/v1/documents/cn-toy-money")).json()
    assert [clause["locator"] for clause in clauses] == ["第一条", "第二条", "第三条"]
    assert (await library.get("/api/v1/documents/none")).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"), [({"text": ""}, 422), ({}, 422), ({"text": "好" * 5000}, 413), ({"text": 1}, 422)]
)
async def test_a_question_that_cannot_be_used_says_why(
    library: httpx.AsyncClient, body: dict[str, object], status: int
) -> None:
    response = await library.post("/api/v1/ask", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


async def test_an_operator_adds_asks_and_removes_a_document(library: httpx.AsyncClient) -> None:
    files = {"file": ("合同.txt", "第一条 一年之内免费更换阿姨三次。".encode(), "text/plain")}
    added = await library.post("/api/v1/documents", files=files, data={"title": "好阿姨合同"}, headers=ADMIN)
    assert added.status_code == 201, added.text
    answer = (await library.post("/api/v1/ask", json={"text": "一年之内免费更换阿姨几次"})).json()
    assert answer["citations"][0]["source_id"] == added.json()["id"]
    removed = await library.delete(f"/api/v1/documents/{added.json()['id']}", headers=ADMIN)
    assert removed.status_code == 204
    assert (await library.get(f"/api/v1/documents/{added.json()['id']}")).status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
async def test_only_an_operator_changes_the_library(library: httpx.AsyncClient, headers: dict[str, str]) -> None:
    files = {"file": ("a.txt", b"x", "text/plain")}
    assert (
        await library.post("/api/v1/documents", files=files, data={"title": "x"}, headers=headers)
    ).status_code == 401
    assert (await library.delete("/api/v1/documents/cn-toy-money", headers=headers)).status_code == 401


async def test_without_an_operators_token_the_door_is_closed(client: httpx.AsyncClient) -> None:
    files = {"file": ("a.txt", b"x", "text/plain")}
    response = await client.post("/api/v1/documents", files=files, data={"title": "x"}, headers=ADMIN)
    assert response.status_code == 401


async def test_a_file_that_cannot_be_read_is_refused_with_the_reason(library: httpx.AsyncClient) -> None:
    files = {"file": ("a.exe", b"MZ", "application/x-msdownload")}
    response = await library.post("/api/v1/documents", files=files, data={"title": "x"}, headers=ADMIN)
    assert response.status_code == 422
    assert response.json()["code"] == "document_kind"


async def test_a_document_is_shown_with_what_it_is_and_in_both_languages(library: httpx.AsyncClient) -> None:
    clause = (await library.get("/api/v1/documents/cn-toy-money")).json()[0]
    assert clause["heading"] == "定金最多收多少"
    assert clause["english"] == "At most 20% of the contract price."
    assert (clause["title_en"], clause["status"], clause["number"]) == ("Rules on money", "in_force", None)


@pytest.mark.parametrize(("kind", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")])
async def test_a_contract_is_drafted_from_a_profile_and_a_need(
    library: httpx.AsyncClient, kind: str, start: bytes
) -> None:
    body = {"kind": "two_party", "profile": {"name": "王桂兰"}, "need": {"job": "cook"}, "format": kind}
    response = await library.post("/api/v1/contracts/draft", json=body)
    assert response.status_code == 200, response.text
    assert response.content.lstrip().startswith(start)
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("body", [{"kind": "marriage"}, {"kind": "two_party", "profile": {"religion": "x"}}, {}])
async def test_a_draft_of_nothing_we_know_is_refused(library: httpx.AsyncClient, body: dict[str, object]) -> None:
    response = await library.post("/api/v1/contracts/draft", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_contract_is_explained_clause_by_clause(library: httpx.AsyncClient) -> None:
    text = "第一条 服务期间发生人身伤害，甲方概不负责。\n第二条 费用每月八千元，按月支付。"
    review = (await library.post("/api/v1/contracts/review", json={"text": text})).json()
    assert review["clauses"][0]["findings"][0]["level"] == "void"
    assert review["missing"]
    files = {"file": ("合同.txt", text.encode(), "text/plain")}
    assert (await library.post("/api/v1/contracts/review-file", files=files)).json() == review


async def test_a_workers_question_is_answered_from_the_library_and_the_interview_goes_on(
    library: httpx.AsyncClient,
) -> None:
    app = library._transport.app  # type: ignore[attr-defined]
    app.state.interviews._rules = library_rules(app.state.knowledge, app.state.knowledge_pool, 10)
    created = (await library.post("/api/v1/interviews", json={})).json()
    path, headers = f"/api/v1/interviews/{created['id']}/turns", {"Authorization": f"Bearer {created['token']}"}
    before = (await library.post(path, json={"text": "同意"}, headers=headers)).json()["reply"]
    reply = (await library.post(path, json={"text": "定金最多能收多少啊？"}, headers=headers)).json()["reply"]
    assert "百分之二十" in reply["text"]
    assert "钱款规定" in reply["text"]
    assert reply["asking"] == before["asking"]
