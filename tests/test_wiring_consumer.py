"""The consumers' rooms hang together, and go on when the library does not answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.consumer.routing import Act, Heard, Router, Standing
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.e5_weights import Array
from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.service import KnowledgeService
from assistant.wiring_consumer import PooledLibrary, PooledRouter, chat_service, match_service, ready, router_of, teach


class FlatEmbedder:
    """An encoder that finds everything alike."""

    name = "flat"
    dimension = 4

    def queries(self, texts: Sequence[str]) -> Array:
        return np.ones((len(texts), 4), dtype=np.float32)

    passages = queries


def library(folder: Path, clock: FixedClock) -> KnowledgeService:
    empty = folder / "documents"
    empty.mkdir()
    return KnowledgeService(folder / "knowledge", FlatEmbedder(), clock, shipped=empty, second_opinion=False)


def nothing(_: str) -> Heard:
    return Heard()


async def test_a_chat_is_held_over_the_wired_rooms(
    database: Database, settings: Settings, clock: FixedClock, tmp_path: Path
) -> None:
    pool, knowledge = WorkerPool(1, 4, 30), library(tmp_path, clock)
    people = match_service(database, settings, clock)
    chats = chat_service(database, settings, clock, people, knowledge, pool, router_of(settings))
    opened = await chats.open("zh")
    reply = await chats.message(opened.id, opened.token, "想找个住家月嫂，一万五以内")
    assert reply.need.job == "maternity_nurse"
    assert (await chats.message(opened.id, opened.token, "定金最多收多少？")).kind == "refusal"
    pool.close()


async def test_what_is_not_indexed_yet_is_not_declined(tmp_path: Path, clock: FixedClock) -> None:
    pool = WorkerPool(1, 4, 30)
    unread = KnowledgeService(tmp_path / "knowledge", FlatEmbedder(), clock, second_opinion=False)
    assert not unread.whole()
    assert await PooledLibrary(unread, pool).ask("定金最多收多少？", None, None, "zh") is None
    declined = await PooledLibrary(unread, pool).ask("帮我查她的身份证号", None, None, "zh")
    assert declined is not None, "what is declined for a reason is declined at once"
    pool.close()


def test_what_the_first_message_waits_for_is_loaded_ahead(tmp_path: Path) -> None:
    asked: list[str] = []

    class Counting(FlatEmbedder):
        def queries(self, texts: Sequence[str]) -> Array:
            asked.extend(texts)
            return super().queries(texts)

    router = Router(tmp_path / "routes")
    ready(router, Counting())
    assert asked
    assert router.route("你好", Standing()).act is Act.SMALLTALK


def test_an_encoder_that_does_not_answer_stops_nothing(tmp_path: Path) -> None:
    class Broken(FlatEmbedder):
        def queries(self, texts: Sequence[str]) -> Array:
            assert texts
            raise UnavailableError("encoder_unreachable")

    ready(Router(tmp_path / "routes"), Broken())


async def test_right_after_a_start_a_need_waits_for_nothing_and_danger_is_known(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, router = WorkerPool(1, 4, 30), Router()
    monkeypatch.setattr(Router, "route", lambda *_: pytest.fail("nothing is weighed before the router has learned"))
    routes = PooledRouter(router, library(tmp_path, clock), pool, 5)
    assert (await routes("想找个住家月嫂", Standing(), lambda _: Heard(changes=True))).act is Act.NEED
    assert (await routes("煤气泄漏了怎么办", Standing(), lambda _: Heard(changes=True))).act is Act.EMERGENCY
    pool.close()


async def test_a_full_library_gives_no_answer_instead_of_an_error(tmp_path: Path, clock: FixedClock) -> None:
    pool = WorkerPool(1, 0, 30)
    busy = asyncio.create_task(pool.run(time.sleep, 0.5))
    await asyncio.sleep(0)
    assert await PooledLibrary(library(tmp_path, clock), pool).ask("定金？", None, None, "zh") is None
    await busy
    pool.close()


async def test_without_a_free_worker_the_wording_still_routes(tmp_path: Path, clock: FixedClock) -> None:
    pool = WorkerPool(1, 0, 30)
    busy = asyncio.create_task(pool.run(time.sleep, 0.5))
    await asyncio.sleep(0)
    router = PooledRouter(Router(), library(tmp_path, clock), pool, 5)
    assert (await router("想找个住家月嫂", Standing(), nothing)).act is Act.NEED
    await busy
    pool.close()


async def test_the_router_is_taught_with_the_library_s_encoder(tmp_path: Path, clock: FixedClock) -> None:
    router, knowledge = Router(tmp_path / "routes"), library(tmp_path, clock)
    teach(router, knowledge)
    assert list((tmp_path / "routes").glob("routes-*.npz"))
    assert router.route("你好", Standing(), knowledge.vectors_of).act is Act.SMALLTALK
