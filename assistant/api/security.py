"""The security headers of every response, and how many requests one address or one token may make.

Counts are kept in the process: each process of an installation allows as much again. What must not be guessed
(passwords, codes) is counted in the database instead, in `assistant.accounts.throttle`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.throttle import network_of
from assistant.api.problems import language_of, problem
from assistant.kit.errors import TooManyError
from assistant.kit.ids import token_digest
from assistant.kit.settings import Settings

# The pages carry no inline script or style and load nothing from elsewhere: what stands in them as JSON is a data
# block, which no policy has to allow. Résumé previews are blobs in a sandboxed frame.
_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'{sockets}",
    "media-src 'self' blob:",
    "frame-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_HSTS = "max-age=31536000; includeSubDomains"
# What may stand in a policy as a host: the header is the client's to write.
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:]{2,45}\](:\d{1,5})?")
_UNCOUNTED = ("/static/", "/healthz", "/readyz", "/metrics", "/sw.js")
_WINDOW = 60.0
_MOST_BUCKETS = 50_000


def content_security_policy(host: str) -> str:
    """The policy of a page reached at `host` (`name:port`).

    Safari before 15.4 does not take `'self'` to mean this host's sockets, so they are named.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(_POLICY).format(sockets=sockets)


class SecurityHeaders:
    """Adds the headers to every response that does not set them itself."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        public = urlsplit(settings.public_url or "")
        self._host = public.netloc
        self._https = public.scheme == "https"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def decorated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                host = self._host or Headers(scope=scope).get("host", "")
                headers.setdefault("Content-Security-Policy", content_security_policy(host))
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if self._https:
                    headers.setdefault("Strict-Transport-Security", _HSTS)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, decorated)


class OurSockets:
    """Refuses a socket that a browser opens from a page of others (RFC 6455, 10.2); others name no origin."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._host = urlsplit(settings.public_url or "").netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the connection on, or close it before it is open."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != (self._host or headers.get("host", "")):
                await send({"type": "websocket.close", "code": 1008})
                return
        await self._app(scope, receive, send)


@dataclass(slots=True)
class _Bucket:
    """A leaky bucket: how full it is, and when that was."""

    level: float
    at: float


class RateLimit:
    """Refuses requests of an address or a token that has made too many within a minute; sockets count when they open.

    Buckets leak evenly, so that a burst is allowed and a stream is slowed. Static files and probes are not counted.
    """

    def __init__(self, app: ASGIApp, settings: Settings, now: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._per_address = settings.rate_per_address
        self._per_token = settings.rate_per_token
        self._now = now
        self._buckets: dict[str, _Bucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] in {"http", "websocket"} and not scope["path"].startswith(_UNCOUNTED):
            wait = self._count(scope)
            if wait and scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1013})
                return
            if wait:
                error = TooManyError("too_many_requests", retry_after=wait)
                await problem(error, language_of(Request(scope)))(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _count(self, scope: Scope) -> int:
        """Seconds to wait; 0 when the request may pass."""
        client = scope.get("client")
        wait = self._fill(f"a:{network_of(client[0])}", self._per_address) if client else 0
        headers = Headers(scope=scope)
        token = headers.get("authorization") or headers.get("cookie")
        if not wait and token:
            wait = self._fill(f"t:{token_digest(token)}", self._per_token)
        return wait

    def _fill(self, name: str, most: int) -> int:
        if not most:
            return 0
        now, leak = self._now(), most / _WINDOW
        bucket = self._buckets.get(name)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[name] = _Bucket(0.0, now)
        bucket.level = max(0.0, bucket.level - (now - bucket.at) * leak)
        bucket.at = now
        if bucket.level + 1 > most:
            return max(1, round((bucket.level + 1 - most) / leak))
        bucket.level += 1
        return 0

    def _make_room(self, now: float) -> None:
        """Forget those that have run empty; so many that none has, forget the oldest."""
        if len(self._buckets) < _MOST_BUCKETS:
            return
        self._buckets = {name: each for name, each in self._buckets.items() if now - each.at < _WINDOW}
        while len(self._buckets) >= _MOST_BUCKETS:
            del self._buckets[next(iter(self._buckets))]
