"""Everything about somebody goes: words, facts, files, the search, the card, what others were shown of her.

What must not survive an interruption is done first: in one transaction she is out of the search, her card is dead and
the erasure is written down. Then everything else goes, step by step, each of which may be repeated; an erasure that was
interrupted is taken up again (`resume`). The trail keeps that somebody with this random id was erased, when and why.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.forgetting import FILES
from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import InterviewRow
from assistant.interview.watching import Watcher
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.data import data_path, load_yaml
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.people import Actor
from assistant.review.audit import AuditTrail
from assistant.review.erasure_repository import ErasureRepository
from assistant.review.filing import PAPERS
from assistant.review.forgetting import mentions, without
from assistant.review.publication import PublicationService
from assistant.review.trust_repository import TrustRepository
from assistant.review.trust_tables import ErasureRow

log = logging.getLogger(__name__)

PHOTOS: Final = "photos"
"""The folder of the blob store below which every interview may have one for her photo."""
FOLDERS: Final = (FILES, PAPERS, PHOTOS)
"""Every folder of the blob store below which an interview may have one of its own."""


KeepCounts = Callable[[AsyncSession, InterviewRow], Awaitable[None]]
"""Adds what somebody adds to the figures, without herself, before she goes."""


class Orders(Protocol):
    """What households ordered and wrote of her; the consumer's room keeps it."""

    async def forget_worker(self, worker_id: str) -> None:
        """Remove her from every order, review and short-list."""


class ErasureService:
    """Erases people, wholly and for good."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        blobs: BlobStore,
        trail: AuditTrail,
        publication: PublicationService,
        orders: Orders | None = None,
        watchers: Sequence[Watcher] = (),
        keep_counts: KeepCounts | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._blobs = blobs
        self._trail = trail
        self._publication = publication
        self._orders = orders
        self._watchers = tuple(watchers)
        self._keep_counts = keep_counts

    async def erase(self, actor: Actor, interview_id: str, why: str) -> None:
        """Erase one person. The caller has made sure who asks.

        Raises:
            NotFoundError: there is no such interview any more.
        """
        async with self._database.session() as session:
            interview = await InterviewRepository(session).get(interview_id, lock=True)
            if interview is None:
                raise NotFoundError("interview_unknown")
            await self._publication.unpublish(session, interview_id, "erased")
            if await TrustRepository(session).erasure(interview_id) is None:
                row = ErasureRow(
                    interview_id=interview_id, agency_id=interview.agency_id, why=why, at=self._clock.now()
                )
                TrustRepository(session).add(row)
                if self._keep_counts is not None:
                    await self._keep_counts(session, interview)
                await self._trail.record(session, actor, "person.erase", interview_id, {"why": why})
        await self._finish(interview_id)

    async def resume(self) -> int:
        """Finish what was interrupted; returns how many."""
        async with self._database.reading() as session:
            ids = [row.interview_id for row in await TrustRepository(session).unfinished_erasures()]
        for interview_id in ids:
            await self._finish(interview_id)
        return len(ids)

    async def _finish(self, interview_id: str) -> None:
        if self._orders is not None:
            await self._orders.forget_worker(interview_id)
        async with self._database.session() as session:
            await self._forget_in_chats(session, interview_id)
            # All other tables hang on the interview's row and go with it.
            await InterviewRepository(session).delete(interview_id)
        for folder in FOLDERS:
            await self._blobs.delete_prefix(f"{folder}/{interview_id}")
        for watcher in self._watchers:
            await watcher.forgotten([interview_id])
        async with self._database.session() as session:
            row = await TrustRepository(session).erasure(interview_id)
            if row is not None:
                row.done_at = self._clock.now()
        await self._database.wipe()
        log.info("person_erased", extra={"interview_id": interview_id})

    async def _forget_in_chats(self, session: AsyncSession, interview_id: str) -> None:
        """What consumers were shown of her leaves their chats; that somebody was shown stays."""
        repository = ErasureRepository(session)
        since = await repository.first_card(interview_id)
        if since is None:
            return
        async for chat in repository.chats_since(since):
            if mentions(chat.context, interview_id):
                chat.context = without(chat.context, interview_id)
            for message in await repository.messages(chat.id):
                if mentions(message.reply, interview_id):
                    left = without(message.reply, interview_id)
                    message.reply = {**left, "text": _gone(chat.language)}


def _gone(language: str) -> str:
    words = load_yaml(data_path("prompts", "review", "erasure.yaml"))
    return str(words["reply"]["en" if language == "en" else "zh"])
