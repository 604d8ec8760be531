"""The load run counts turns and failures, and stops in time."""

from __future__ import annotations

import json

import httpx
import respx

from evals.load.swarm import Plan, scripts, swarm

ADDRESS = "http://ayi.test"


def test_the_scripts_are_plain_conversations() -> None:
    assert len(scripts()) >= 8


@respx.mock
async def test_turns_are_timed_and_failures_counted() -> None:
    reply = {"text": "怎么称呼您？", "asking": "name", "quick_replies": [], "done": False, "handoff": False}
    respx.post(f"{ADDRESS}/api/v1/interviews").respond(201, json={"id": "i", "token": "t", "reply": reply})
    turns = respx.post(f"{ADDRESS}/api/v1/interviews/i/turns")
    first = [(200, False), (200, True), (500, False)]

    def answer(_: httpx.Request, route: respx.Route) -> httpx.Response:
        status, done = first[route.call_count] if route.call_count < len(first) else (200, False)
        return httpx.Response(status, json={"reply": reply | {"done": done}})

    turns.side_effect = answer
    measured = await swarm(ADDRESS, Plan(workers=1, seconds=0.3, pause=(0.0, 0.0)))
    assert measured.failed == 1
    assert measured.begun >= 3
    assert len(measured.turns) == len(turns.calls)
    assert json.loads(turns.calls[0].request.content)["text"]
    assert turns.calls[0].request.headers["Authorization"] == "Bearer t"


@respx.mock
async def test_a_refused_opening_is_a_failure() -> None:
    respx.post(f"{ADDRESS}/api/v1/interviews").respond(503)
    measured = await swarm(ADDRESS, Plan(workers=2, seconds=0.05, pause=(0.0, 0.01)))
    assert measured.failed >= 2
    assert measured.turns == []


@respx.mock
async def test_a_broken_connection_is_a_failure() -> None:
    respx.post(f"{ADDRESS}/api/v1/interviews").mock(side_effect=httpx.ReadError)
    measured = await swarm(ADDRESS, Plan(workers=1, seconds=0.05, pause=(0.0, 0.0)))
    assert measured.failed == 1
