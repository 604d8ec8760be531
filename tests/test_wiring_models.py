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
from assistant.models.chat import TASKS
from assistant.wiring_models import models_of
from tests.interview.assisted import LONG, by_task, last, reads_well
from tests.models.scripted_server import Answer, Body, Script, ScriptedServer, scripted


@asynccontextmanager
async def product(
    settings: Settings, clock: FixedClock, script: Script
) -> AsyncIterator[tuple[httpx.AsyncClient, ScriptedServer]]:
    """The application with every model on a scripted server, and its client."""
    with scripted(script) as server:
        models = {f"model_{task}": "scripted" for task in TASKS}
        waits = {"model_read_seconds": 5.0, "model_talk_seconds": 5.0, "model_attempts": 1}
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
    assert body["profile"]["location"] == {"city": "西安", "district": "未央"}
    assert [fact["field"] for fact in body["facts"] if fact["source"] == "llm"] == ["location"]


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
