"""Work that is done now and then beside the server, and is not cut off when the server ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

log = logging.getLogger(__name__)


class Repeating:
    """Does `work` `first` seconds after the start and then every `seconds`; a failure is logged and tried again.

    What is under way when it is stopped may end, for `patience` seconds: whoever is cut off in the middle of a
    database's work leaves a connection that belongs to nobody.
    """

    def __init__(
        self,
        work: Callable[[], Awaitable[object]],
        seconds: float,
        *,
        first: float,
        failed: str,
        patience: float = 10.0,
    ) -> None:
        self._work = work
        self._seconds = seconds
        self._first = first
        self._failed = failed
        self._patience = patience
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to wait for the first time."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Begin nothing more and let what is under way end."""
        self._stopping.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=self._patience)
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        pause = self._first
        while not await self._stopped_within(pause):
            try:
                await self._work()
            except Exception:
                log.exception(self._failed)
            pause = self._seconds

    async def _stopped_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()
