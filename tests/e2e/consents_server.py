"""The real product with one worker whose card is out, for her walk through her own page of consents.

Her id, token and card's path are written to `her.json` below `AYI_DATA_DIR`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import uvicorn
from fastapi import FastAPI

from assistant.app import create_app
from assistant.kit.clock import SystemClock
from assistant.kit.settings import Settings
from tests.api.published import approved


def app_with_her() -> FastAPI:
    """The application with her in it before it answers."""
    settings = Settings(knowledge_build=False, speech="off", rate_per_address=0, rate_per_token=0)
    clock = SystemClock(settings.timezone)
    app = create_app(settings, clock)
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def with_her(running: FastAPI) -> AsyncIterator[None]:
        async with whole(running):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://ayi.test") as client:
                her = await approved(app, client, clock)
                await her.consent("publish")
                card = await her.publish()
            said = {"id": her.id, "token": her.token, "card": card["path"]}
            (settings.data_dir / "her.json").write_text(json.dumps(said), encoding="utf-8")
            yield

    app.router.lifespan_context = with_her
    return app


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, required=True)
    uvicorn.run(app_with_her(), host="127.0.0.1", port=arguments.parse_args().port, log_level="warning")
