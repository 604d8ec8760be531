"""Two agencies with all their people, a worker and a consumer of each kind: who may try to reach what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI

from assistant.accounts.csrf import HEADER, csrf_token
from assistant.accounts.model import Level, StaffRole
from assistant.accounts.phones import PHONE_CONTEXT
from assistant.accounts.repository import AccountRepository
from assistant.accounts.room import Accounts
from assistant.accounts.tables import AccountRow, ConsumerKeyRow
from assistant.consumer.orders.tables import OrderRow, ReviewRow
from assistant.interview.service import InterviewService
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.ids import new_id, new_token, token_digest
from assistant.kit.people import DEFAULT_AGENCY
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings

ROLES: tuple[StaffRole, ...] = ("owner", "recruiter", "reviewer", "auditor")
ORIGIN = "http://ayi.test"
OPERATOR_TOKEN = "the operators' own token"
NAME, PHONE = "欧阳秋月", "13800138000"
HOUSEHOLD_PHONE, REVIEW = "13700137000", "做事利索，下回还请"


@dataclass(frozen=True, slots=True)
class Person:
    """One who tries: the headers she comes with."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def staff(self) -> bool:
        return "Cookie" in self.headers

    def without_csrf(self) -> Person:
        return Person(self.name, {name: value for name, value in self.headers.items() if name != HEADER})


@dataclass
class World:
    """Everybody who tries, and the ids of what belongs to the first agency, its worker and its consumer."""

    people: dict[str, Person]
    ids: dict[str, str]
    secrets: tuple[str, ...]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def cookies(token: str) -> dict[str, str]:
    return {"Cookie": f"ayi_session={token}", HEADER: csrf_token(token), "Origin": ORIGIN}


async def staff_session(
    app: FastAPI, role: StaffRole, agency_id: str = DEFAULT_AGENCY, level: Level = Level.FULL
) -> tuple[str, str]:
    """A member of staff who is signed in; gives her account's id and the session's token."""
    accounts: Accounts = app.state.accounts
    database: Database = app.state.database
    clock: Clock = app.state.clock
    async with database.session() as session:
        row = AccountRow(
            id=new_id("acc"),
            agency_id=agency_id,
            email=f"{new_id(role).lower()}@example.com",
            name=f"{role} {agency_id}",
            role=role,
            recovery_digests=[],
            totp_enrolled_at=clock.now() if level is Level.FULL else None,
            created_at=clock.now(),
        )
        AccountRepository(session).add(row)
        await session.flush()
        return row.id, (await accounts.sessions.open(session, row, level)).token


async def interview(app: FastAPI, agency_id: str = DEFAULT_AGENCY, name: str = NAME) -> tuple[str, str, str]:
    """An interview with words in it; gives its id, its token and its first turn's id."""
    service: InterviewService = app.state.interviews
    opened = await service.open("zh", "maternity_nurse", "text", agency_id)
    await service.answer(opened.id, opened.token, "同意")
    await service.answer(opened.id, opened.token, f"我叫{name}，电话{PHONE}")
    return opened.id, opened.token, opened.turn_id


async def phone_consumer(app: FastAPI, settings: Settings) -> str:
    """A consumer who proved her number; gives her token."""
    from assistant.accounts.flows_repository import FlowRepository

    database: Database = app.state.database
    clock: Clock = app.state.clock
    token = new_token()
    async with database.session() as session:
        row = ConsumerKeyRow(
            token_digest=token_digest(token),
            phone_index=sealer_of(settings).blind_index("13900139000", PHONE_CONTEXT),
            created_at=clock.now(),
            expires_at=clock.now().replace(year=2030),
        )
        FlowRepository(session).add(row)
    return token


async def order(app: FastAPI, interview_id: str, chat_id: str) -> tuple[str, str]:
    """An order of this worker and this consumer where she has agreed, and a review of another; gives their ids."""
    database: Database = app.state.database
    now = app.state.clock.now()
    agreed, served = new_id("ord"), new_id("ord")
    review_id = new_id("rev")
    async with database.session() as session:
        for order_id in (agreed, served):
            session.add(
                OrderRow(
                    id=order_id,
                    chat_id=chat_id,
                    worker_id=interview_id,
                    agency_id=DEFAULT_AGENCY,
                    state="worker_agreed" if order_id == agreed else "hired",
                    version=1,
                    language="zh",
                    display_name=f"{NAME[:2]}阿姨",
                    phone=HOUSEHOLD_PHONE,
                    phone_index="0" * 64,
                    times=[],
                    picked=[],
                    hired_at=None if order_id == agreed else now,
                    created_at=now,
                    updated_at=now,
                )
            )
        await session.flush()
        session.add(
            ReviewRow(
                id=review_id,
                order_id=served,
                worker_id=interview_id,
                agency_id=DEFAULT_AGENCY,
                state="pending",
                version=1,
                ratings={"skill": 5},
                text=REVIEW,
                masks=[],
                reply_masks=[],
                created_at=now,
                updated_at=now,
            )
        )
    return agreed, review_id


async def second_agency(app: FastAPI) -> str:
    """The other agency's id; made once."""
    accounts: Accounts = app.state.accounts
    for agency in await accounts.staff.agencies():
        if agency.slug == "other-house":
            return agency.id
    return (await accounts.staff.new_agency("other-house", "另一家")).id


async def make_world(app: FastAPI, settings: Settings, client: httpx.AsyncClient) -> World:
    """A new world in this application; earlier ones stay beside it."""
    other_agency = await second_agency(app)
    people = {"anonymous": Person("anonymous"), "operator": Person("operator", bearer(OPERATOR_TOKEN))}
    accounts: dict[str, str] = {}
    for role in ROLES:
        for side, agency_id in (("a", DEFAULT_AGENCY), ("b", other_agency)):
            name = f"{role}_{side}"
            accounts[name], token = await staff_session(app, role, agency_id)
            people[name] = Person(name, cookies(token))
    _, enrolling = await staff_session(app, "owner", level=Level.ENROL)
    people["enrolling"] = Person("enrolling", cookies(enrolling))
    interview_id, own, turn_id = await interview(app)
    _, others, _ = await interview(app, name="司马春花")
    people["worker_own"] = Person("worker_own", bearer(own))
    people["worker_other"] = Person("worker_other", bearer(others))
    chat = await _chat(client)
    people["consumer_own"] = Person("consumer_own", bearer(chat["token"]))
    people["consumer_other"] = Person("consumer_other", bearer((await _chat(client))["token"]))
    people["phone_consumer"] = Person("phone_consumer", bearer(await phone_consumer(app, settings)))
    order_id, review_id = await order(app, interview_id, chat["id"])
    ids = {
        "interview_id": interview_id,
        "order_id": order_id,
        "order_review_id": review_id,
        "account_id": accounts["auditor_a"],
        "chat_id": chat["id"],
    }
    loose = {"turn_id": turn_id}
    return World(
        people,
        ids | loose,
        (NAME, PHONE, interview_id, accounts["auditor_a"], chat["id"], HOUSEHOLD_PHONE, REVIEW, order_id),
    )


async def _chat(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.post("/api/v1/chats", json={"language": "zh"})
    assert answer.status_code == 201, answer.text
    opened: dict[str, Any] = answer.json()
    return opened
