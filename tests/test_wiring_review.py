"""The review room as the application builds it."""

from __future__ import annotations

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.model import QueueQuery
from assistant.wiring import interview_service
from assistant.wiring_review import filing_of, review_rooms


async def test_older_interviews_get_their_files_with_the_first_purge(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    interviews = interview_service(database, settings, clock)
    await interviews.open("zh", None, "text")
    pool = WorkerPool(1, 1, 10)
    rooms = review_rooms(database, settings, clock, interviews, filing_of(database, settings, clock), pool)
    clerk = Actor("acc_A", "recruiter", "default", "李娜")
    assert (await rooms.queue.page(clerk, QueueQuery())).items == []
    await rooms.purge()
    assert len((await rooms.queue.page(clerk, QueueQuery())).items) == 1
    pool.close()
