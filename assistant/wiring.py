"""Builds the rooms from settings: the same way for the server, the command line and evaluations."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from assistant.accounts.phones import PhoneIndex
from assistant.interview.assisting import Assistance
from assistant.interview.book import Book, load, shipped_book
from assistant.interview.ears import Ears
from assistant.interview.questions import RuleAnswers
from assistant.interview.recordings import RecordingService
from assistant.interview.service import InterviewService
from assistant.interview.sources import Folders
from assistant.interview.watching import Watcher
from assistant.kit import migrations
from assistant.kit.blobs import FolderBlobStore
from assistant.kit.clock import Clock, SystemClock
from assistant.kit.database import Database
from assistant.kit.errors import UnavailableError
from assistant.kit.scanning import Scanner
from assistant.kit.sealed import sealer_of
from assistant.kit.sealed_blobs import SealedBlobs
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.answers import Answer, brief
from assistant.knowledge.service import KnowledgeService
from assistant.models.choose import chosen_embedder
from assistant.models.embedding import Embedder
from assistant.profile.model import Language


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The database of these settings, brought to the newest schema; closed at the end."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url, sealer_of(settings))
    try:
        await migrations.upgrade(database)
        yield database
    finally:
        await database.close()


def interview_service(
    database: Database,
    settings: Settings,
    clock: Clock | None = None,
    rules: RuleAnswers | None = None,
    watchers: Sequence[Watcher] = (),
    assistance: Callable[[Book], Assistance | None] = lambda _: None,
) -> InterviewService:
    """The interview room on this database.

    `rules` answers what workers ask about rules, `watchers` follow it, `assistance` puts models at its side.
    """
    # An agency's own wording may change between two starts; what is shipped does not.
    book = load(Folders.below(settings.interview_dir)) if settings.interview_dir else shipped_book()
    clock = clock or SystemClock(settings.timezone)
    watching = (PhoneIndex(sealer_of(settings)), *watchers)
    return InterviewService(
        database,
        clock,
        settings,
        book,
        blob_store(settings),
        rules=rules,
        watchers=watching,
        assistance=assistance(book),
    )


def recording_service(
    database: Database,
    settings: Settings,
    clock: Clock,
    interviews: InterviewService,
    ears: Ears | None,
    scanner: Scanner | None = None,
) -> RecordingService:
    """Recorded answers of these interviews; without `ears` they cannot be taken."""
    return RecordingService(database, clock, settings, blob_store(settings), interviews, ears, scanner=scanner)


def blob_store(settings: Settings) -> SealedBlobs:
    """Where files are kept, each sealed."""
    return SealedBlobs(FolderBlobStore(settings.data_dir / "files"), sealer_of(settings))


@asynccontextmanager
async def opened_service(settings: Settings) -> AsyncIterator[InterviewService]:
    """The interview room alone, for the command line."""
    async with opened_database(settings) as database:
        yield interview_service(database, settings)


def encoder_of(settings: Settings) -> Embedder:
    """This installation's encoder; nothing is loaded before it is asked. One process needs no more than one."""
    return chosen_embedder(settings, settings.data_dir / "knowledge" / "models")


def knowledge_service(
    settings: Settings, clock: Clock | None = None, encoder: Embedder | None = None
) -> KnowledgeService:
    """The library of this installation, with an encoder of its own unless one is given."""
    return KnowledgeService(
        settings.data_dir / "knowledge",
        encoder or encoder_of(settings),
        clock or SystemClock(settings.timezone),
        shipped=settings.library_dir,
        chroma_url=settings.chroma_url,
    )


Reword = Callable[[Answer, str, float], Awaitable[Answer]]
"""Says an answer to a question in plainer words within so many seconds, or leaves it."""


def library_rules(
    knowledge: KnowledgeService, pool: WorkerPool, seconds: float, reword: Reword | None = None
) -> RuleAnswers:
    """Answers workers' questions from the library, or not at all when it is busy, slow or broken.

    `reword` may take as long again to put the clause in plainer words.
    """

    async def look_up(question: str, language: Language) -> str | None:
        try:
            answer = await asyncio.wait_for(pool.run(knowledge.ask, question, None, None, language), seconds)
        except (TimeoutError, UnavailableError):
            return None
        if reword is not None and brief(answer) is not None:
            answer = await reword(answer, question, seconds)
        return brief(answer)

    return look_up
