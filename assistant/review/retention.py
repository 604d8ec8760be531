"""What is past its time goes, by class of data; each class has its days in the settings."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from pydantic import BaseModel

from assistant.interview.repository import InterviewRepository
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.review.audit import AuditTrail
from assistant.review.erasure import ErasureService
from assistant.review.publication import PublicationService
from assistant.review.trust_repository import TrustRepository

log = logging.getLogger(__name__)


class RetentionClass(BaseModel):
    """One class of data and how many days it is kept, counted from `since`."""

    id: str
    days: int
    since: str


def classes(settings: Settings) -> list[RetentionClass]:
    """Every class of personal data this installation keeps of workers, and for how long."""
    days = {
        "interview_unfinished": (settings.interview_days, "last_answer"),
        "interview_finished": (settings.keep_days, "last_answer"),
        "recordings": (settings.audio_days, "recorded"),
        "papers": (settings.paper_days, "added"),
        "cards": (settings.card_days, "issued"),
        "withdrawn": (settings.withdrawn_days, "withdrawal"),
    }
    return [RetentionClass(id=name, days=count, since=since) for name, (count, since) in days.items()]


class RetentionService:
    """Runs the jobs."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        blobs: BlobStore,
        trail: AuditTrail,
        erasure: ErasureService,
        publication: PublicationService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._blobs = blobs
        self._trail = trail
        self._erasure = erasure
        self._publication = publication

    async def run(self) -> dict[str, int]:
        """Run every job once; how much each removed or ended. One that fails does not stop the others."""
        jobs: dict[str, Callable[[], Awaitable[int]]] = {
            "resumed": self._erasure.resume,
            "cards": self._publication.settle,
            "interviews": self._interviews,
            "papers": self._papers,
        }
        done: dict[str, int] = {}
        for name, job in jobs.items():
            try:
                done[name] = await job()
                log.info("retention", extra={"part": name, "removed": done[name]})
            except Exception:
                log.exception("retention_failed", extra={"part": name})
        return done

    async def _interviews(self) -> int:
        """Erase everybody whose time is over."""
        async with self._database.reading() as session:
            repository = InterviewRepository(session)
            ids = list(await repository.expired(self._clock.now()))
            agencies = {name: row.agency_id for name in ids if (row := await repository.get(name)) is not None}
        for interview_id, agency_id in agencies.items():
            try:
                await self._erasure.erase(Actor("system", "system", agency_id), interview_id, "time_over")
            except NotFoundError:
                continue  # she was faster
        return len(agencies)

    async def _papers(self) -> int:
        """Delete proof documents that were looked at long enough ago; what was checked stays written."""
        before = self._clock.now() - timedelta(days=self._settings.paper_days)
        async with self._database.session() as session:
            rows = await TrustRepository(session).papers_before(before)
            keys = [row.blob_key for row in rows]
            for row in rows:
                row.removed_at = self._clock.now()
                actor = Actor("system", "system", row.agency_id)
                await self._trail.record(session, actor, "paper.remove", row.interview_id, {"paper": row.id})
        for key in keys:
            await self._blobs.delete(key)
        return len(keys)
