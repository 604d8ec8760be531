"""Papers end: somebody is told before, and the day after the person is out of publication."""

from __future__ import annotations

from datetime import date

from assistant.review.checks import RecordBody
from tests.review.conftest import COOK, LI, NANNY, STRANGER, Office


class Publisher:
    """Writes down who was taken out."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, str]] = []

    async def unpublish(self, session: object, interview_id: str, why: str) -> None:
        del session
        self.gone.append((interview_id, why))


async def published(office: Office, words: str) -> str:
    file_id = await office.approved(words)
    async with office.database.session() as session:
        await office.rooms.review.move(session, LI, file_id, "publish")
    return file_id


async def test_a_paper_is_reminded_of_once_for_each_mark(office: Office) -> None:
    file_id = await office.approved(COOK)
    office.clock.advance(days=333)  # the record ends in 31 days, the check-up a day later
    for _ in range(32):
        await office.rooms.reminders.run()
        await office.rooms.reminders.run()
        office.clock.advance(days=1)
    told = [(e.detail["what"], e.detail["days"]) for e in await office.trail(file_id) if e.action == "check.remind"]
    assert sorted(told) == [(what, days) for what in ("health", "record_check") for days in (1, 7, 30)]


async def test_only_ones_own_agency_is_reminded(office: Office) -> None:
    await office.approved(COOK)
    office.clock.advance(days=350)
    await office.rooms.reminders.run()
    assert await office.rooms.reminders.reminders(LI)
    assert await office.rooms.reminders.reminders(STRANGER) == []


async def test_the_day_after_a_needed_paper_ends_she_is_out(office: Office) -> None:
    publisher = Publisher()
    office.rooms.review.publishes_through(publisher)
    file_id = await published(office, NANNY)
    office.clock.advance(days=364)
    assert await office.rooms.reminders.run() == 0
    office.clock.advance(days=2)
    assert await office.rooms.reminders.run() == 1
    shown = await office.file(file_id)
    assert shown.status == "expired"
    assert publisher.gone == [(file_id, "expired")]
    assert (shown.decisions[-1].action, shown.decisions[-1].role) == ("expire", "system")
    assert await office.rooms.reminders.run() == 0


async def test_a_record_check_that_ended_takes_nobody_out_who_works_far_from_children(office: Office) -> None:
    file_id = await published(office, COOK)
    await office.consent(file_id, "background_check")
    given = {"what": "record_check", "outcome": "clear", "checked_on": date(2025, 11, 1)}
    await office.check(file_id, RecordBody, **given)
    assert await office.rooms.reminders.run() == 0
    assert (await office.file(file_id)).status == "published"


async def test_a_paper_renewed_in_time_keeps_her_published(office: Office) -> None:
    file_id = await published(office, COOK)
    office.clock.advance(days=300)
    await office.verify(file_id)
    office.clock.advance(days=80)
    assert await office.rooms.reminders.run() == 0
    assert (await office.file(file_id)).status == "published"


async def test_what_has_ended_can_be_found_in_the_queue(office: Office) -> None:
    from assistant.review.model import QueueQuery

    file_id = await office.approved(COOK)
    office.clock.advance(days=400)
    await office.rooms.reminders.run()
    page = await office.rooms.queue.page(LI, QueueQuery(verification=["health:ended"]))
    assert [row.id for row in page.items] == [file_id]
    assert "health:ended" in page.items[0].verified
