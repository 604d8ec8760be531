"""The ASGI application: settings in, every room wired to the edge."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from assistant import __version__
from assistant.accounts.room import Accounts, accounts_of
from assistant.api import (
    accounts,
    audio,
    cards,
    chats,
    entry_pages,
    fairness,
    interviews,
    knowledge,
    live,
    my_orders,
    operations,
    orders,
    pages,
    papers,
    phones,
    privacy,
    problems,
    publication,
    resumes,
    review,
    sign_in,
    speech,
    telephone,
    tools,
    verification,
    worker_orders,
)
from assistant.api.middleware import BodyLimit, RequestLog, Upload
from assistant.api.security import OurSockets, RateLimit, SecurityHeaders
from assistant.consumer.chat import ChatService
from assistant.interview.recordings import RecordingService
from assistant.interview.service import InterviewService
from assistant.kit.clock import Clock, SystemClock
from assistant.kit.errors import TooLargeError
from assistant.kit.logs import configure_logs
from assistant.kit.repeating import Repeating
from assistant.kit.scanning import scanner_of
from assistant.kit.secret import Keys
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.service import KnowledgeService
from assistant.review.fairness_service import CountedPeople
from assistant.review.papers import MOST_BYTES as MOST_PAPER_BYTES
from assistant.review.word_index import name_order
from assistant.understanding.reader import warm_up
from assistant.wiring import (
    encoder_of,
    interview_service,
    knowledge_service,
    library_rules,
    opened_database,
    recording_service,
)
from assistant.wiring_consumer import chat_service, match_service, ready, router_of, teach
from assistant.wiring_models import MakeModels, models_of
from assistant.wiring_orders import OrderRooms, order_rooms
from assistant.wiring_review import ReviewRooms, filing_of, review_rooms
from assistant.wiring_trust import TrustRooms, consent_watcher, trust_rooms
from assistant.wiring_voice import MakeVoice, Voice, voice_of

log = logging.getLogger(__name__)

_PURGE_SECONDS = 6 * 3600
# Whoever comes first after a start is served before anything is tidied.
_FIRST_PURGE_SECONDS = 30
_SETTLE_SECONDS = 60


def create_app(
    settings: Settings | None = None,
    clock: Clock | None = None,
    make_voice: MakeVoice = voice_of,
    make_models: MakeModels = models_of,
) -> FastAPI:
    """The whole product behind one ASGI app.

    Reads `AYI_*` unless `settings` is given. `make_voice` makes what listens and speaks from the settings,
    `make_models` what reads and words beside the grammars and templates.
    """
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
    app.state.make_voice = make_voice
    app.state.make_models = make_models
    app.state.scanner = scanner_of(settings)
    problems.install(app)
    app.add_middleware(
        BodyLimit,
        limit=settings.max_body_bytes,
        uploads=[
            *(Upload(re.compile(re.escape(path)), settings.max_upload_bytes) for path in knowledge.UPLOAD_PATHS),
            Upload(
                verification.PAPERS_PATH,
                MOST_PAPER_BYTES + verification.FORM_BYTES,
                TooLargeError("paper_too_large", limit=MOST_PAPER_BYTES // 1_000_000),
            ),
            Upload(
                audio.AUDIO_PATH,
                settings.max_audio_bytes + audio.FORM_BYTES,
                TooLargeError("audio_too_large", limit=settings.max_audio_bytes // 1_000_000),
            ),
            Upload(
                re.compile(privacy.PHOTO_PATH),
                privacy.MOST_PHOTO_BYTES + audio.FORM_BYTES,
                TooLargeError("photo_too_large"),
            ),
            Upload(
                chats.AUDIO_PATH,
                settings.max_audio_bytes + audio.FORM_BYTES,
                TooLargeError("audio_too_large", limit=settings.max_audio_bytes // 1_000_000),
            ),
        ],
    )
    # Pages and scripts travel over poor networks; they shrink to a quarter.
    app.add_middleware(GZipMiddleware, minimum_size=1_000)
    app.add_middleware(OurSockets, settings=settings)
    app.add_middleware(RateLimit, settings=settings)
    app.add_middleware(SecurityHeaders, settings=settings)
    app.add_middleware(RequestLog)
    for room in (
        operations,
        interviews,
        audio,
        speech,
        live,
        telephone,
        resumes,
        tools,
        knowledge,
        chats,
        sign_in,
        phones,
        accounts,
        entry_pages,
        review,
        verification,
        papers,
        orders,
        my_orders,
        worker_orders,
        privacy,
        publication,
        cards,
        fairness,
    ):
        app.include_router(room.router)
    pages.install(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    try:
        async with _started(app):
            yield
    except Exception:
        # The server only says that starting failed; what failed must be in the log.
        log.exception("startup_or_shutdown_failed")
        raise


@asynccontextmanager
async def _started(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with opened_database(settings) as database:
        app.state.database = database
        people = app.state.accounts = accounts_of(database, settings, app.state.clock)
        app.state.rates = people.rates
        app.state.render_pool = WorkerPool(settings.render_workers, settings.render_queue, settings.render_seconds)
        encoder = encoder_of(settings)
        app.state.knowledge = knowledge_service(settings, app.state.clock, encoder)
        app.state.knowledge_pool = WorkerPool(
            settings.knowledge_workers, settings.knowledge_queue, settings.render_seconds
        )
        models = app.state.models = app.state.make_models(settings, app.state.clock)
        rules = library_rules(
            app.state.knowledge, app.state.knowledge_pool, settings.rule_seconds, models.plain if models.chat else None
        )
        filing = filing_of(database, settings, app.state.clock)
        app.state.interviews = interview_service(
            database,
            settings,
            app.state.clock,
            rules,
            assistance=models.assistance,
            watchers=[filing, consent_watcher(settings, app.state.clock)],
        )
        files = review_rooms(database, settings, app.state.clock, app.state.interviews, filing, app.state.render_pool)
        app.state.review, app.state.review_queue, app.state.bulk = files.review, files.queue, files.bulk
        app.state.file_desk, app.state.own_file = files.desk, files.own
        app.state.verification, app.state.reminders = files.verification, files.reminders
        app.state.own_papers, app.state.consent_links = files.own_papers, files.links
        voice = app.state.voice = app.state.make_voice(settings)
        app.state.speaker = voice.speaker
        app.state.speech_keys = Keys.of(settings, "speech")
        app.state.sound_pool = voice.pools.sound
        app.state.recordings = recording_service(
            database, settings, app.state.clock, app.state.interviews, voice.ears, app.state.scanner
        )
        app.state.people = match_service(database, settings, app.state.clock, encoder)
        requests = app.state.orders = order_rooms(database, settings, app.state.clock, app.state.people)
        app.state.order_reviews = requests.reviews
        trust = app.state.trust = trust_rooms(
            database,
            settings,
            app.state.clock,
            files,
            app.state.people,
            app.state.render_pool,
            orders=requests.orders,
            reviews=requests.reviews,
            watchers=[filing],
        )
        router = router_of(settings)
        app.state.chats = chat_service(
            database,
            settings,
            app.state.clock,
            CountedPeople(app.state.people, trust.fairness),
            app.state.knowledge,
            app.state.knowledge_pool,
            router,
            requests.orders,
            models.plain,
        )
        await asyncio.to_thread(warm_up)
        # The tables of its spelling: the first name written would keep everybody waiting for them.
        await asyncio.to_thread(name_order, "王")
        purge = partial(_purge, trust, app.state.recordings, people, app.state.chats, files, requests)
        repeated = (
            Repeating(purge, _PURGE_SECONDS, first=_FIRST_PURGE_SECONDS, failed="purge_failed"),
            Repeating(trust.publication.settle, _SETTLE_SECONDS, first=_SETTLE_SECONDS, failed="settling_failed"),
        )
        builder = LibraryBuilder(
            app.state.knowledge, partial(ready, router, encoder), lambda: teach(router, app.state.knowledge)
        )
        if settings.knowledge_build:
            builder.start()
        warming = asyncio.create_task(_warmed_up(voice, app.state.interviews, settings))
        for each in repeated:
            each.start()
        log.info("ready", extra={"version": __version__})
        try:
            async with live.opened(app, voice.listener, voice.speaker, voice.pools.ears):
                yield
        finally:
            for each in repeated:
                await each.stop()
            warming.cancel()
            with suppress(asyncio.CancelledError):
                await warming
            await requests.messages.settle()
            await trust.reports.close()
            await trust.fairness.settle()
            await people.close()
            await asyncio.to_thread(builder.stop)
            app.state.render_pool.close()
            app.state.knowledge_pool.close()
            app.state.knowledge.close()
            voice.close()
            await models.close()


async def _warmed_up(voice: Voice, interviews: InterviewService, settings: Settings) -> None:
    """Load the engines beside the server and speak ahead; a failure is logged, and text goes on."""
    if not settings.speech_ahead:
        return
    try:
        await voice.warm_up([*interviews.fixed_texts(), *live.fixed_texts()])
    except Exception:
        log.exception("warm_up_failed")


async def _purge(
    trust: TrustRooms,
    recordings: RecordingService,
    people: Accounts,
    chats_kept: ChatService,
    files: ReviewRooms,
    requests: OrderRooms,
) -> None:
    """Forget what is past its time."""
    await trust.retention.run()
    log.info("recordings_purged", extra={"count": await recordings.purge()})
    log.info("accounts_purged", extra={"count": await people.purge()})
    log.info("chats_purged", extra={"count": await chats_kept.purge()})
    await files.purge()
    log.info("tallies_made", extra={"count": await trust.fairness.keep_up()})
    await requests.tend()


class LibraryBuilder:
    """Brings the library's index up to date beside the server: questions are answered from what is indexed so far."""

    def __init__(
        self,
        service: KnowledgeService,
        beforehand: Callable[[], None] = lambda: None,
        afterwards: Callable[[], None] = lambda: None,
    ) -> None:
        self._service = service
        self._beforehand = beforehand
        self._afterwards = afterwards
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._build, name="ayi-library")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the batch being embedded; what is embedded is remembered for the next time."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _build(self) -> None:
        try:
            self._beforehand()
            changes = self._service.build(self._go_on)
            log.info("library_built", extra={"count": len(changes.put)})
            self._afterwards()
        except _StoppedError:
            log.info("library_build_stopped")
        except Exception:
            log.exception("library_build_failed")

    def _go_on(self, done: int, total: int) -> None:
        del done, total
        if self._stopping.is_set():
            raise _StoppedError


class _StoppedError(Exception):
    """The server is stopping."""
