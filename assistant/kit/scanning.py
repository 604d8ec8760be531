"""Whether a file somebody sent is known to be harmful: asked of a scanner, where the operator has one.

Where one is set and does not answer, nothing is let in: a scanner that may be switched off by overloading it is none.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Final, Protocol
from urllib.parse import urlsplit

from assistant.kit.errors import BadInputError, UnavailableError
from assistant.kit.settings import Settings

log = logging.getLogger(__name__)

_PIECE: Final = 65_536
_LONGEST_ANSWER: Final = 4_096
_PORT: Final = 3310
_PING_SECONDS: Final = 2.0
_RETRY_SECONDS: Final = 30


class Scanner(Protocol):
    """Looks through files."""

    name: str

    async def check(self, data: bytes) -> None:
        """Let a file pass.

        Raises:
            BadInputError: it is known to be harmful.
            UnavailableError: it could not be looked through.
        """

    async def answers(self) -> bool:
        """Whether it is there."""


class NoScanner:
    """Lets everything pass: every file is told apart by its content and drawn or read anew all the same."""

    name = "off"

    async def check(self, data: bytes) -> None:
        """Let it pass."""

    async def answers(self) -> bool:
        """Always."""
        return True


class ClamdScanner:
    """A ClamAV daemon, asked by its own protocol (clamd(8): INSTREAM, PING), over TCP or a socket of this machine."""

    name = "clamd"

    def __init__(self, url: str, seconds: float) -> None:
        """`url` is `tcp://host:port` or `unix:///path`; `seconds` how long one file may take.

        Raises:
            ValueError: it is neither.
        """
        parts = urlsplit(url)
        if not ((parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)):
            raise ValueError("AYI_CLAMD_URL is tcp://host:port or unix:///path")
        self._address = parts
        self._seconds = seconds

    async def check(self, data: bytes) -> None:
        """Let a file pass that the daemon finds nothing in; raises what `Scanner.check` does."""
        try:
            answer = await asyncio.wait_for(self._asked(b"zINSTREAM\0", data), self._seconds)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.warning("scanner_failed", extra={"code": type(error).__name__})
            raise UnavailableError("scanner_away", retry_after=_RETRY_SECONDS) from error
        if answer == "stream: OK":
            return
        if answer.endswith(" FOUND"):
            log.warning("upload_refused", extra={"code": "file_harmful"})
            raise BadInputError("file_harmful")
        # Over its own bound, or some other trouble of its: the file was not looked through.
        log.warning("scanner_failed", extra={"code": "answer"})
        raise UnavailableError("scanner_away", retry_after=_RETRY_SECONDS)

    async def answers(self) -> bool:
        """Whether the daemon is there."""
        try:
            return await asyncio.wait_for(self._asked(b"zPING\0"), _PING_SECONDS) == "PONG"
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return False

    async def _asked(self, command: bytes, data: bytes | None = None) -> str:
        reader, writer = await self._connected()
        try:
            writer.write(command)
            if data is not None:
                await _send(writer, data)
            return (await reader.readuntil(b"\0")).removesuffix(b"\0").decode("utf-8", "replace").strip()
        finally:
            writer.close()

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.scheme == "unix":
            return await asyncio.open_unix_connection(self._address.path, limit=_LONGEST_ANSWER)
        host, port = self._address.hostname, self._address.port or _PORT
        return await asyncio.open_connection(host, port, limit=_LONGEST_ANSWER)


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    """Pieces, each behind its length in four bytes, and a length of nothing at the end."""
    try:
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            writer.write(len(piece).to_bytes(4, "big") + piece)
            await writer.drain()
        writer.write((0).to_bytes(4, "big"))
        await writer.drain()
    except ConnectionError:
        # It has hung up in the middle, over its bound: what it said before stands in the answer, if anything does.
        return


def scanner_of(settings: Settings) -> Scanner:
    """The scanner of this installation."""
    return ClamdScanner(settings.clamd_url, settings.clamd_seconds) if settings.clamd_url else NoScanner()
