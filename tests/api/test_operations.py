"""Operators see whether it is alive, ready, and how much it does."""

from __future__ import annotations

import httpx

from tests.api.conftest import Opener


async def test_alive(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json()["status"] == "ok"


async def test_ready_names_each_part_in_use(client: httpx.AsyncClient) -> None:
    body = (await client.get("/readyz")).json()
    assert body["ready"] is True
    assert body["parts"]["database"] == "sqlite"


async def test_not_ready_names_what_fails(client: httpx.AsyncClient) -> None:
    app = client._transport.app  # type: ignore[attr-defined]
    async with app.state.database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE interview_events")
        await connection.exec_driver_sql("DROP TABLE facts")
        await connection.exec_driver_sql("DROP TABLE interview_turns")
        await connection.exec_driver_sql("DROP TABLE interviews")
    response = await client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["failing"] == ["database"]


async def test_metrics_count_interviews_without_naming_anyone(client: httpx.AsyncClient, open_walk: Opener) -> None:
    walk = await open_walk()
    await walk.say("我叫王芳")
    text = (await client.get("/metrics")).text
    assert 'ayi_interviews{phase="asking"} 1' in text
    assert "王芳" not in text
