"""The real product with a few of its own documents, so that a test need not index the whole library."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from assistant.app import create_app
from assistant.kit.clock import SystemClock
from assistant.kit.data import data_path
from assistant.kit.settings import Settings
from assistant.knowledge.service import KnowledgeService
from assistant.models.embedding import BundledEmbedder

DOCUMENTS = (
    "cn-civil-code-deposit",
    "cn-civil-code-intermediary",
    "cn-civil-code-standard-terms",
    "cn-employment-promotion-law",
    "cn-gd-regulation",
    "cn-id-card-law",
    "cn-mofcom-order-11",
    "cn-sh-regulation",
)


def pick(folder: Path) -> Path:
    """A folder with links to the picked documents."""
    folder.mkdir()
    for path in data_path("knowledge_base", "documents").rglob("*.md"):
        if path.stem in DOCUMENTS:
            (folder / path.name).symlink_to(path)
    return folder


def small_app() -> FastAPI:
    """The application over the small library below `AYI_DATA_DIR`, built before it answers."""
    settings = Settings(knowledge_build=False, speech="off")
    data = settings.data_dir
    app = create_app(settings)
    whole = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(started: FastAPI) -> AsyncIterator[None]:
        async with whole(started):
            clock = SystemClock(settings.timezone)
            encoder = BundledEmbedder(data / "models")
            service = KnowledgeService(
                data / "small", encoder, clock, shipped=pick(data / "picked"), second_opinion=False
            )
            service.build()
            started.state.knowledge = service
            yield

    app.router.lifespan_context = lifespan
    return app


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    uvicorn.run(small_app(), host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main()
