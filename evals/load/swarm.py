"""Workers who are interviewed at the same time, and the time each of their turns takes."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from time import perf_counter

import httpx

from assistant.profile.model import Topic
from evals.interviews.personas import Persona, personas
from evals.interviews.responder import Responder

_SEED = 20261122
_BREATH_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """`workers` interviews at once for `seconds`, each worker waiting between `pause` seconds before a turn."""

    workers: int
    seconds: float
    pause: tuple[float, float]


@dataclass(slots=True)
class Measured:
    """Seconds each turn took, the interviews begun and the turns that failed."""

    turns: list[float] = field(default_factory=list)
    begun: int = 0
    failed: int = 0
    seconds: float = 0.0


def scripts() -> list[Persona]:
    """The personas who stay to the end without a day's absence."""
    return [persona for persona in personas() if persona.finished and not _needs_care(persona)]


def _needs_care(persona: Persona) -> bool:
    return any(line.leave or line.resend for lines in persona.answers.values() for line in lines)


async def swarm(address: str, plan: Plan) -> Measured:
    """Lets the workers in one after the other within a pause, and measures until the time is over."""
    measured = Measured()
    limits = httpx.Limits(max_connections=plan.workers, max_keepalive_connections=plan.workers)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as http:
        choice = scripts()
        begin = perf_counter()
        end = begin + plan.seconds
        await asyncio.gather(*(_worker(http, plan, choice, n, end, measured) for n in range(plan.workers)))
        measured.seconds = perf_counter() - begin
    return measured


async def _worker(
    http: httpx.AsyncClient, plan: Plan, choice: list[Persona], number: int, end: float, measured: Measured
) -> None:
    chance = random.Random(_SEED + number)  # noqa: S311 - spreads pauses, guards nothing
    await asyncio.sleep(chance.uniform(0, plan.pause[1]))
    turn = number
    while perf_counter() < end:
        try:
            await _interview(http, plan, choice[turn % len(choice)], end, chance, measured)
        except httpx.TransportError:
            # The connection broke or nothing came back in time: a failure, and a moment's breath before the next.
            measured.failed += 1
            await asyncio.sleep(_BREATH_SECONDS)
        turn += 1


async def _interview(
    http: httpx.AsyncClient, plan: Plan, persona: Persona, end: float, chance: random.Random, measured: Measured
) -> None:
    opened = await http.post("/api/v1/interviews", json={"language": persona.language, "channel": persona.channel})
    if not opened.is_success:
        measured.failed += 1
        return
    measured.begun += 1
    interview = opened.json()
    headers = {"Authorization": f"Bearer {interview['token']}"}
    responder, reply = Responder(persona), interview["reply"]
    for _ in range(persona.most_turns):
        await asyncio.sleep(max(0.0, min(chance.uniform(*plan.pause), end - perf_counter())))
        if reply["done"] or perf_counter() >= end:
            return
        line = responder.next(reply["text"], Topic(reply["asking"]) if reply["asking"] else None)
        started = perf_counter()
        answer = await http.post(
            f"/api/v1/interviews/{interview['id']}/turns", json={"text": line.say}, headers=headers
        )
        measured.turns.append(perf_counter() - started)
        if not answer.is_success:
            measured.failed += 1
            return
        reply = answer.json()["reply"]
