"""Text messages behind one small Protocol: printed to the console by default, sent by an HTTP gateway in production.

What is sent holds a code and goes to a number: neither ever passes through a logger.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol, TextIO

import httpx2

from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings

_TIMEOUT = httpx2.Timeout(10.0)


class Sms(Protocol):
    """Sends text messages."""

    async def send(self, phone: str, text: str) -> None:
        """Send `text` to a number (digits only).

        Raises:
            UnavailableError: it could not be sent.
        """


class ConsoleSms:
    """Prints messages to the terminal the server was started from, for trying out and for a desk of one person."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    async def send(self, phone: str, text: str) -> None:
        """Write the message with the middle of the number left out: whoever asked knows her own."""
        stream = self._stream or sys.stderr
        stream.write(f"[SMS {phone[:3]}****{phone[-4:]}] {text}\n")
        stream.flush()


class GatewaySms:
    """Any gateway that takes `POST {"to", "from", "text"}` with a bearer key and answers 2xx."""

    def __init__(
        self,
        url: str,
        key: str | None,
        sender: str,
        transport: Callable[[], httpx2.AsyncBaseTransport | None] = lambda: None,
    ) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._sender = sender
        self._transport = transport

    async def send(self, phone: str, text: str) -> None:
        """Hand the message to the gateway.

        Raises:
            UnavailableError: it does not answer, or refuses.
        """
        body = {"to": phone, "from": self._sender, "text": text}
        try:
            async with httpx2.AsyncClient(timeout=_TIMEOUT, transport=self._transport()) as client:
                answer = await client.post(self._url, json=body, headers=self._headers)
                answer.raise_for_status()
        except httpx2.HTTPError:
            # Without its cause: the request in it holds the number and the code.
            raise UnavailableError("sms_failed", retry_after=60) from None


class ScriptedSms:
    """Keeps messages instead of sending them; fails as often as told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self._failures = 0

    def fail(self, times: int) -> None:
        """Fail the next so many messages."""
        self._failures = times

    async def send(self, phone: str, text: str) -> None:
        """Keep the message.

        Raises:
            UnavailableError: it was told to fail.
        """
        if self._failures:
            self._failures -= 1
            raise UnavailableError("sms_failed", retry_after=60)
        self.sent.append((phone, text))


def sms_of(settings: Settings) -> Sms:
    """The sender of this installation."""
    if settings.sms_url is None:
        return ConsoleSms()
    key = settings.sms_api_key
    return GatewaySms(settings.sms_url, key.get_secret_value() if key else None, settings.sms_sender)
