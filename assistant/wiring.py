"""Builds the rooms from settings: the same way for the server, the command line and evaluations."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from assistant.interview.book import load
from assistant.interview.service import InterviewService
from assistant.interview.sources import Folders
from assistant.kit import migrations
from assistant.kit.clock import Clock, SystemClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.knowledge.service import KnowledgeService
from assistant.models.embedding import BundledEmbedder


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The database of these settings, brought to the newest schema; closed at the end."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url)
    try:
        await migrations.upgrade(database)
        yield database
    finally:
        await database.close()


def interview_service(database: Database, settings: Settings, clock: Clock | None = None) -> InterviewService:
    """The interview room on this database."""
    book = load(Folders.below(settings.interview_dir))
    return InterviewService(database, clock or SystemClock(settings.timezone), settings, book)


@asynccontextmanager
async def opened_service(settings: Settings) -> AsyncIterator[InterviewService]:
    """The interview room alone, for the command line."""
    async with opened_database(settings) as database:
        yield interview_service(database, settings)


def knowledge_service(settings: Settings, clock: Clock | None = None) -> KnowledgeService:
    """The library of this installation with the bundled encoder; nothing is loaded before it is asked."""
    folder = settings.data_dir / "knowledge"
    return KnowledgeService(
        folder,
        BundledEmbedder(folder / "models"),
        clock or SystemClock(settings.timezone),
        shipped=settings.library_dir,
        chroma_url=settings.chroma_url,
    )
