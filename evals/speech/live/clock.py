"""A clock that only counts the processor seconds of this process and the time it waits on purpose.

On it a conversation goes as on a machine that does nothing else, however many share the real one, and a minute of
silence takes no time. What an engine does is counted as if one processor did it: never sooner than in truth.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool

P = ParamSpec("P")
T = TypeVar("T")

# What other threads (the database's) have to answer before time goes on without them.
_MOMENT = 0.004


class _Selector(selectors.DefaultSelector):
    """Waits for nothing: where the loop would wait, its time goes on."""

    def __init__(self, skip: Callable[[float], None]) -> None:
        super().__init__()
        self._skip = skip

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(None if timeout is None else min(timeout, _MOMENT))
        if not events and timeout:
            self._skip(timeout)
        return events


class ProcessorLoop(asyncio.SelectorEventLoop):
    """An event loop on the processor's clock."""

    def __init__(self) -> None:
        self._skipped = 0.0
        super().__init__(_Selector(self._skip))

    def time(self) -> float:
        """Processor seconds so far, and those that were waited on purpose."""
        return time.process_time() + self._skipped

    def _skip(self, seconds: float) -> None:
        self._skipped += seconds

    def leave_out(self, seconds: float) -> None:
        """These processor seconds were another processor's: they pass beside the loop."""
        self._skipped -= seconds


class ProcessorPool(WorkerPool):
    """Workers on the processor's clock: each piece of work takes as long as it took the processor."""

    def __init__(self, workers: int, queue: int) -> None:
        super().__init__(workers, queue, 0.0)
        self._all = workers + queue
        self._workers = asyncio.Semaphore(workers)
        # A thread of its own: engines change the place of theirs.
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._taken = 0

    @property
    def busy(self) -> int:
        """How many calls are running or waiting."""
        return self._taken

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """As in the product; what is cancelled while it runs keeps its worker to the end."""
        if self._taken >= self._all:
            raise UnavailableError("busy", retry_after=5)
        self._taken += 1
        running = None
        try:
            await self._workers.acquire()
            running = asyncio.create_task(self._work(lambda: function(*args, **kwargs)))
            return await asyncio.shield(running)
        finally:
            if running is None:
                self._taken -= 1

    def close(self) -> None:
        """Stop taking work."""
        super().close()
        self._thread.shutdown(wait=False)

    async def _work(self, function: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        began = time.process_time()
        try:
            return self._thread.submit(function).result()
        finally:
            seconds = time.process_time() - began
            if isinstance(loop, ProcessorLoop):
                loop.leave_out(seconds)
            await asyncio.sleep(seconds)
            self._workers.release()
            self._taken -= 1


def run(work: Coroutine[None, None, T], *, processor: bool) -> T:
    """Run on the processor's clock, or on that of the wall."""
    with asyncio.Runner(loop_factory=ProcessorLoop if processor else None) as runner:
        return runner.run(work)
