"""Work beside the server is repeated, survives its failures, and ends whole."""

from __future__ import annotations

import asyncio
import logging

import pytest

from assistant.kit.repeating import Repeating


async def test_it_is_done_again_and_again_whatever_happens(caplog: pytest.LogCaptureFixture) -> None:
    times: list[int] = []
    enough = asyncio.Event()

    async def work() -> None:
        times.append(len(times))
        if len(times) == 3:
            enough.set()
        raise OSError

    with caplog.at_level(logging.ERROR):
        repeating = Repeating(work, 0.001, first=0.0, failed="tidying_failed")
        repeating.start()
        await enough.wait()
        await repeating.stop()
    assert [record.message for record in caplog.records][:3] == ["tidying_failed"] * 3


async def test_what_is_under_way_ends_before_it_is_over() -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    repeating = Repeating(work, 3600, first=0.0, failed="x")
    repeating.start()
    await begun.wait()
    stopping = asyncio.create_task(repeating.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping
    assert ended.is_set()


async def test_what_never_ends_is_given_up() -> None:
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    repeating = Repeating(work, 3600, first=0.0, failed="x", patience=0.01)
    repeating.start()
    await begun.wait()
    await repeating.stop()


async def test_nothing_is_begun_once_it_is_stopped() -> None:
    done: list[str] = []

    async def work() -> None:
        done.append("x")

    repeating = Repeating(work, 3600, first=3600, failed="x")
    repeating.start()
    await repeating.stop()
    assert done == []


async def test_what_never_began_is_stopped_all_the_same() -> None:
    async def work() -> None:
        raise AssertionError

    await Repeating(work, 1, first=0, failed="x").stop()
