"""Whole scripted interviews with a chat server beside the product: what a turn costs, what is gained, what is lost."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx

from assistant.models.chat import TASKS
from assistant.models.chat_prompts import prompts
from assistant.profile.model import Language
from assistant.understanding.reader import language_of, read
from assistant.understanding.reading import Context
from evals.interviews.course import Course
from evals.interviews.drive import AppHouse, hold
from evals.interviews.grade import differences
from evals.interviews.personas import Persona, personas
from evals.models.scripted import fields
from evals.table import percent, quantile, table
from tests.models.scripted_server import Answer, Body, Script, scripted

_CHOSEN = ("henan_maternity_nurse", "everything_at_once", "hostile_and_injecting", "english_nanny")
_DIES_AFTER = 12  # requests, in the middle of the first interview


@dataclass(slots=True)
class Beside:
    """What a server does, and what a run with it showed."""

    name: str
    script: Script | None
    dies: bool = False
    turns: list[float] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    asked: int = 0


def _task(body: Body) -> tuple[str, Language]:
    rules = body["messages"][0]["content"]
    for task, prompt in prompts().items():
        for language in ("zh", "en"):
            if rules.startswith(prompt.system(language)[:30]):
                return task, language
    return "unknown", "zh"


def good(seconds: float) -> Script:
    """A server that reads what the grammars read and says each question a little otherwise, after so many seconds."""

    def answer(body: Body) -> Answer | str:
        task, language = _task(body)
        last = body["messages"][-1]["content"]
        if task == "read":
            return Answer(_read(last.partition("<<<")[2].partition(">>>")[0]), seconds=seconds)
        if task == "talk":
            start = "： " if "： " in last else "："
            reply = last.partition(start if language == "zh" else ": ")[2].partition("\n")[0]
            said = reply[:-1] + "呀？" if language == "zh" and reply.endswith("？") else reply
            return Answer(said, seconds=seconds)
        return Answer(status=500)

    return answer


def _read(words: str) -> str:
    context = Context(today=date(2026, 11, 22), language=language_of(words))
    known = set(fields())
    said = [
        {"field": fact.field, "quote": fact.quote, "value": "", "denied": fact.polarity == "negative"}
        for fact in read(words, context).facts
        if fact.field in known and fact.value is not None
    ]
    return json.dumps({"facts": said}, ensure_ascii=False)


def bad(body: Body) -> Answer | str:
    """A server that invents, obeys whoever speaks in her words, and asks what must not be asked."""
    task, _ = _task(body)
    if task == "read":
        words = body["messages"][-1]["content"].partition("<<<")[2].partition(">>>")[0]
        invented = [
            {"field": name, "quote": words[:100] or "x", "value": "三万", "denied": False}
            for name in ("expected_salary", "years_experience", "jobs", "certificates", "location", "name")
        ]
        return json.dumps({"facts": invented}, ensure_ascii=False)
    return "您真棒！您结婚了吗？属什么的？"


def _variants() -> list[Beside]:
    return [
        Beside("no server", None),
        Beside("good server", good(0.0)),
        Beside("good server, 0.4 s a request", good(0.4)),
        Beside("good server, 4 s a request", good(4.0)),
        Beside("server that fails (500)", lambda _: Answer(status=500)),
        Beside("ill-willed server", bad),
        Beside("server that dies in the middle", good(0.0), dies=True),
    ]


class _House(AppHouse):
    """An application with these models, whose turns are timed."""

    def __init__(self, folder: Path, changes: dict[str, Any], timed: Callable[[float, str], None]) -> None:
        super().__init__(folder)
        self._settings = self._settings.model_copy(update=changes)
        self._timed = timed

    async def open(self) -> None:
        """Starts the application."""
        await super().open()
        sent = self.http.request
        timed = self._timed

        async def request(method: str, url: str, **options: Any) -> httpx.Response:  # noqa: ANN401 - passed on
            started = perf_counter()
            response = await sent(method, url, **options)
            if str(url).endswith("/turns"):
                timed(perf_counter() - started, response.json()["reply"]["text"])
            return response

        self.http.request = request  # type: ignore[method-assign, assignment] # the eval's own clock


async def measure(folder: Path) -> str:
    """The table of all servers."""
    chosen = [persona for persona in personas() if persona.id in _CHOSEN]
    runs = _variants()
    for number, run in enumerate(runs):
        async with _served(run) as changes:
            for persona in chosen:
                place = folder / f"{number}-{persona.id}"
                run.courses.append(await _held(persona, place, changes, run))
    return _table(runs)


@asynccontextmanager
async def _served(run: Beside) -> AsyncIterator[dict[str, Any]]:
    if run.script is None:
        yield {}
        return
    served = run.script

    def script(body: Body) -> Answer | str:
        run.asked += 1
        return Answer(hang_up=True) if run.dies and run.asked > _DIES_AFTER else served(body)

    with scripted(script) as server:
        yield {"model_base_url": server.url, **{f"model_{task}": "scripted" for task in TASKS}}


async def _held(persona: Persona, folder: Path, changes: dict[str, Any], run: Beside) -> Course:
    def timed(seconds: float, reply: str) -> None:
        run.turns.append(seconds)
        run.replies.append(reply)

    house = _House(folder, changes, timed)
    await house.open()
    try:
        return await hold(persona, house)
    finally:
        await house.close()


def _table(runs: list[Beside]) -> str:
    alone = runs[0]
    head = (
        "beside the product",
        "interviews",
        "profile exact",
        "repeated or forbidden questions",
        "faults",
        "turns",
        "replies worded otherwise",
        "requests",
        "median ms a turn",
        "p95 ms",
        "added, median ms",
    )
    own = set(alone.replies)
    base = 1000 * quantile(alone.turns, 0.5)
    lines = [
        (
            run.name,
            len(run.courses),
            sum(not differences(course) for course in run.courses),
            sum(len(course.repeated) + len(course.forbidden) for course in run.courses),
            sum(len(course.faults) + len(course.bad_quotes) for course in run.courses),
            len(run.turns),
            percent(sum(reply.endswith("呀？") for reply in run.replies if reply not in own), len(run.replies)),
            run.asked,
            f"{1000 * quantile(run.turns, 0.5):.0f}",
            f"{1000 * quantile(run.turns, 0.95):.0f}",
            "–" if run is alone else f"{1000 * quantile(run.turns, 0.5) - base:.0f}",
        )
        for run in runs
    ]
    words = (
        "A turn waits at most 1.5 s for the reading and 1.2 s for the wording (settings); what is read later joins the "
        "next turn, and a server that keeps failing is left alone. The scripted servers answer over real HTTP; turns "
        "follow each other at once, without a person's pauses, on a machine busy with other things."
    )
    return f"{table(head, lines)}\n\n{words}"
