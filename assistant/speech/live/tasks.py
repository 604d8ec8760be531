"""The work a session has under way: started in one place, waited for in tests, ended with the session."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)


class Tasks:
    """A set of running tasks. A failure in one is logged by kind and harms no other."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run `work` beside the others."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("live_task_failed", exc_info=error)

    async def settle(self) -> None:
        """Wait until nothing is under way, whatever these tasks start in turn."""
        while self._running:
            await asyncio.wait(set(self._running))
            await asyncio.sleep(0)

    async def cancel(self) -> None:
        """End everything."""
        for task in set(self._running):
            task.cancel()
        await self.settle()
