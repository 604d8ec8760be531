"""The real product with a few published people and a small library, for walks through the page that finds people."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from assistant.wiring_consumer import chat_service, router_of
from tests.consumer.published import three
from tests.e2e.ask_server import small_app


def app_with_people() -> FastAPI:
    """The application of `ask_server`, with three nannies of Beijing published before it answers."""
    app = small_app()
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[None]:
        async with whole(started):
            state = started.state
            for worker in three():
                await state.people.publish(worker)
            router = router_of(state.settings)
            router.prepare()
            state.chats = chat_service(
                state.database,
                state.settings,
                state.clock,
                state.people,
                state.knowledge,
                state.knowledge_pool,
                router,
                state.orders.orders,
            )
            yield

    app.router.lifespan_context = lifespan
    return app


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    uvicorn.run(app_with_people(), host="127.0.0.1", port=parser.parse_args().port, log_level="error")


if __name__ == "__main__":
    main()
