"""Runs CPU work off the event loop, in a bounded pool with a bounded queue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from assistant.kit.errors import UnavailableError

P = ParamSpec("P")
T = TypeVar("T")


class WorkerPool:
    """A few threads and a short queue. When the queue is full the caller is told at once instead of waiting long."""

    def __init__(self, workers: int, queue: int, seconds: float) -> None:
        self._executor = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="ayi-worker")
        self._room = workers + queue
        self._seconds = seconds
        self._busy = 0

    @property
    def busy(self) -> int:
        """How many calls are running or waiting."""
        return self._busy

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `function(*args, **kwargs)`, computed in a worker.

        Raises:
            UnavailableError: the queue is full, or the work took longer than the pool allows.
        """
        if self._busy >= self._room:
            raise UnavailableError("busy", retry_after=5)
        self._busy += 1
        future = self._executor.submit(function, *args, **kwargs)
        # The place is given back when the thread is done, not when the caller stopped waiting for it.
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._leave) if not loop.is_closed() else None)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError as error:
            raise UnavailableError("too_slow", retry_after=10) from error

    def _leave(self) -> None:
        self._busy -= 1

    def close(self) -> None:
        """Stop taking work; what runs now is left to finish."""
        self._executor.shutdown(wait=False, cancel_futures=True)
