"""Operators see whether it is alive, ready, and how much it does."""

from __future__ import annotations

import httpx
from pydantic import SecretStr

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


async def test_figures_and_parts_stay_in_the_operators_own_network(client: httpx.AsyncClient) -> None:
    app = client._transport.app  # type: ignore[attr-defined]
    app.state.settings.admin_token = SecretStr("their-token")
    outside = httpx.ASGITransport(app, client=("1.1.1.1", 1))
    async with httpx.AsyncClient(transport=outside, base_url="http://ayi.test") as stranger:
        assert (await stranger.get("/healthz")).status_code == 200
        assert (await stranger.get("/readyz")).json() == {"ready": True}
        assert (await stranger.get("/metrics")).status_code == 404
        assert (await stranger.get("/metrics", headers={"Authorization": "Bearer wrong"})).status_code == 404
        theirs = {"Authorization": "Bearer their-token"}
        assert (await stranger.get("/metrics", headers=theirs)).status_code == 200
        assert "parts" in (await stranger.get("/readyz", headers=theirs)).json()
