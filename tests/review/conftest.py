"""The review room on a database of its own, with interviews to review and people who review them."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PIL import Image

from assistant.accounts.sms import ScriptedSms
from assistant.interview.service import InterviewService
from assistant.interview.views import TurnResponse
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.review.audit import AuditTrail, Entry
from assistant.review.checks import HealthBody, IdentityBody, RecordBody
from assistant.review.consents import ConsentService, Layer
from assistant.review.model import Decide, Decided, FileDocument
from assistant.wiring import interview_service
from assistant.wiring_review import ReviewRooms, filing_of, review_rooms

LI = Actor("acc_LI", "recruiter", "default", "李娜")
CHEN = Actor("acc_CHEN", "reviewer", "default", "陈静")
STRANGER = Actor("acc_OUT", "owner", "agn_OTHER", "外人")


def her(interview_id: str, agency: str = "default") -> Actor:
    """She whose interview it is."""
    return Actor(interview_id, "worker", agency)


COOK = "我叫王芳，做了八年做饭阿姨，人在北京朝阳，会川菜，想要八千一个月"
NANNY = "我叫赵秀兰，做了六年育儿嫂，有育婴员证，健康证也有"
ID_NUMBER = "11010519491231002X"


@dataclass
class Office:
    """An agency's office: interviews come in, people look at them."""

    database: Database
    clock: FixedClock
    settings: Settings
    interviews: InterviewService
    rooms: ReviewRooms
    tokens: dict[str, str]
    sms: ScriptedSms = field(default_factory=ScriptedSms)

    async def interview(self, *words: str, done: bool = True, agency: str = "default") -> str:
        """An interview in which she agrees and says these words; finished unless told otherwise."""
        opened = await self.interviews.open("zh", None, "text", agency)
        self.tokens[opened.id] = opened.token
        for text in ("同意", *words):
            await self.interviews.answer(opened.id, opened.token, text)
        if done:
            await self.interviews.finish(opened.id, opened.token)
        self.clock.advance(minutes=1)
        return opened.id

    async def say(self, interview_id: str, text: str) -> TurnResponse:
        return await self.interviews.answer(interview_id, self.tokens[interview_id], text)

    async def file(self, interview_id: str, actor: Actor = LI) -> FileDocument:
        return await self.rooms.desk.file(actor, interview_id, "zh")

    async def version(self, interview_id: str) -> int:
        return (await self.file(interview_id)).version

    async def decide(self, interview_id: str, code: str | None = None, reason: str | None = None) -> Decide:
        """A decision's body for the file as it is now."""
        return Decide(version=await self.version(interview_id), reason_code=code, reason=reason)

    async def take(self, interview_id: str, actor: Actor = LI) -> Decided:
        return await self.rooms.review.take(actor, interview_id, await self.version(interview_id))

    async def check(self, interview_id: str, shape: type[Any], **given: Any) -> Decided:
        body = shape(version=await self.version(interview_id), **given)
        return await self.rooms.verification.check(LI, interview_id, body)

    async def consent(self, interview_id: str, *layers: Layer, given: bool = True) -> None:
        """What she says on her own page."""
        consents = ConsentService(self.clock, self.settings, AuditTrail.of(self.settings, self.clock))
        async with self.database.session() as session:
            for layer in ("interview", "keep", *layers) if given else layers:
                await consents.set(session, her(interview_id), interview_id, layer, "page", given=given)

    async def verify(self, interview_id: str, *, record: bool = True) -> None:
        """Identity, check-up and, for posts near children, the record."""
        today = self.clock.today()
        given = {"number": ID_NUMBER, "name_matches": True, "face_matches": True}
        await self.check(interview_id, IdentityBody, what="identity", **given)
        until = today.replace(year=today.year + 1)
        health = {"check_class": "mother_infant", "passed": True, "exam_date": today, "valid_until": until}
        await self.check(interview_id, HealthBody, what="health", **health)
        if record:
            await self.consent(interview_id, "background_check")
            await self.check(interview_id, RecordBody, what="record_check", outcome="clear", checked_on=today)

    async def approve(self, interview_id: str, actor: Actor = LI) -> Decided:
        await self.rooms.desk.open(actor, interview_id)
        body = await self.decide(interview_id, reason="看过原话，没有问题")
        return await self.rooms.review.approve(actor, interview_id, body)

    async def approved(self, *words: str) -> str:
        interview_id = await self.interview(*(words or (COOK,)))
        await self.take(interview_id)
        await self.verify(interview_id)
        await self.approve(interview_id)
        return interview_id

    async def trail(self, interview_id: str) -> list[Entry]:
        """What the audit trail says of a file, oldest first."""
        trail = AuditTrail.of(self.settings, self.clock)
        async with self.database.reading() as session:
            return list(reversed(await trail.find(session, "default", subject=interview_id)))


@pytest.fixture
async def office(database: Database, clock: FixedClock, settings: Settings) -> AsyncIterator[Office]:
    filing = filing_of(database, settings, clock)
    interviews = interview_service(database, settings, clock, watchers=[filing])
    pool = WorkerPool(1, 4, 60)
    sms = ScriptedSms()
    rooms = review_rooms(database, settings, clock, interviews, filing, pool, sms)
    yield Office(database, clock, settings, interviews, rooms, {}, sms)
    pool.close()


def picture(width: int = 60, height: int = 40, kind: str = "PNG", **more: Any) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()
