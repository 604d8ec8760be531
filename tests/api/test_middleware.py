"""Every response carries the security headers; no body grows beyond its bound; no log line holds content."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import httpx
import pytest

from assistant.kit.logs import PrivateFormatter


async def test_pages_and_api_answers_carry_the_security_headers(client: httpx.AsyncClient) -> None:
    for path in ("/", "/i", "/healthz", "/api/v1/nothing"):
        headers = (await client.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


async def test_api_answers_are_not_cached(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/nothing")).headers["cache-control"] == "no-store"


async def test_a_body_that_declares_too_much_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/extract", content=b"x" * 1_000_001)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_body_that_grows_too_much_is_refused(client: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    headers = {"Content-Type": "application/json"}
    response = await client.post("/api/v1/extract", content=endless(), headers=headers)
    assert response.status_code == 413


async def test_the_log_of_a_request_holds_its_route_and_not_its_words(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        await client.post("/api/v1/extract", json={"text": "我叫王芳，电话13800138000"})
        await client.get("/api/v1/interviews/王芳13800138000")
    lines = [PrivateFormatter("json").format(record) for record in caplog.records]
    assert any("/api/v1/extract" in line for line in lines)
    assert not any("王芳" in line or "13800138000" in line for line in lines)
