"""Work nobody waits for waits itself while the server is pressed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from assistant.kit.calm import lag, until_calm


def measured(*values: float) -> tuple[Callable[[], Awaitable[float]], list[float]]:
    left = list(values)

    async def measure() -> float:
        return left.pop(0) if len(left) > 1 else left[0]

    return measure, left


async def test_a_calm_server_is_not_waited_for() -> None:
    measure, _ = measured(0.0)
    assert await until_calm(measure)


async def test_a_pressed_server_is_looked_at_again_until_it_is_calm() -> None:
    measure, left = measured(0.5, 0.3, 0.0)
    assert await until_calm(measure, look_again=0.001)
    assert left == [0.0]


async def test_a_server_that_is_never_calm_gets_its_work_done_all_the_same() -> None:
    measure, _ = measured(0.5)
    assert not await until_calm(measure, look_again=0.001, patience=0.01)


async def test_a_loop_that_is_held_up_comes_back_late() -> None:
    measuring = asyncio.create_task(lag(0.001))
    await asyncio.sleep(0)
    time.sleep(0.05)  # noqa: ASYNC251 - holding the loop up is what is tried
    assert await measuring > 0.02
