"""What every request passes: a bound on its size, an id, and one log line without content."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import language_of, problem
from assistant.kit.errors import TooLargeError
from assistant.kit.ids import new_id

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """Addresses that may take more than the usual, how many bytes, and what to say when it is still too much."""

    path: re.Pattern[str]
    limit: int
    error: TooLargeError | None = None


class BodyLimit:
    """Refuses a body over the limit, by its declared length or, when that lies, as soon as it has grown too large."""

    def __init__(self, app: ASGIApp, limit: int, uploads: Sequence[Upload]) -> None:
        self._app = app
        self._usual = limit
        self._uploads = tuple(uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        upload = next((each for each in self._uploads if each.path.fullmatch(scope["path"])), None)
        limit = upload.limit if upload else self._usual
        error = (upload and upload.error) or TooLargeError("body_too_large", limit=limit)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdigit() and int(declared) > limit:
            await self._refuse(scope, receive, send, error)
            return
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > limit:
                    raise _BodyTooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except _BodyTooLargeError:
            if not started:
                await self._refuse(scope, receive, send, error)

    @staticmethod
    async def _refuse(scope: Scope, receive: Receive, send: Send, error: TooLargeError) -> None:
        response = problem(error, language_of(Request(scope)))
        await response(scope, receive, send)


class _BodyTooLargeError(BaseException):
    """Travels past the framework's own handlers, which would call it a malformed body."""


class RequestLog:
    """Adds an id to every response and logs route, status and time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_id("req")
        began = time.perf_counter()
        status = 0

        async def decorated(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, decorated)
        finally:
            route = scope.get("route")
            log.info(
                "request",
                extra={
                    "method": scope["method"],
                    "route": getattr(route, "path", "-"),
                    "status": status,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                    "request_id": request_id,
                },
            )
