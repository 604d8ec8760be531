"""Work leaves the event loop, and a full queue says so at once."""

from __future__ import annotations

import asyncio
import threading

import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool


async def test_work_runs_in_another_thread() -> None:
    pool = WorkerPool(workers=1, queue=1, seconds=5)
    assert await pool.run(threading.get_ident) != threading.get_ident()
    pool.close()


async def test_an_error_of_the_work_reaches_the_caller() -> None:
    pool = WorkerPool(workers=1, queue=1, seconds=5)
    with pytest.raises(ValueError, match="bad"):
        await pool.run(int, "bad")
    pool.close()


async def test_a_full_queue_is_told_at_once_and_frees_up_again() -> None:
    pool, gate = WorkerPool(workers=1, queue=1, seconds=5), threading.Event()
    waiting = [asyncio.create_task(pool.run(gate.wait, 5)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(UnavailableError) as caught:
        await pool.run(gate.wait, 5)
    assert caught.value.retry_after
    gate.set()
    await asyncio.gather(*waiting)
    await asyncio.sleep(0)
    assert pool.busy == 0
    pool.close()


async def test_work_that_takes_too_long_is_reported_and_keeps_its_place_until_it_ends() -> None:
    pool, gate = WorkerPool(workers=1, queue=0, seconds=0.05), threading.Event()
    with pytest.raises(UnavailableError):
        await pool.run(gate.wait, 5)
    assert pool.busy == 1
    gate.set()
    for _ in range(500):
        await asyncio.sleep(0.01)
        if not pool.busy:
            break
    assert pool.busy == 0
    pool.close()
