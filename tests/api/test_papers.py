"""Her own papers by HTTP: with her token alone, bounded, told by content, gone when she says so."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.review.conftest import picture

SAID = ("同意", "我叫王芳，做了八年做饭阿姨，有育婴员证")


class Phone:
    """She with her phone."""

    def __init__(self, client: httpx.AsyncClient, name: str, token: str) -> None:
        self.client = client
        self.path = f"/api/v1/interviews/{name}"
        self.headers = {"Authorization": f"Bearer {token}", "Accept-Language": "zh"}

    async def ask(self, method: str, rest: str, **more: Any) -> httpx.Response:
        return await self.client.request(method, self.path + rest, headers=self.headers, **more)

    async def give(self, data: bytes | None = None, what: str = "health") -> httpx.Response:
        files = {"file": ("../../x.png", picture() if data is None else data, "text/html")}
        return await self.ask("POST", "/papers", data={"what": what}, files=files)

    async def choose(self, layer: str, *, given: bool) -> None:
        answer = await self.ask("POST", "/consents", json={"layer": layer, "given": given})
        assert answer.status_code == 200, answer.text


async def interviewed(client: httpx.AsyncClient) -> Phone:
    made = (await client.post("/api/v1/interviews", json={"language": "zh", "channel": "text"})).json()
    phone = Phone(client, made["id"], made["token"])
    for text in SAID:
        assert (await phone.ask("POST", "/turns", json={"text": text})).status_code == 200
    return phone


@pytest.fixture
async def phone(client: httpx.AsyncClient) -> Phone:
    return await interviewed(client)


async def test_she_agrees_sends_looks_and_deletes(phone: Phone) -> None:
    before = (await phone.ask("GET", "/papers")).json()
    assert (before["agreed"], before["papers"], before["certificates"]) == (False, [], ["infant_care"])
    refused = await phone.give()
    assert (refused.status_code, refused.json()["code"]) == (409, "papers_need_consent")
    assert "证件照片" in refused.json()["detail"]
    await phone.choose("papers", given=True)
    added = await phone.give()
    assert added.status_code == 201
    (paper,) = added.json()["papers"]
    assert (paper["what"], paper["state"], paper["kept"]) == ("health", "waiting", True)
    shown = await phone.ask("GET", f"/papers/{paper['id']}")
    assert (shown.headers["content-type"], shown.headers["cache-control"]) == ("image/jpeg", "no-store")
    assert shown.content.startswith(b"\xff\xd8")
    gone = await phone.ask("DELETE", f"/papers/{paper['id']}")
    assert gone.json()["papers"] == []
    assert (await phone.ask("GET", f"/papers/{paper['id']}")).status_code == 410


async def test_taking_the_consent_back_deletes_them_at_once(phone: Phone) -> None:
    await phone.choose("papers", given=True)
    name = (await phone.give()).json()["papers"][0]["id"]
    await phone.choose("papers", given=False)
    assert (await phone.ask("GET", "/papers")).json()["papers"] == []
    assert (await phone.ask("GET", f"/papers/{name}")).status_code == 410


async def test_another_workers_token_reaches_none_of_it(phone: Phone, client: httpx.AsyncClient) -> None:
    await phone.choose("papers", given=True)
    name = (await phone.give()).json()["papers"][0]["id"]
    other = await interviewed(client)
    assert (await other.ask("GET", f"/papers/{name}")).status_code == 404
    assert (await other.ask("DELETE", f"/papers/{name}")).status_code == 404
    assert (await client.get(f"{phone.path}/papers", headers=other.headers)).status_code == 401
    assert (await client.get(f"{phone.path}/papers/{name}")).status_code == 401


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"MZ", b"<html>"])
async def test_what_is_no_paper_is_refused_whatever_it_calls_itself(phone: Phone, data: bytes) -> None:
    await phone.choose("papers", given=True)
    refused = await phone.give(data)
    assert (refused.status_code, refused.json()["code"]) == (422, "paper_unreadable")


async def test_an_upload_has_a_bound_and_a_kind(phone: Phone) -> None:
    await phone.choose("papers", given=True)
    large = await phone.give(b"x" * 10_100_000)
    assert (large.status_code, large.json()["code"]) == (413, "paper_too_large")
    assert (await phone.give(what="passport")).json()["code"] == "paper_kind_unknown"
