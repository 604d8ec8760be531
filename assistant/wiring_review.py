"""Builds the review room from settings: what follows interviews, and what the recruiters' routes use."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from assistant.accounts.sms import sms_of
from assistant.interview.service import InterviewService
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.asking import ConsentLinks
from assistant.review.audit import AuditTrail
from assistant.review.bulk import BulkService
from assistant.review.consents import ConsentService
from assistant.review.decisions import ReviewService
from assistant.review.desk import FileDesk
from assistant.review.filing import Filing
from assistant.review.own_file import OwnFile
from assistant.review.own_papers import OwnPapers
from assistant.review.queue import QueueService
from assistant.review.reminder_messages import Messages, ReminderMessages
from assistant.review.reminders import ReminderService
from assistant.review.verification import VerificationService
from assistant.review.word_index import WordIndex
from assistant.wiring import blob_store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReviewRooms:
    """Everything of the review room that the edge uses."""

    filing: Filing
    desk: FileDesk
    review: ReviewService
    bulk: BulkService
    own: OwnFile
    queue: QueueService
    verification: VerificationService
    reminders: ReminderService
    own_papers: OwnPapers
    links: ConsentLinks

    async def purge(self) -> None:
        """File what has no file, remind of what ends, end what has ended, drop papers nobody knows."""
        log.info("files_made", extra={"count": await self.filing.file_older()})
        log.info("files_indexed", extra={"count": await self.filing.index_older()})
        log.info("files_expired", extra={"count": await self.reminders.run()})
        log.info("papers_purged", extra={"count": await self.verification.purge()})


def filing_of(database: Database, settings: Settings, clock: Clock) -> Filing:
    """What follows interviews; it has to be given to the interview room."""
    index = WordIndex(sealer_of(settings))
    return Filing(database, clock, blob_store(settings), AuditTrail.of(settings, clock), index)


def review_rooms(
    database: Database,
    settings: Settings,
    clock: Clock,
    interviews: InterviewService,
    filing: Filing,
    pool: WorkerPool,
    sms: Messages | None = None,
) -> ReviewRooms:
    """The review room on this database; `pool` draws papers anew, `sms` sends messages instead of the settings' own."""
    trail = AuditTrail.of(settings, clock)
    filing.book = interviews.book
    review = ReviewService(database, clock, settings, interviews, filing, trail)
    consents = ConsentService(clock, settings, trail)
    verification = VerificationService(
        database, clock, blob_store(settings), sealer_of(settings), filing, trail, pool, consents
    )
    messages = ReminderMessages(database, clock, settings, trail, consents, lambda: sms or sms_of(settings))
    return ReviewRooms(
        filing=filing,
        desk=FileDesk(database, clock, interviews.book, filing, trail),
        review=review,
        bulk=BulkService(review),
        own=OwnFile(database, clock, trail),
        queue=QueueService(database, clock, WordIndex(sealer_of(settings))),
        verification=verification,
        reminders=ReminderService(database, clock, filing, review, trail, messages),
        own_papers=OwnPapers(database, consents, verification),
        links=ConsentLinks(database, settings, interviews, consents, trail),
    )
