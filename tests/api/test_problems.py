"""Errors leave as problem documents, in the reader's language, without anything of ours inside."""

from __future__ import annotations

import httpx
import pytest

from assistant.app import create_app
from assistant.kit.settings import Settings


async def test_an_unknown_address_is_a_problem_document(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/nothing", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert response.status_code == 404
    assert response.json()["title"] == "Not Found"
    assert response.headers["content-language"] == "en"


async def test_chinese_comes_first(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/nothing")).json()["detail"] == "没有这个页面或地址。"


async def test_a_wrong_method_is_told_so(client: httpx.AsyncClient) -> None:
    assert (await client.put("/api/v1/extract", json={})).status_code == 405


async def test_what_was_sent_is_never_repeated(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/extract", json={"text": {"13800138000": "王芳"}})
    assert "13800138000" not in response.text
    assert "王芳" not in response.text


async def test_a_fault_of_ours_shows_no_trace(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret path /etc/x")

    monkeypatch.setattr("assistant.api.tools.read", broken)
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
            response = await http.post("/api/v1/extract", json={"text": "好"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert "Traceback" not in response.text
