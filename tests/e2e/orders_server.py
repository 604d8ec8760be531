"""The real product with one published worker, a recruiter and messages kept in a file, for walks from match to meeting.

Messages are kept in `messages.jsonl` below `AYI_DATA_DIR`. `POST /_test/people` publishes a new worker in place of the
one before and gives what a test needs to be her or staff; `POST /_test/later {"days": n}` lets days pass, after which
staff need new sessions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from assistant.accounts.csrf import csrf_token
from assistant.accounts.model import StaffRole
from assistant.app import create_app
from assistant.kit.clock import SystemClock
from assistant.kit.settings import Settings
from tests.api.world import interview, staff_session
from tests.consumer.published import MARKS, WANG
from tests.consumer.published import worker as published

ROLES: tuple[StaffRole, ...] = ("recruiter", "owner")


class MovedClock:
    """The machine's clock, so many days ahead."""

    def __init__(self, zone: str) -> None:
        self._clock = SystemClock(zone)
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self._clock.now() + self.ahead

    def today(self) -> date:
        return (self._clock.now() + self.ahead).date()


class FileSms:
    """Writes messages to a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def send(self, phone: str, text: str) -> None:
        with self._path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"phone": phone, "text": text}, ensure_ascii=False) + "\n")


def app_with_people() -> FastAPI:
    """The application with everybody in it before it answers."""
    settings = Settings(knowledge_build=False, speech="off", rate_per_address=0, rate_per_token=0)
    clock = MovedClock(settings.timezone)
    app = create_app(settings, clock)
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[None]:
        async with whole(started):
            sms = FileSms(settings.data_dir / "messages.jsonl")
            started.state.accounts.phones._sms = sms
            started.state.orders.messages._sms = sms
            # Loading the encoder and learning what messages do take their time; no page should wait for them.
            chat = await started.state.chats.open("zh")
            for text in ("想找个住家育儿嫂", "我约的面试怎么样了"):
                await started.state.chats.message(chat.id, chat.token, text)
            yield

    app.router.lifespan_context = lifespan

    known: list[str] = []

    @app.post("/_test/people", include_in_schema=False)
    async def people() -> dict[str, Any]:
        for worker_id in known:
            await app.state.people.withdraw(worker_id)
        worker_id, token, _ = await interview(app, name="王秀英")
        known.append(worker_id)
        await app.state.people.publish(published(worker_id, WANG, MARKS))
        return {"worker": {"id": worker_id, "token": token}, **{role: await cookie(app, role) for role in ROLES}}

    @app.post("/_test/later", include_in_schema=False)
    async def later(body: dict[str, float]) -> dict[str, Any]:
        clock.ahead += timedelta(days=body["days"])
        return {role: await cookie(app, role) for role in ROLES}

    return app


async def cookie(app: FastAPI, role: StaffRole) -> dict[str, str]:
    """The cookies of somebody who is signed in."""
    _, token = await staff_session(app, role)
    return {"ayi_session": token, "ayi_csrf": csrf_token(token)}


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(app_with_people(), host="127.0.0.1", port=parser.parse_args().port, log_level="error")


if __name__ == "__main__":
    main()
