"""A text message to her before one of her papers ends, if she wants such messages: once for every mark, by day.

The number never passes through a log or the trail; they say that a message went, of what and when.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.repository import InterviewRepository
from assistant.interview.state import InterviewState
from assistant.kit.clock import Clock
from assistant.kit.data import data_path, load_yaml
from assistant.kit.database import Database
from assistant.kit.errors import AyiError
from assistant.kit.settings import Settings
from assistant.profile.fold import fold
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail, Detail, system_actor
from assistant.review.consents import ConsentService
from assistant.review.repository import ReviewRepository
from assistant.review.rules import rules
from assistant.review.tables import ReminderRow
from assistant.vocabulary import vocabulary

log = logging.getLogger(__name__)


class Messages(Protocol):
    """Sends text messages; the accounts room has them."""

    async def send(self, phone: str, text: str) -> None:
        """Send `text` to a number (digits only); raises UnavailableError."""


class _Words(BaseModel):
    """`prompts/review/messages.yaml`, one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reminder: str
    last_day: str
    agency: str
    papers: dict[str, str]


@cache
def _words() -> dict[Language, _Words]:
    loaded = load_yaml(data_path("prompts", "review", "messages.yaml"))
    return {language: _Words.model_validate(words) for language, words in loaded.items()}


class ReminderMessages:
    """Tells her of what the clerk is reminded of."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        trail: AuditTrail,
        consents: ConsentService,
        sender: Callable[[], Messages],
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = ZoneInfo(settings.timezone)
        self._agency = settings.agency_name
        self._trail = trail
        self._consents = consents
        self._sender = sender

    async def tell(self, reminder: ReminderRow) -> bool:
        """Send her the message of a reminder, unless it went already, she does not want it, or it is night."""
        opens, closes = rules().message_hours
        if reminder.told_at is not None or not opens <= self._clock.now().astimezone(self._zone).hour < closes:
            return False
        # It is marked as sent first: two processes, or one that stops in between, must not send it twice.
        async with self._database.session() as session:
            message = await self._message(session, reminder)
            if message is None or not await ReviewRepository(session).claim(reminder.id, self._clock.now()):
                return False
        try:
            await self._sender().send(*message)
        except AyiError as error:
            log.warning("reminder_failed", extra={"code": error.key, "interview_id": reminder.interview_id})
            async with self._database.session() as session:
                await ReviewRepository(session).release(reminder.id)
            return False
        log.info("reminder_sent", extra={"code": reminder.what, "interview_id": reminder.interview_id})
        async with self._database.session() as session:
            detail: Detail = {"what": reminder.what, "days": reminder.days}
            actor = system_actor(reminder.agency_id)
            await self._trail.record(session, actor, "message.send", reminder.interview_id, detail)
        return True

    async def _message(self, session: AsyncSession, reminder: ReminderRow) -> tuple[str, str] | None:
        """Her number and the words; nothing where she gave none or does not want messages."""
        standing = (await self._consents.standings(session, reminder.interview_id))["messages"]
        repository = InterviewRepository(session)
        interview = await repository.get(reminder.interview_id)
        if interview is None or not standing.holds:
            return None
        phone = fold(await repository.facts(interview.id)).profile.phone
        if not phone:
            return None
        return phone, self._text(reminder, InterviewState.model_validate(interview.state).language)

    def _text(self, reminder: ReminderRow, language: Language) -> str:
        words = _words()[language]
        left = (reminder.valid_until - self._clock.today()).days
        said = words.last_day if left <= 0 else words.reminder
        date = f"{reminder.valid_until:%Y-%m-%d}"
        paper = _paper(reminder.what, words, language)
        return said.format(agency=self._agency or words.agency, paper=paper, date=date, days=left)


def _paper(what: str, words: _Words, language: Language) -> str:
    kind, _, certificate = what.partition(":")
    try:
        name = vocabulary().label("certificates", certificate, language)
    except KeyError:
        name = certificate
    return words.papers[kind].format(name=name)
