"""One connection of a live session: bounded in what it takes, patient in what it sends, never holding up the rest."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import WebSocket, WebSocketDisconnect

from assistant.kit.errors import AyiError, BadInputError, TooLargeError, UnavailableError
from assistant.kit.messages import MessageLanguage, explain
from assistant.speech.live.session import LiveSession
from assistant.speech.live.sessions import Sessions
from assistant.speech.live.wire import ByeIn, Hello, Outgoing, Played, Pong, ProblemIs, Stop, TextIn, encode, parse

log = logging.getLogger(__name__)

IDLE_SECONDS = 30.0
SEND_SECONDS = 10.0
TICK_SECONDS = 0.04
_MOST_FRAME_BYTES = 32_000
MOST_TEXT_BYTES = 64_000
# Sound may come in a burst after a stall, but not faster than ten times its own speed for long.
_RATE_BYTES = 16_000 * 2 * 10
_BURST_BYTES = 16_000 * 2 * 70
CLOSED = 1000
TRY_LATER = 1013
REFUSED = 1008


async def refuse(socket: WebSocket, error: AyiError, language: MessageLanguage) -> None:
    """Say why it ends, in her language, and close."""
    message = ProblemIs(key=error.key, detail=explain(error, language), fatal=True)
    with suppress(WebSocketDisconnect, RuntimeError):
        await socket.send_text(message.model_dump_json())
    await close_socket(socket, TRY_LATER if isinstance(error, UnavailableError) else REFUSED)


async def close_socket(socket: WebSocket, code: int) -> None:
    """Close, unless the other side has."""
    with suppress(RuntimeError):
        await socket.close(code)


class Allowance:
    """How much sound may come: its own speed many times over, and a burst after a stall."""

    def __init__(self, now: float) -> None:
        self._left = float(_BURST_BYTES)
        self._at = now

    def take(self, size: int, now: float) -> None:
        """Count `size` bytes.

        Raises:
            TooLargeError: more than anybody can say.
        """
        self._left = min(_BURST_BYTES, self._left + (now - self._at) * _RATE_BYTES) - size
        self._at = now
        if size > _MOST_FRAME_BYTES or self._left < 0:
            raise TooLargeError("live_too_fast")


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """A socket that takes or gives nothing for so long has stalled.

    Not `wait_for`, which in Python 3.11 loses a cancellation that comes together with the result.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise UnavailableError("live_stalled") from None


class Line:
    """One connection of a session: takes what comes, sends what is due, keeps time."""

    def __init__(self, socket: WebSocket, sessions: Sessions, session: LiveSession, language: MessageLanguage) -> None:
        self._socket = socket
        self._sessions = sessions
        self._session = session
        self._language = language
        # Every connection of a session has a box of its own; another one in its place means that we were replaced.
        self._outbox = session.outbox
        self._allowance = Allowance(time.monotonic())
        self._over = False

    async def run(self) -> None:
        """Until she says goodbye or the connection breaks; then the session waits for her to come back."""
        works = [asyncio.create_task(work) for work in (self._receive(), self._send(), self._tick())]
        try:
            done, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Without waiting for anything: the server itself may be ending this connection.
            for work in works:
                work.cancel()
            if not self._over and not self._replaced:
                self._sessions.leave(self._session)
        await asyncio.wait(works)
        error = next((each.exception() for each in done if each.exception() is not None), None)
        if self._over:
            await self._sessions.end(self._session)
            await self._send_rest()
        if isinstance(error, AyiError):
            await refuse(self._socket, error, self._language)
        elif error is None or self._over:
            await close_socket(self._socket, CLOSED)
        elif not isinstance(error, WebSocketDisconnect):
            log.error("live_failed", exc_info=error)
            await refuse(self._socket, AyiError("internal"), self._language)

    @property
    def _replaced(self) -> bool:
        return self._session.outbox is not self._outbox

    async def _receive(self) -> None:
        while not self._over and not self._replaced:
            async with within(IDLE_SECONDS):
                message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect
            if (sound := message.get("bytes")) is not None:
                self._feed(sound)
            else:
                text = message.get("text") or ""
                if len(text) > MOST_TEXT_BYTES:
                    raise TooLargeError("live_too_fast")
                self._take(text)

    def _feed(self, sound: bytes) -> None:
        """Sound of hers, within bounds."""
        self._allowance.take(len(sound), time.monotonic())
        self._session.feed(sound)

    def _take(self, text: str) -> None:
        """A message of the client."""
        message = parse(text)
        if isinstance(message, TextIn):
            self._session.text(message.text, message.client_turn_id)
        elif isinstance(message, Played):
            self._session.played(message.clip, message.ms / 1000)
        elif isinstance(message, Stop):
            self._session.stop()
        elif isinstance(message, ByeIn):
            self._over = True
        elif isinstance(message, Hello):
            raise BadInputError("live_message")
        else:
            self._outbox.put(Pong())

    def _ticked(self) -> None:
        """Time has passed."""

    async def _send(self) -> None:
        while True:
            message = await self._outbox.get()
            async with within(SEND_SECONDS):
                await self._transmit(message)

    async def _transmit(self, message: Outgoing) -> None:
        """A message of the session to the client."""
        encoded = encode(message)
        if isinstance(encoded, str):
            await self._socket.send_text(encoded)
        else:
            await self._socket.send_bytes(encoded)

    async def _send_rest(self) -> None:
        """What the end of the session still has to say, as far as anyone takes it."""
        with suppress(WebSocketDisconnect, RuntimeError, UnavailableError):
            async with within(SEND_SECONDS):
                for message in self._outbox.take_all():
                    if not isinstance(message, bytes):
                        await self._transmit(message)

    async def _tick(self) -> None:
        while not self._replaced:
            await asyncio.sleep(TICK_SECONDS)
            self._session.tick()
            self._ticked()
            if self._outbox.stalled:
                raise UnavailableError("live_stalled")
