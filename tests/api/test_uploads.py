"""Every file that anybody sends comes through one door, where a scanner looks through it."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

import assistant.api
from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.errors import BadInputError, UnavailableError
from assistant.kit.settings import Settings

EDGE = Path(assistant.api.__file__).parent
PICTURE = {"file": ("a.jpg", b"\xff\xd8 a picture", "image/jpeg")}


class Refusing:
    """Finds harm in everything, or does not answer."""

    name = "refusing"

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.away = False

    async def check(self, data: bytes) -> None:
        self.seen.append(data)
        raise UnavailableError("scanner_away") if self.away else BadInputError("file_harmful")

    async def answers(self) -> bool:
        return not self.away


@pytest.fixture
def scanner() -> Refusing:
    return Refusing()


@pytest.fixture
async def client(settings: Settings, clock: FixedClock, scanner: Refusing) -> AsyncIterator[httpx.AsyncClient]:
    app: FastAPI = create_app(settings, clock)
    app.state.scanner = scanner
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
            yield http


def test_no_route_takes_a_file_by_another_door() -> None:
    """Whoever reads a form's file has to name FastAPI's class for it, or the request's own form."""
    takers = set()
    for path in EDGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Name) and node.id in {"UploadFile", "File"}
            if named or (isinstance(node, ast.Attribute) and node.attr == "form"):
                takers.add(path.name)
    assert takers == {"uploads.py"}


async def test_a_harmful_file_is_taken_at_no_door(client: httpx.AsyncClient, scanner: Refusing) -> None:
    opened = (await client.post("/api/v1/interviews", json={})).json()
    chat = (await client.post("/api/v1/chats", json={})).json()
    hers = {"Authorization": f"Bearer {opened['token']}"}
    his = {"Authorization": f"Bearer {chat['token']}"}
    interview = f"/api/v1/interviews/{opened['id']}"
    doors: tuple[tuple[str, str, dict[str, str], dict[str, str]], ...] = (
        ("POST", f"{interview}/papers", hers, {"what": "identity"}),
        ("PUT", f"{interview}/photo", hers, {}),
        ("POST", f"{interview}/audio", hers, {}),
        ("POST", "/api/v1/contracts/review-file", {}, {}),
    )
    for method, path, headers, fields in doors:
        answer = await client.request(method, path, headers=headers, data=fields, files=PICTURE)
        assert (answer.status_code, answer.json()["code"]) == (422, "file_harmful"), path
    scanner.away = True
    for method, path, headers, fields in (*doors, ("POST", f"/api/v1/chats/{chat['id']}/audio", his, {})):
        answer = await client.request(method, path, headers=headers, data=fields, files=PICTURE)
        assert (answer.status_code, answer.json()["code"]) == (503, "scanner_away"), path
    assert len(scanner.seen) == 2 * len(doors) + 1


async def test_whoever_may_not_send_is_refused_before_the_file_is_looked_at(
    client: httpx.AsyncClient, scanner: Refusing
) -> None:
    opened = (await client.post("/api/v1/interviews", json={})).json()
    interview = f"/api/v1/interviews/{opened['id']}"
    for method, path in (
        ("POST", f"{interview}/papers"),
        ("PUT", f"{interview}/photo"),
        ("POST", f"{interview}/audio"),
        ("POST", f"/api/v1/profiles/{opened['id']}/papers"),
        ("POST", "/api/v1/documents"),
    ):
        answer = await client.request(method, path, data={"what": "other", "title": "x"}, files=PICTURE)
        assert answer.status_code == 401, path
    assert scanner.seen == []


async def test_the_operators_see_that_files_are_not_taken(client: httpx.AsyncClient, scanner: Refusing) -> None:
    assert (await client.get("/readyz")).json()["parts"]["scanner"] == "refusing"
    scanner.away = True
    answer = await client.get("/readyz")
    assert answer.status_code == 200, "words go on"
    assert answer.json()["parts"]["scanner"] == "refusing, away: no file is taken"
