"""The security headers of every response, and how many requests one address or one token may make.

How they are counted is `assistant.accounts.rates`; what must not be guessed (passwords, codes) is counted apart, in
`assistant.accounts.throttle`.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.rates import MemoryRates, Rates
from assistant.accounts.throttle import network_of
from assistant.api.problems import language_of, problem
from assistant.kit.errors import TooManyError
from assistant.kit.ids import token_digest
from assistant.kit.settings import Settings

log = logging.getLogger(__name__)

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


class RateLimit:
    """Refuses requests of an address or a token that has made too many within a minute; sockets count when they open.

    Static files and probes are not counted. Who counts stands in the application's state as `rates`; until it does,
    this process counts by itself.
    """

    def __init__(self, app: ASGIApp, settings: Settings, now: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._per_address = settings.rate_per_address
        self._per_token = settings.rate_per_token
        self._alone = MemoryRates(now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 429."""
        if scope["type"] in {"http", "websocket"} and not scope["path"].startswith(_UNCOUNTED):
            wait = await self._count(scope)
            if wait:
                # Who it was is nobody's to read in the log.
                log.warning("throttled", extra={"code": "too_many_requests"})
            if wait and scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1013})
                return
            if wait:
                error = TooManyError("too_many_requests", retry_after=wait)
                await problem(error, language_of(Request(scope)))(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _count(self, scope: Scope) -> int:
        """Seconds to wait; 0 when the request may pass."""
        rates: Rates = getattr(getattr(scope.get("app"), "state", None), "rates", None) or self._alone
        client, wait = scope.get("client"), 0
        if client and self._per_address:
            wait = await rates.take(f"a:{network_of(client[0])}", self._per_address)
        headers = Headers(scope=scope)
        token = headers.get("authorization") or headers.get("cookie")
        if not wait and token and self._per_token:
            wait = await rates.take(f"t:{token_digest(token)}", self._per_token)
        return wait
