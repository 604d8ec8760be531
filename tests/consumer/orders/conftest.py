"""A household, a published worker, an agency, and the rooms of orders on a fresh database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text as sql

from assistant.consumer.orders.model import ConsumerOrder, Move, NewOrder, ProvenPhone
from assistant.consumer.orders.reviews import OrderReviews
from assistant.consumer.orders.service import OrderService
from assistant.consumer.orders.shortlist import Shortlist
from assistant.consumer.orders.states import Action
from assistant.consumer.repository import ChatRepository
from assistant.consumer.tables import ChatRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.matching.model import Household, Need, PublishedWorker, Span
from assistant.profile.model import Language, Range, WorkerProfile
from assistant.review.audit import AuditTrail, Entry

ZONE = "Asia/Shanghai"
# The still clock stands at half past seven in the evening of Sunday 22 November there.
TUESDAY, WEDNESDAY, THURSDAY = "2026-11-24T10:00", "2026-11-25T15:30", "2026-11-26T19:00"
PHONE = ProvenPhone("13800138000", "the index of this number")
CONSUMER = Actor("chat_1", "consumer")
WORKER = Actor("int_wang", "worker", "default")
RECRUITER = Actor("acc_1", "recruiter", "default", "李经理")
OWNER = Actor("acc_2", "owner", "default", "周老板")
STRANGER = Actor("acc_9", "owner", "elsewhere", "别家")
SECRET = "朝阳路88号院3号楼"

NEED = Need(
    job="childcare_nanny",
    work_modes=["live_in"],
    city="北京",
    district="朝阳",
    budget_max=8000,
    budget_unit="month",
    skills=["complementary_food"],
    rest_days=4,
    household=Household(child_ages_months=[Range(min=18, max=18)]),
    must=["city"],
    spans=[Span(field="city", value="北京", quote=f"我家在{SECRET}，电话13800138000", start=0, end=24)],
)


def published(worker_id: str, name: str, agency_id: str, clock: FixedClock) -> PublishedWorker:
    profile = WorkerProfile(jobs=["childcare_nanny"])
    return PublishedWorker(
        worker_id=worker_id,
        agency_id=agency_id,
        display_name=name,
        card_code=f"card-{worker_id}",
        profile=profile,
        facts=[],
        published_at=clock.now(),
    )


@dataclass
class FakePeople:
    """Who is published."""

    found: dict[str, PublishedWorker] = field(default_factory=dict)

    async def worker(self, worker_id: str) -> PublishedWorker | None:
        return self.found.get(worker_id)


@dataclass
class FakeMessenger:
    """What people were told."""

    told: list[tuple[str, str, str]] = field(default_factory=list)

    async def tell_worker(self, worker_id: str, kind: str, days: int) -> None:
        assert days > 0
        self.told.append(("worker", worker_id, kind))

    async def tell_consumer(self, phone: str, kind: str, language: Language) -> None:
        assert language in ("zh", "en")
        self.told.append(("consumer", phone, kind))


@dataclass
class House:
    """The rooms of orders and everybody who uses them."""

    database: Database
    clock: FixedClock
    people: FakePeople
    messenger: FakeMessenger
    trail: AuditTrail
    orders: OrderService
    reviews: OrderReviews
    shortlist: Shortlist
    consumer: Actor = CONSUMER
    worker: Actor = WORKER
    recruiter: Actor = RECRUITER
    owner: Actor = OWNER
    stranger: Actor = STRANGER

    async def ask(self, worker_id: str = "int_wang", **more: Any) -> ConsumerOrder:
        """A request for an interview on Tuesday or Wednesday."""
        wanted = NewOrder(**{"worker_id": worker_id, "times": [TUESDAY, WEDNESDAY], "called": "陈女士"} | more)
        return await self.orders.request(self.consumer, wanted, NEED, PHONE, "zh")

    async def step(self, actor: Actor, order_id: str, action: Action, **more: Any) -> None:
        """One step of the order as it stands now."""
        version = (await self.orders.row(actor, order_id)).version
        await self.orders.move(actor, order_id, action, Move(**{"version": version} | more))

    async def reach(self, state: str) -> str:
        """An order that stands there by the usual way; gives its id."""
        order = await self.ask()
        way: list[tuple[str, Actor, Action, dict[str, Any]]] = [
            ("worker_agreed", self.worker, "agree", {"times": [TUESDAY]}),
            ("confirmed", self.recruiter, "confirm", {"meeting": TUESDAY}),
            ("met", self.recruiter, "meet", {}),
            ("hired", self.recruiter, "hire", {}),
            ("ended", self.recruiter, "end", {"reason": "agreed_term"}),
        ]
        for reached, actor, action, more in way if state != "created" else []:
            if action == "meet":
                self.clock.advance(days=3)
            await self.step(actor, order.id, action, **more)
            if reached == state:
                return order.id
        assert state == "created"
        return order.id

    async def noted(self, order_id: str) -> list[Entry]:
        """What the trail says of an order, newest first."""
        async with self.database.reading() as session:
            return await self.trail.find(session, "default", subject=order_id)


NewChat = Callable[..., Awaitable[None]]


async def begin(database: Database, clock: FixedClock, chat_id: str = "chat_1", days: int = 30) -> None:
    """Begin a chat."""
    now = clock.now()
    row = ChatRow(
        id=chat_id,
        token_digest="0" * 64,
        agency_id=None,
        language="zh",
        context={},
        messages=0,
        created_at=now,
        updated_at=now,
        expires_at=now + timedelta(days=days),
    )
    async with database.session() as session:
        ChatRepository(session).add(row)


@pytest.fixture
def new_chat(database: Database, clock: FixedClock) -> NewChat:
    """Begins a chat."""
    return partial(begin, database, clock)


def furnished(database: Database, clock: FixedClock, settings: Settings) -> House:
    """王阿姨 and 李阿姨 of the default agency, and the rooms on this database."""
    people, messenger, trail = FakePeople(), FakeMessenger(), AuditTrail.of(settings, clock)
    for worker_id, name in (("int_wang", "王阿姨"), ("int_li", "李阿姨")):
        people.found[worker_id] = published(worker_id, name, "default", clock)
    return House(
        database=database,
        clock=clock,
        people=people,
        messenger=messenger,
        trail=trail,
        orders=OrderService(database, clock, people, ZONE, trail, messenger),
        reviews=OrderReviews(database, clock, trail),
        shortlist=Shortlist(database, clock, people),
    )


@pytest.fixture
async def house(database: Database, clock: FixedClock, settings: Settings, new_chat: NewChat) -> House:
    """A chat, and the rooms of orders."""
    await new_chat()
    return furnished(database, clock, settings)


async def everything(house: House) -> str:
    """All that the tables of orders hold, as it lies in the database."""
    found: list[str] = []
    async with house.database.reading() as session:
        for table in ("orders", "order_events", "order_reviews", "chat_shortlist"):
            found += [str(row) for row in (await session.execute(sql(f"SELECT * FROM {table}"))).all()]  # noqa: S608 - our own names
    return "\n".join(found)
