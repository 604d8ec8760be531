"""The ASGI application: settings in, every room wired to the edge."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI

from assistant import __version__
from assistant.api import interviews, knowledge, operations, pages, problems, resumes, tools
from assistant.api.middleware import BodyLimit, RequestLog
from assistant.interview.service import InterviewService
from assistant.kit.clock import Clock, SystemClock
from assistant.kit.logs import configure_logs
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.service import KnowledgeService
from assistant.understanding.reader import warm_up
from assistant.wiring import interview_service, knowledge_service, library_rules, opened_database

log = logging.getLogger(__name__)

_PURGE_SECONDS = 6 * 3600


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> FastAPI:
    """The whole product behind one ASGI app. Reads `AYI_*` unless `settings` is given."""
    settings = settings or Settings()
    clock = clock or SystemClock(settings.timezone)
    configure_logs(settings.log_level, settings.log_format)
    app = FastAPI(
        title="Ayi",
        version=__version__,
        summary="Interviews home-service workers and turns their own words into profiles and résumés.",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.settings = settings
    app.state.clock = clock
    problems.install(app)
    app.add_middleware(
        BodyLimit,
        limit=settings.max_body_bytes,
        upload_limit=settings.max_upload_bytes,
        upload_paths=knowledge.UPLOAD_PATHS,
    )
    app.add_middleware(RequestLog)
    for room in (operations, interviews, resumes, tools, knowledge):
        app.include_router(room.router)
    pages.install(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with opened_database(settings) as database:
        app.state.database = database
        app.state.render_pool = WorkerPool(settings.render_workers, settings.render_queue, settings.render_seconds)
        app.state.knowledge = knowledge_service(settings, app.state.clock)
        app.state.knowledge_pool = WorkerPool(
            settings.knowledge_workers, settings.knowledge_queue, settings.render_seconds
        )
        rules = library_rules(app.state.knowledge, app.state.knowledge_pool, settings.rule_seconds)
        app.state.interviews = interview_service(database, settings, app.state.clock, rules)
        await asyncio.to_thread(warm_up)
        purging = asyncio.create_task(_purge_now_and_then(app.state.interviews))
        if settings.knowledge_build:
            # Questions are answered from what is indexed while the rest is still being read.
            threading.Thread(target=_build_library, args=(app.state.knowledge,), daemon=True).start()
        log.info("ready", extra={"version": __version__})
        try:
            yield
        finally:
            purging.cancel()
            with suppress(asyncio.CancelledError):
                await purging
            app.state.render_pool.close()
            app.state.knowledge_pool.close()
            app.state.knowledge.close()


async def _purge_now_and_then(service: InterviewService) -> None:
    """Forget what is past its time, at the start and every few hours; a failure is logged and tried again."""
    while True:
        try:
            count = await service.purge()
            log.info("purged", extra={"count": count})
        except Exception:
            log.exception("purge_failed")
        await asyncio.sleep(_PURGE_SECONDS)


def _build_library(service: KnowledgeService) -> None:
    try:
        changes = service.build()
        log.info("library_built", extra={"count": len(changes.put)})
    except Exception:
        log.exception("library_build_failed")
