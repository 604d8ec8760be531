"""Every response carries the strict headers; whoever asks too much is asked to wait."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, ClassVar

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.api.security import OurSockets, RateLimit, SecurityHeaders, content_security_policy
from assistant.kit.settings import Settings

Opened = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


async def echo(request: Request) -> PlainTextResponse:
    own = {"Content-Security-Policy": "sandbox"} if "own" in request.query_params else None
    return PlainTextResponse("words", headers=own)


class Watch:
    """A clock of seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def opened(settings: Settings, watch: Watch) -> Opened:
    @asynccontextmanager
    async def opened(address: str = "203.0.113.7", **changed: Any) -> AsyncIterator[httpx.AsyncClient]:
        own = settings.model_copy(update=changed)
        app = Starlette(routes=[Route("/{rest:path}", echo)])
        app.add_middleware(RateLimit, settings=own, now=watch)
        app.add_middleware(SecurityHeaders, settings=own)
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test:8000") as client:
            yield client

    return opened


async def test_pages_may_load_what_is_ours_and_nothing_inline(opened: Opened) -> None:
    async with opened() as client:
        headers = (await client.get("/")).headers
    policy = headers["content-security-policy"]
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["connect-src"] == "'self' ws://ayi.test:8000 wss://ayi.test:8000"
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]


async def test_a_document_may_be_stricter_than_the_pages(opened: Opened) -> None:
    async with opened() as client:
        assert (await client.get("/?own")).headers["content-security-policy"] == "sandbox"


async def test_a_forged_host_does_not_get_into_the_policy(opened: Opened) -> None:
    async with opened() as client:
        answer = await client.get("/", headers={"Host": "x; script-src *"})
    assert "script-src *" not in answer.headers["content-security-policy"]
    assert "connect-src 'self';" in content_security_policy("evil.example;")
    assert "wss://[2001:db8::1]:8000" in content_security_policy("[2001:db8::1]:8000")


async def test_https_is_insisted_on_where_the_product_is_reached_by_it(opened: Opened) -> None:
    async with opened(public_url="https://ayi.example") as client:
        headers = (await client.get("/")).headers
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert "wss://ayi.example" in headers["content-security-policy"]
    async with opened(public_url="http://ayi.example") as client:
        assert "strict-transport-security" not in (await client.get("/")).headers


async def test_what_the_interface_answers_is_not_kept(opened: Opened) -> None:
    async with opened() as client:
        assert (await client.get("/api/v1/x")).headers["cache-control"] == "no-store"
        assert "cache-control" not in (await client.get("/x")).headers


async def test_an_address_that_asks_too_much_waits(opened: Opened, watch: Watch) -> None:
    async with opened(rate_per_address=6) as client:
        for _ in range(6):
            assert (await client.get("/api/v1/x")).status_code == 200
        refused = await client.get("/api/v1/x")
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "10"
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["x-content-type-options"] == "nosniff"
        assert (await client.get("/static/a.js")).status_code == 200
        assert (await client.get("/healthz")).status_code == 200
        watch.seconds += 10
        assert (await client.get("/api/v1/x")).status_code == 200
        assert (await client.get("/api/v1/x")).status_code == 429


async def test_a_token_that_asks_too_much_waits_wherever_it_comes_from(opened: Opened) -> None:
    async with opened(rate_per_token=3) as client:
        for name in ({"Authorization": "Bearer one"}, {"Cookie": "ayi_session=two"}):
            for _ in range(3):
                assert (await client.get("/api/v1/x", headers=name)).status_code == 200
            assert (await client.get("/api/v1/x", headers=name)).status_code == 429
        assert (await client.get("/api/v1/x")).status_code == 200


async def test_whoever_counts_for_all_processes_is_asked_where_there_is_one(settings: Settings, watch: Watch) -> None:
    class Shared:
        asked: ClassVar[list[tuple[str, int]]] = []

        async def take(self, name: str, most: int) -> int:
            self.asked.append((name, most))
            return 7

    app = Starlette(routes=[Route("/{rest:path}", echo)])
    app.state.rates = Shared()
    app.add_middleware(RateLimit, settings=settings.model_copy(update={"rate_per_address": 2}), now=watch)
    transport = httpx.ASGITransport(app, client=("203.0.113.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
        refused = await client.get("/x")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")
    assert Shared.asked == [("a:203.0.113.7", 2)]


async def test_the_addresses_of_one_household_count_together(settings: Settings, watch: Watch) -> None:
    app = Starlette(routes=[Route("/{rest:path}", echo)])
    app.add_middleware(RateLimit, settings=settings.model_copy(update={"rate_per_address": 2}), now=watch)
    codes = []
    for n in range(3):
        transport = httpx.ASGITransport(app, client=(f"2001:db8:1:2::{n}", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
            codes.append((await client.get("/x")).status_code)
    assert codes == [200, 200, 429]


async def test_nothing_is_bounded_where_the_bound_is_nought(opened: Opened) -> None:
    async with opened(rate_per_address=0, rate_per_token=0) as client:
        for _ in range(50):
            assert (await client.get("/x", headers={"Authorization": "Bearer one"})).status_code == 200


async def test_a_socket_counts_when_it_opens(settings: Settings, watch: Watch) -> None:
    passed: list[str] = []
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive, send
        passed.append(scope["type"])

    limit = RateLimit(app, settings.model_copy(update={"rate_per_address": 1}), now=watch)
    scope = {"type": "websocket", "path": "/api/v1/x/live", "client": ("203.0.113.7", 1), "headers": []}

    async def receive() -> Any:
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    await limit(scope, receive, send)
    await limit(scope, receive, send)
    assert passed == ["websocket"]
    assert sent == [{"type": "websocket.close", "code": 1013}]


@pytest.mark.parametrize(
    ("public", "origin", "passes"),
    [
        (None, None, True),
        (None, "http://ayi.test", True),
        (None, "https://evil.example", False),
        (None, "null", False),
        ("https://ayi.example", "https://ayi.example", True),
        ("https://ayi.example", "http://ayi.test", False),
    ],
)
async def test_a_socket_is_opened_by_pages_of_ours_only(
    settings: Settings, public: str | None, origin: str | None, *, passes: bool
) -> None:
    passed: list[str] = []
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive, send
        passed.append(scope["type"])

    async def receive() -> Any:
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"ayi.test"), *([(b"origin", origin.encode())] if origin else [])]
    scope = {"type": "websocket", "path": "/api/v1/x/live", "headers": headers}
    await OurSockets(app, settings.model_copy(update={"public_url": public}))(scope, receive, send)
    assert bool(passed) is passes
    assert sent == ([] if passes else [{"type": "websocket.close", "code": 1008}])
