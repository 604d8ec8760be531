"""An interview room with a scripted chat server at its side."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from assistant.interview.service import InterviewService
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.models.chat_prompts import prompts
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.wiring import interview_service, opened_database
from assistant.wiring_models import Models, models_of
from tests.models.scripted_server import Answer, Script

Body = dict[str, Any]

# The grammars read most of it, and leave the lone holiday: only who understands the whole knows what it is for.
LONG = "李师傅，男，开荒保洁擦玻璃都做，一天三百，工具自带，元旦"
TURNS = ("同意", LONG, "做了八年了", "河南周口的", "月休四天", "年后吧，初六就能来", "没有了", "不知道")
_UNSAID = frozenset({"gender", "phone", "work_history", "experience_by_job", "strengths"})


def task_of(body: Body) -> str:
    """Which task a request is for, by its rules."""
    rules: str = body["messages"][0]["content"]
    return next((task for task, prompt in prompts().items() if rules.startswith(prompt.system("zh")[:30])), "unknown")


def last(body: Body) -> str:
    """The last message of a request."""
    words: str = body["messages"][-1]["content"]
    return words


def words_in(body: Body) -> str:
    """Her words in a request."""
    return last(body).partition("<<<")[2].partition(">>>")[0]


def reply_in(body: Body) -> str:
    """The reply a request wants reworded."""
    return last(body).partition("：")[2].partition("\n")[0]


def reads_well(body: Body) -> Answer | str:
    """A model that reads as well as the grammars, and one thing more."""
    words = words_in(body)
    facts = read(words, Context(today=date(2026, 11, 22), language="zh")).facts
    said = [
        {"field": fact.field, "quote": fact.quote, "value": "", "denied": fact.polarity == "negative"}
        for fact in facts
        if fact.field not in _UNSAID
    ]
    if "元旦" in words:
        said.append({"field": "available_from", "quote": "元旦", "value": "元旦", "denied": False})
    return json.dumps({"facts": said}, ensure_ascii=False)


def by_task(**scripts: Callable[[Body], Answer | str]) -> Script:
    """A server that does for each task what its script says, and fails at any other."""

    def answer(body: Body) -> Answer | str:
        script = scripts.get(task_of(body))
        return script(body) if script else Answer(status=500)

    return answer


@asynccontextmanager
async def room(
    settings: Settings, clock: FixedClock, url: str | None, **changes: Any
) -> AsyncIterator[tuple[InterviewService, Models]]:
    """The interview room with every model on the server at `url`, or with none."""
    names = {f"model_{task}": "scripted" for task in ("read", "talk", "answer", "resume")} if url else {}
    waits = {"model_read_seconds": 60.0, "model_talk_seconds": 60.0, "model_attempts": 1}
    own = settings.model_copy(update={"model_base_url": url, **names, **waits, **changes})
    models = models_of(own, clock)
    async with opened_database(own) as database:
        try:
            yield interview_service(database, own, clock, assistance=models.assistance), models
        finally:
            await models.close()


async def talk(service: InterviewService, turns: tuple[str, ...] = TURNS) -> tuple[list[str], dict[str, Any]]:
    """An interview of these turns: what was said back, and the profile that is left."""
    opened = await service.open("zh", None, "text")
    replies = [(await service.answer(opened.id, opened.token, text)).reply.text for text in turns]
    view = await service.view(opened.id, opened.token)
    return replies, view.folded.profile.wire()
