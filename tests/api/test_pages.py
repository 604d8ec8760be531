"""The pages and what they load."""

from __future__ import annotations

import re

import httpx
import pytest


@pytest.mark.parametrize("path", ["/", "/i"])
async def test_a_page_loads_only_our_own_files_and_they_exist(client: httpx.AsyncClient, path: str) -> None:
    page = await client.get(path)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert " style=" not in page.text
    links = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert links
    for link in links:
        assert link.startswith("/"), link
        assert (await client.get(link)).status_code == 200, link


async def test_the_service_worker_comes_from_the_root(client: httpx.AsyncClient) -> None:
    response = await client.get("/sw.js")
    assert response.status_code == 200
    assert "javascript" in response.headers["content-type"]


async def test_static_files_do_not_reach_outside_their_folder(client: httpx.AsyncClient) -> None:
    for path in (
        "/static/../templates/index.html.j2",
        "/static/%2e%2e/templates/index.html.j2",
        "/text/../../pyproject.toml",
    ):
        assert (await client.get(path)).status_code == 404
