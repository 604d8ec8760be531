"""Keeps what arrives for one thing in the order in which it arrived, however long each part takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from assistant.kit.errors import UnavailableError


class Queue:
    """One waiting line a name. Being in it costs nothing until `reached` is awaited."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._last: dict[str, asyncio.Future[None]] = {}
        self._waiting: dict[str, int] = {}

    @asynccontextmanager
    async def place(self, name: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Stand at the end of the line of `name`; the function given waits until everyone before has left.

        Raises:
            UnavailableError: the line is too long already.
        """
        if self._waiting.get(name, 0) >= self._longest:
            raise UnavailableError("busy", retry_after=5)
        before = self._last.get(name)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last[name] = mine
        self._waiting[name] = self._waiting.get(name, 0) + 1

        async def reached() -> None:
            if before is not None:
                await asyncio.wait([before])

        try:
            yield reached
        finally:
            # Whoever leaves early is passed only when those before have gone, too: the order holds for the rest.
            if before is None or before.done():
                self._leave(name, mine)
            else:
                before.add_done_callback(lambda _: self._leave(name, mine))

    def _leave(self, name: str, mine: asyncio.Future[None]) -> None:
        mine.set_result(None)
        self._waiting[name] -= 1
        if self._last[name] is mine:
            del self._last[name], self._waiting[name]
