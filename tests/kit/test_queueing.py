"""What arrives for one thing keeps its order; other things do not wait for it."""

from __future__ import annotations

import asyncio

import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.queueing import Queue


async def test_a_quick_one_does_not_overtake_a_slow_one() -> None:
    queue, done, release = Queue(9), [], asyncio.Event()

    async def work(name: str, number: int) -> None:
        async with queue.place(name) as reached:
            await reached()
            if number == 0:
                await release.wait()
            done.append((name, number))

    tasks = [asyncio.create_task(work("a", number)) for number in range(3)]
    await asyncio.create_task(work("b", 1))
    assert done == [("b", 1)]
    release.set()
    await asyncio.gather(*tasks)
    assert done[1:] == [("a", 0), ("a", 1), ("a", 2)]


async def test_one_that_leaves_early_lets_nobody_past_those_before_it() -> None:
    queue, done, release = Queue(9), [], asyncio.Event()

    async def slow() -> None:
        async with queue.place("a") as reached:
            await reached()
            await release.wait()
            done.append("slow")

    async def gives_up() -> None:
        async with queue.place("a"):
            raise LookupError("gives up")

    async def last() -> None:
        async with queue.place("a") as reached:
            await reached()
            done.append("last")

    first, second, third = (asyncio.create_task(each()) for each in (slow, gives_up, last))
    with pytest.raises(LookupError):
        await second
    await asyncio.sleep(0)
    assert done == []
    release.set()
    await asyncio.gather(first, third)
    assert done == ["slow", "last"]


async def test_a_line_has_an_end_and_empties_again() -> None:
    queue = Queue(2)
    async with queue.place("a"), queue.place("a"):
        with pytest.raises(UnavailableError):
            async with queue.place("a"):
                pass
        async with queue.place("b"):
            pass
    async with queue.place("a") as reached:
        await reached()


async def test_one_that_is_given_up_while_it_waits_does_not_stop_the_line() -> None:
    queue, done, release = Queue(9), [], asyncio.Event()

    async def work(number: int) -> None:
        async with queue.place("a") as reached:
            await reached()
            if number == 0:
                await release.wait()
            done.append(number)

    tasks = [asyncio.create_task(work(number)) for number in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    release.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert done == [0, 2]
