"""The application starts whole and describes itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import httpx

from assistant.app import create_app
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings


async def test_the_openapi_document_names_every_route_of_the_contract(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/v1/openapi.json")).json()["paths"]
    wanted = {
        ("/api/v1/interviews", "post"),
        ("/api/v1/interviews/{interview_id}", "get"),
        ("/api/v1/interviews/{interview_id}", "delete"),
        ("/api/v1/interviews/{interview_id}/turns", "post"),
        ("/api/v1/interviews/{interview_id}/audio", "post"),
        ("/api/v1/interviews/{interview_id}/recordings/{turn_id}", "get"),
        ("/api/v1/interviews/{interview_id}/speech/{turn_id}.mp3", "get"),
        ("/api/v1/interviews/{interview_id}/speech/{turn_id}.json", "get"),
        ("/api/v1/interviews/{interview_id}/speech/{turn_id}/{number}.mp3", "get"),
        ("/api/v1/interviews/{interview_id}/speech/{turn_id}/{number}.json", "get"),
        ("/api/v1/interviews/{interview_id}/profile", "get"),
        ("/api/v1/interviews/{interview_id}/finish", "post"),
        ("/api/v1/interviews/{interview_id}/resume.{suffix}", "get"),
        ("/api/v1/extract", "post"),
        ("/healthz", "get"),
        ("/readyz", "get"),
        ("/metrics", "get"),
    }
    assert wanted <= {(path, method) for path, methods in paths.items() for method in methods}


async def test_what_is_counted_beside_an_answer_is_counted_before_the_server_ends(
    settings: Settings, clock: FixedClock
) -> None:
    app = create_app(settings, clock)
    ended: list[str] = []

    async def counted(worker_ids: Sequence[str]) -> None:
        await asyncio.sleep(0.2)
        ended.extend(worker_ids)

    async with app.router.lifespan_context(app):
        fairness = app.state.trust.fairness
        fairness.shown = counted
        fairness.note_shown(["int_1"])
    assert ended == ["int_1"]
