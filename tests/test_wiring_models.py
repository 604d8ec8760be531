"""The whole product with a chat server beside it: what the edge shows of it, and that nothing depends on it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from assistant.app import create_app
from assistant.interview.book import shipped_book
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.answers import brief
from assistant.knowledge.service import KnowledgeService
from assistant.models.chat import TASKS
from assistant.wiring import library_rules
from assistant.wiring_consumer import PooledLibrary
from assistant.wiring_models import models_of
from tests.encoder import RememberingEmbedder
from tests.interview.assisted import LONG, by_task, last, reads_well
from tests.knowledge.conftest import LIBRARY, embedder
from tests.models.scripted_server import Answer, Body, Script, ScriptedServer, scripted

__all__ = ["embedder"]


@asynccontextmanager
async def product(
    settings: Settings, clock: FixedClock, script: Script
) -> AsyncIterator[tuple[httpx.AsyncClient, ScriptedServer]]:
    """The application with every model on a scripted server, and its client."""
    with scripted(script) as server:
        models = {f"model_{task}": "scripted" for task in TASKS}
        waits = {"model_read_seconds": 60.0, "model_talk_seconds": 60.0, "model_attempts": 1}
        app = create_app(settings.model_copy(update={"model_base_url": server.url, **models, **waits}), clock)
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as http:
                yield http, server


async def interviewed(http: httpx.AsyncClient, *turns: str) -> tuple[str, dict[str, str]]:
    opened = (await http.post("/api/v1/interviews", json={})).json()
    head = {"Authorization": f"Bearer {opened['token']}"}
    for text in turns:
        done = await http.post(f"/api/v1/interviews/{opened['id']}/turns", json={"text": text}, headers=head)
        assert done.status_code == 200, done.text
    return opened["id"], head


def joins_lines(body: Body) -> str:
    lines = [line.partition(" ")[2] for line in last(body).splitlines()]
    text = "，".join(line.rstrip("。") for line in lines) + "。"
    return json.dumps({"sentences": [{"text": text, "from": list(range(1, len(lines) + 1))}]}, ensure_ascii=False)


TURNS = ("同意", "我叫王芳", "老家河南周口，七九年的", "月嫂干了八年，做过三十家", "月休四天，一万二一个月")


async def test_without_settings_every_task_is_off(settings: Settings, clock: FixedClock) -> None:
    models = models_of(settings, clock)
    assert models.parts() == {f"model_{task}": "off" for task in TASKS}
    assert models.assistance(shipped_book()) is None
    await models.close()


async def test_operators_see_which_model_does_what_and_what_it_costs(settings: Settings, clock: FixedClock) -> None:
    async with product(settings, clock, by_task(read=reads_well)) as (http, _):
        parts = (await http.get("/readyz")).json()["parts"]
        assert [parts[f"model_{task}"] for task in TASKS] == ["scripted"] * 4
        await interviewed(http, "同意", *(["做了八年月嫂"] * 5))
        parts = (await http.get("/readyz")).json()["parts"]
        assert parts["model_talk"] == "degraded: open, without scripted"
        assert parts["model_read"] == "scripted"
        metrics = (await http.get("/metrics")).text
        assert 'ayi_model_calls{task="read"} 5' in metrics
        assert 'ayi_model_tokens{task="read"} 600' in metrics
        assert 'ayi_model_failed{task="talk"}' in metrics


async def test_words_may_be_read_with_a_model_outside_an_interview(settings: Settings, clock: FixedClock) -> None:
    async with product(settings, clock, by_task(read=reads_well)) as (http, _):
        body = (await http.post("/api/v1/extract", json={"text": LONG})).json()
    assert body["profile"]["available_from"] == "2027-01-01"
    assert [fact["field"] for fact in body["facts"] if fact["source"] == "llm"] == ["available_from"]


async def test_a_resume_opens_with_checked_sentences_or_with_its_own(settings: Settings, clock: FixedClock) -> None:
    def resume_of(answer: Any) -> Script:
        return by_task(resume=answer)

    texts = []
    for answer in (joins_lines, lambda _: Answer(status=500)):
        async with product(settings, clock, resume_of(answer)) as (http, _):
            interview_id, head = await interviewed(http, *TURNS)
            texts.append((await http.get(f"/api/v1/interviews/{interview_id}/resume.txt", headers=head)).text)
    joined, own = texts
    assert joined != own
    for fact in ("周口", "八年", "三十家", "月休四天"):
        assert fact in joined
        assert fact in own


def says_plainly(body: Body) -> str:
    """The clause as it is, but for a comma."""
    return last(body)[last(body).index("[1] ") :].replace("，", "、", 1)


async def test_a_rule_is_put_in_plain_words_wherever_it_is_asked_for(
    settings: Settings, clock: FixedClock, embedder: RememberingEmbedder
) -> None:
    question = "东家不给工资咋办？"
    library = KnowledgeService(settings.data_dir / "k", embedder, clock, shipped=LIBRARY, second_opinion=False)
    library.build()
    plain = library.ask(question)
    assert plain.kind == "answer"
    pool = WorkerPool(1, 4, 30.0)
    with scripted(by_task(answer=says_plainly)) as server:
        models = models_of(settings.model_copy(update={"model_base_url": server.url, "model_answer": "m"}), clock)
        reworded = await models.plain(plain, question)
        spoken = await library_rules(library, pool, 30.0, models.plain)(question, "zh")
        in_chat = await PooledLibrary(library, pool, models.plain).ask(question, None, None, "zh")
        await models.close()
    assert reworded.text != plain.text
    assert reworded.text.replace("、", "，") == plain.text.replace("、", "，")
    assert reworded.citations == plain.citations
    assert spoken == brief(reworded)
    assert in_chat == reworded
    # The server is gone: the clause is said as it is written.
    models = models_of(settings.model_copy(update={"model_base_url": server.url, "model_answer": "m"}), clock)
    assert await models.plain(plain, question) == plain
    await models.close()
    pool.close()
    library.close()
