"""The pages to sign in and of one's account hold nothing personal and load only our own files."""

from __future__ import annotations

import re

import httpx
import pytest


@pytest.mark.parametrize("path", ["/sign-in", "/account"])
async def test_a_page_is_empty_of_people_and_loads_our_own_files(client: httpx.AsyncClient, path: str) -> None:
    page = await client.get(path)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "<script>" not in page.text
    assert " style=" not in page.text
    links = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert any(link.endswith(".js") for link in links)
    for link in links:
        assert link.startswith("/"), link
        assert (await client.get(link)).status_code == 200, link


async def test_a_workers_phone_does_not_keep_them(client: httpx.AsyncClient) -> None:
    assert "/static/console/" not in (await client.get("/sw.js")).text
