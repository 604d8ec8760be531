"""The clock of the measurement: waiting takes no time, work takes the processor's, and workers are few."""

from __future__ import annotations

import asyncio

import pytest

from assistant.kit.errors import UnavailableError
from evals.speech.live.clock import ProcessorPool, run


def work() -> int:
    return sum(range(300_000))


def test_an_hour_of_waiting_passes_at_once() -> None:
    async def wait() -> float:
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(3600)
        return asyncio.get_running_loop().time() - began

    assert 3600 <= run(wait(), processor=True) < 3610


def test_work_of_one_worker_is_done_one_after_the_other_beside_the_loop() -> None:
    done: list[tuple[str, float]] = []

    async def both() -> None:
        loop, pool = asyncio.get_running_loop(), ProcessorPool(1, 4)

        async def one(name: str) -> None:
            assert await pool.run(work) == work()
            done.append((name, loop.time()))

        began = loop.time()
        await asyncio.gather(one("first"), one("second"))
        assert pool.busy == 0
        assert done[1][1] > done[0][1] > began
        pool.close()

    run(both(), processor=True)
    assert [name for name, _ in done] == ["first", "second"]


def test_a_full_queue_is_told() -> None:
    async def crowd() -> None:
        pool = ProcessorPool(1, 1)
        waiting = [asyncio.create_task(pool.run(work)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(UnavailableError):
            await pool.run(work)
        await asyncio.gather(*waiting)
        pool.close()

    run(crowd(), processor=True)
