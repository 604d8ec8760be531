"""What waits to be sent to one client: bounded, and kept through a broken connection as far as it still matters."""

from __future__ import annotations

import asyncio
from collections import deque

from assistant.speech.live.wire import HeardTurn, Outgoing, ProblemIs, TurnTaken

_MOST_BYTES = 2_000_000
_LASTING = (HeardTurn, TurnTaken, ProblemIs)


class Outbox:
    """A queue of messages. When the client takes none of its sound any more, `stalled` says so."""

    def __init__(self) -> None:
        self._waiting: deque[Outgoing] = deque()
        self._bytes = 0
        self._news = asyncio.Event()
        self.stalled = False

    def put(self, message: Outgoing) -> None:
        """Queue a message; sound beyond the bound is dropped."""
        if isinstance(message, bytes):
            if self._bytes + len(message) > _MOST_BYTES:
                self.stalled = True
                return
            self._bytes += len(message)
        self._waiting.append(message)
        self._news.set()

    async def get(self) -> Outgoing:
        """The next message, when there is one."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._take()

    def take_all(self) -> list[Outgoing]:
        """Everything that waits, for a caller that does not."""
        return [self._take() for _ in range(len(self._waiting))]

    def _take(self) -> Outgoing:
        message = self._waiting.popleft()
        if isinstance(message, bytes):
            self._bytes -= len(message)
        return message

    def drop_sound(self) -> None:
        """She speaks over us: sound that is not yet sent never will be."""
        self._waiting = deque(each for each in self._waiting if not isinstance(each, bytes))
        self._bytes = 0

    def keep_lasting(self) -> bool:
        """The connection broke: keep only words and turns. Whether a turn is among them."""
        self._waiting = deque(each for each in self._waiting if isinstance(each, _LASTING))
        self._bytes = 0
        self.stalled = False
        return any(isinstance(each, TurnTaken) for each in self._waiting)
