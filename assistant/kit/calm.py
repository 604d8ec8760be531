"""Work nobody waits for waits itself while the server hardly keeps up with those who do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

_PAUSE: Final = 0.05
_LATE: Final = 0.02
_LOOK_AGAIN: Final = 1.0
_PATIENCE: Final = 60.0


async def lag(pause: float = _PAUSE) -> float:
    """How many seconds too late the event loop comes back from a pause of `pause` seconds: 0 where nothing presses."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.sleep(pause)
    return max(0.0, loop.time() - begun - pause)


async def until_calm(
    measure: Callable[[], Awaitable[float]] = lag, *, look_again: float = _LOOK_AGAIN, patience: float = _PATIENCE
) -> bool:
    """Wait until the loop is on time, looking again every `look_again` seconds; whether it came to that.

    After `patience` seconds the work goes on all the same: a server that is never calm would never get it done.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    while await measure() > _LATE:
        if loop.time() >= until:
            return False
        await asyncio.sleep(look_again)
    return True
