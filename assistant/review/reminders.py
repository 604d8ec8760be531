"""What ends by itself: reminders before a paper's last day, and out of publication on the day after."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pydantic import BaseModel

from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.review.audit import AuditTrail, Detail, system_actor
from assistant.review.decisions import ReviewService
from assistant.review.filing import Filing
from assistant.review.gates import ended, near_children
from assistant.review.queue import agency_of
from assistant.review.reminder_messages import ReminderMessages
from assistant.review.repository import ReviewRepository
from assistant.review.rules import rules
from assistant.review.states import STATUSES
from assistant.review.tables import CheckRow, ReminderRow

# Whose papers are watched: all but those nobody works with any more.
_WATCHED = frozenset(STATUSES) - {"declined", "withdrawn"}
_OUT = frozenset({"published", "approved"})
_SHOWN = 200


class Reminder(BaseModel):
    """A paper that ends soon."""

    id: str
    name: str
    what: str
    valid_until: date
    days_left: int
    at: datetime


class ReminderService:
    """Run now and then by the application."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        filing: Filing,
        review: ReviewService,
        trail: AuditTrail,
        messages: ReminderMessages | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._filing = filing
        self._review = review
        self._trail = trail
        self._messages = messages

    async def run(self) -> int:
        """Remind of what ends soon, end what has ended; returns how many files were taken out of publication."""
        today = self._clock.today()
        async with self._database.reading() as session:
            found = await ReviewRepository(session).checks_until(
                today + timedelta(days=max(rules().remind_days)), _WATCHED
            )
        out = 0
        for check in found:
            if ended(check, today):
                out += await self._end(check)
            else:
                await self._remind(check, today)
        return out

    async def reminders(self, actor: Actor) -> list[Reminder]:
        """What ends soon among the agency's files, the soonest first, each once."""
        today = self._clock.today()
        async with self._database.reading() as session:
            rows = await ReviewRepository(session).reminders(agency_of(actor), today, _SHOWN)
        shown: dict[int, Reminder] = {}
        for reminder, file in rows:
            shown[reminder.check_id] = Reminder(
                id=file.interview_id,
                name=file.name,
                what=reminder.what,
                valid_until=reminder.valid_until,
                days_left=(reminder.valid_until - today).days,
                at=reminder.at,
            )
        return list(shown.values())

    async def _remind(self, check: CheckRow, today: date) -> None:
        if check.valid_until is None:
            return
        reminder = await self._note(check, check.valid_until, today)
        if reminder is not None and self._messages is not None:
            await self._messages.tell(reminder)

    async def _note(self, check: CheckRow, until: date, today: date) -> ReminderRow | None:
        """Write down that the clerk is reminded, once for every mark; the reminder that is due."""
        left = (until - today).days
        # Only the latest of several that are due, as after a longer stop of the server.
        due = min((days for days in rules().remind_days if left <= days), default=None)
        if due is None:
            return None
        async with self._database.session() as session:
            repository = ReviewRepository(session)
            known = await repository.reminder(check.id, due)
            if known is not None:
                return known
            row = ReminderRow(
                check_id=check.id,
                interview_id=check.interview_id,
                agency_id=check.agency_id,
                what=check.what,
                days=due,
                valid_until=until,
                at=self._clock.now(),
            )
            repository.add(row)
            detail: Detail = {"what": check.what, "days": due}
            await self._trail.record(session, system_actor(check.agency_id), "check.remind", check.interview_id, detail)
        return row

    async def _end(self, check: CheckRow) -> bool:
        """Show the paper as ended; take the person out of publication where the paper is needed for it."""
        actor = system_actor(check.agency_id)
        async with self._database.session() as session:
            interview = await InterviewRepository(session).get(check.interview_id, lock=True)
            row = await ReviewRepository(session).file(check.interview_id, lock=True)
            if interview is None or row is None:
                return False
            marked = f" {check.what}:ended " in row.verified
            if not marked:
                await self._filing.refresh(session, row, interview)
                row.version += 1
            needed = check.what in rules().unpublish_on and (
                check.what != "record_check" or near_children(row.jobs.split())
            )
            if not needed or row.status not in _OUT:
                return False
            await session.flush()
            await self._review.move(session, actor, check.interview_id, "expire", f"{check.what}_ended")
            if self._filing.unpublisher is not None:
                await self._filing.unpublisher.unpublish(session, check.interview_id, "expired")
        return True
