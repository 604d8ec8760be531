"""How many may talk, who may come back, and for how long."""

from __future__ import annotations

import asyncio

import pytest

from assistant.kit.errors import UnavailableError
from assistant.speech.live.sessions import KEPT_SECONDS, Sessions
from tests.speech.live.fakes import Bench, Time, always, speech


def bench() -> Bench:
    return Bench(always("我做了八年了"))


async def test_when_the_room_is_full_the_next_is_told_so() -> None:
    sessions = Sessions(1, Time())
    await sessions.open("int_1", "token-1", bench().parts)
    with pytest.raises(UnavailableError) as told:
        await sessions.open("int_2", "token-2", bench().parts)
    assert told.value.key == "live_busy"
    await sessions.close()


async def test_only_she_may_come_back_and_only_to_her_own() -> None:
    sessions = Sessions(3, Time())
    session = await sessions.open("int_1", "token-1", bench().parts)
    sessions.leave(session)
    assert sessions.resume(session.id, "int_1", "token-2") is None
    assert sessions.resume(session.id, "int_2", "token-1") is None
    assert sessions.resume("live_unknown", "int_1", "token-1") is None
    assert sessions.resume(session.id, "int_1", "token-1") is session
    await sessions.close()


async def test_nobody_waits_longer_than_a_minute_and_what_she_said_is_taken() -> None:
    time, hers = Time(), bench()
    sessions = Sessions(3, time)
    session = hers.session = await sessions.open("int_1", "token-1", hers.parts)
    await hers.listen()
    await hers.play(speech(1.0))
    sessions.leave(session)
    time.advance(KEPT_SECONDS - 1)
    await sessions.sweep()
    assert sessions.count == 1
    time.advance(2)
    await sessions.sweep()
    assert sessions.count == 0
    assert hers.conversation.answers == ["我做了八年了"]


async def test_what_she_said_is_taken_even_when_whoever_ends_the_session_is_cancelled() -> None:
    hers = bench()
    sessions = Sessions(1, Time())
    session = hers.session = await sessions.open("int_1", "token-1", hers.parts)
    await hers.listen()
    await hers.play(speech(1.0))
    ending = asyncio.create_task(sessions.end(session))
    await asyncio.sleep(0)
    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending
    await sessions.close()
    assert hers.conversation.answers == ["我做了八年了"]


async def test_another_phone_takes_the_conversation_over() -> None:
    sessions = Sessions(1, Time())
    first = await sessions.open("int_1", "token-1", bench().parts)
    second = await sessions.open("int_1", "token-1", bench().parts)
    assert sessions.count == 1
    assert sessions.resume(first.id, "int_1", "token-1") is None
    assert sessions.resume(second.id, "int_1", "token-1") is second
    await sessions.close()


async def test_a_session_that_cannot_begin_takes_no_room() -> None:
    hers = bench()

    async def fails() -> None:
        raise UnavailableError("busy")

    hers.conversation.opening = fails  # type: ignore[method-assign,assignment]  # the interview cannot be read
    sessions = Sessions(1, Time())
    with pytest.raises(UnavailableError):
        await sessions.open("int_1", "token-1", hers.parts)
    assert sessions.count == 0
