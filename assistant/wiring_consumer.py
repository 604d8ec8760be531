"""Builds the consumers' rooms: who is published, the chat that finds them, and the router that knows what is meant."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from assistant.consumer.chat import ChatService
from assistant.consumer.model import People, Requests
from assistant.consumer.needs import NeedsRoom
from assistant.consumer.routing import Act, Hears, Part, Route, Router, Standing, answered, may_be_answered
from assistant.consumer.scene import Rooms
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import AyiError, UnavailableError
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.answers import Answer, AnswerLanguage
from assistant.knowledge.service import KnowledgeService
from assistant.matching.needs.reader import warm_up
from assistant.matching.service import MatchService
from assistant.models.embedding import Embedder
from assistant.wiring import encoder_of

log = logging.getLogger(__name__)


def match_service(
    database: Database, settings: Settings, clock: Clock, encoder: Embedder | None = None
) -> MatchService:
    """Who is published on this database; meaning is weighed with this installation's encoder."""
    return MatchService(database, clock, encoder or encoder_of(settings))


def router_of(settings: Settings) -> Router:
    """The router of this installation; it goes by wording until it is taught what words mean."""
    return Router(settings.data_dir / "knowledge" / "routes")


def teach(router: Router, knowledge: KnowledgeService) -> None:
    """Teach the router with the library's encoder. Blocks for seconds the first time."""
    router.teach(knowledge.encoder, knowledge.vectors_of_examples)


def ready(router: Router, encoder: Embedder) -> None:
    """Load what the first message of a chat would wait for: word lists, the router, the encoder. Blocks for seconds."""
    warm_up()
    router.prepare()
    try:
        encoder.queries([""])
    except AyiError as error:
        log.warning("encoder_not_ready", extra={"code": error.key})


Reword = Callable[[Answer, str], Awaitable[Answer]]
"""Says an answer to a question in plainer words, or leaves it."""


def route_of(router: Router, knowledge: KnowledgeService, text: str, standing: Standing, hears: Hears) -> Route:
    """What a message does; what the library can answer after all is a question for it."""
    route = router.route(text, standing, knowledge.vectors_of, hears)
    if not may_be_answered(route, text):
        return route
    return answered(route, text) if knowledge.ask(text).kind == "answer" else route


class PooledLibrary:
    """The library as the chat asks it: off the event loop, and not at all when it is busy or broken."""

    def __init__(self, knowledge: KnowledgeService, pool: WorkerPool, reword: Reword | None = None) -> None:
        self._knowledge = knowledge
        self._pool = pool
        self._reword = reword

    async def ask(
        self, text: str, jurisdiction: str | None, before: str | None, language: AnswerLanguage
    ) -> Answer | None:
        """The answer, or None when nobody can look it up now, or not yet."""
        try:
            answer = await self._pool.run(self._knowledge.ask, text, jurisdiction, before, language)
            if _not_found(answer) and not await self._pool.run(self._knowledge.whole):
                return None
        except UnavailableError as error:
            log.warning("library_unavailable", extra={"code": error.key})
            return None
        return answer if self._reword is None else await self._reword(answer, text)


def _not_found(answer: Answer) -> bool:
    """Whether nothing was found, rather than declined for a reason."""
    return answer.kind == "refusal" and answer.guard is None and not answer.citations


class PooledRouter:
    """Routes off the event loop; when the encoder is busy or slow the wording alone decides."""

    def __init__(self, router: Router, knowledge: KnowledgeService, pool: WorkerPool, seconds: float) -> None:
        self._router = router
        self._knowledge = knowledge
        self._pool = pool
        self._seconds = seconds

    async def __call__(self, text: str, standing: Standing, hears: Hears) -> Route:
        """What the message does. In the first seconds after a start what states a need is taken for one at once."""
        if not self._router.prepared:
            plain = self._router.plain(text)
            if plain is not None:
                return plain
            if hears(text).changes:
                return Route(Act.NEED, (Part(Act.NEED, 0, len(text)),))
        try:
            work = self._pool.run(route_of, self._router, self._knowledge, text, standing, hears)
            return await asyncio.wait_for(work, self._seconds)
        except (TimeoutError, UnavailableError):
            return await asyncio.to_thread(self._router.route, text, standing, None, hears)


def chat_service(
    database: Database,
    settings: Settings,
    clock: Clock,
    people: People,
    knowledge: KnowledgeService,
    pool: WorkerPool,
    router: Router,
    requests: Requests | None = None,
    reword: Reword | None = None,
) -> ChatService:
    """The consumers' chat over these rooms; `reword` may put a rule in plainer words."""
    routes = PooledRouter(router, knowledge, pool, settings.rule_seconds)
    rooms = Rooms(people, PooledLibrary(knowledge, pool, reword), NeedsRoom(), routes, requests)
    return ChatService(database, clock, settings, rooms)
