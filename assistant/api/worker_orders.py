"""The worker's side of orders and reviews: what is asked of her, her answers, and how she shows that they are hers."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.accounts.room import Accounts
from assistant.api import doors
from assistant.api.code_browser import browser_of, remember
from assistant.api.orders import Reads, Rooms
from assistant.api.sign_in import address_of
from assistant.consumer.orders.model import Id, Move, Objection, Reply, ReviewView, WorkerOrder
from assistant.consumer.orders.rules import rules
from assistant.interview.keys import proven_token
from assistant.interview.repository import InterviewRepository
from assistant.interview.tables import InterviewKeyRow
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.ids import new_token, token_digest
from assistant.kit.people import Actor
from assistant.profile.fold import fold
from assistant.resume.wording import masked_phone

router = APIRouter(prefix="/api/v1", tags=["orders"])

_ORDER = "/orders/{order_id}"
_INTERVIEW = "/interviews/{interview_id}"


class OwnCode(BaseModel):
    """To which number a code went, all but its end covered, and for how many seconds it is good."""

    phone: str
    seconds: int


class OwnProof(BaseModel):
    """The code that came to her phone."""

    model_config = ConfigDict(extra="ignore")

    code: Annotated[str, Field(max_length=20)]


class OwnToken(BaseModel):
    """A token with which she answers for herself, shown this once."""

    token: str


@router.get(_INTERVIEW + "/orders")
async def worker_orders(actor: doors.Worker, rooms: Rooms, reads: Reads) -> list[WorkerOrder]:
    """Families who would like to meet her, newest first: the work and the home, nothing that finds them."""
    return await rooms.orders.worker_orders(actor, reads)


@router.post(_INTERVIEW + _ORDER + "/{action}")
async def worker_step(
    order_id: Id,
    action: Literal["agree", "offer", "decline", "withdraw", "dispute"],
    body: Move,
    actor: doors.Herself,
    rooms: Rooms,
    reads: Reads,
) -> list[WorkerOrder]:
    """Her yes with a time, another time, her no, that she cannot come after all, or a problem."""
    await rooms.orders.move(actor, order_id, action, body)
    return await rooms.orders.worker_orders(actor, reads)


@router.get(_INTERVIEW + "/reviews")
async def worker_reviews(actor: doors.Worker, rooms: Rooms, reads: Reads) -> list[ReviewView]:
    """What is published of her, and what she may do about it."""
    return await rooms.reviews.of_worker(actor, reads)


@router.post(_INTERVIEW + "/reviews/{review_id}/reply")
async def reply_to_review(
    review_id: Id, body: Reply, actor: doors.Herself, rooms: Rooms, reads: Reads
) -> list[ReviewView]:
    """Her answer, shown under the review at once."""
    await rooms.reviews.reply(actor, review_id, body)
    return await rooms.reviews.of_worker(actor, reads)


@router.post(_INTERVIEW + "/reviews/{review_id}/dispute")
async def dispute_review(
    review_id: Id, body: Objection, actor: doors.Herself, rooms: Rooms, reads: Reads
) -> list[ReviewView]:
    """She says that a review is wrong; people look at it."""
    await rooms.reviews.dispute(actor, review_id, body)
    return await rooms.reviews.of_worker(actor, reads)


@router.post(_INTERVIEW + "/own-code", status_code=202)
async def send_own_code(request: Request, response: Response, actor: doors.Worker, reads: Reads) -> OwnCode:
    """Send a code to the number she gave, so that she answers for herself and nobody in her name."""
    people: Accounts = request.app.state.accounts
    number = await _number(request, actor)
    browser = new_token()
    seconds = await people.phones.ask(number, "worker", reads, address_of(request), browser)
    remember(request, response, "worker", browser)
    return OwnCode(phone=masked_phone(number), seconds=seconds)


@router.post(_INTERVIEW + "/own-proof")
async def prove_own_phone(body: OwnProof, request: Request, actor: doors.Worker) -> OwnToken:
    """A token for the code. Where staff are signed in on the same browser it is good for minutes only."""
    people: Accounts = request.app.state.accounts
    clock: Clock = request.app.state.clock
    database: Database = request.app.state.database
    number, browser = await _number(request, actor), browser_of(request, "worker")
    await people.phones.prove(number, body.code, address_of(request), browser)
    bounds, now, token = rules(), clock.now(), proven_token()
    shared = await doors.staff_browser(request)
    life = timedelta(minutes=bounds.shared_proof_minutes) if shared else timedelta(days=bounds.link_days)
    async with database.session() as session:
        key = InterviewKeyRow(
            token_digest=token_digest(token), interview_id=actor.id, created_at=now, expires_at=now + life
        )
        InterviewRepository(session).add(key)
    return OwnToken(token=token)


async def _number(request: Request, actor: Actor) -> str:
    """The number in her profile."""
    database: Database = request.app.state.database
    async with database.reading() as session:
        phone = fold(await InterviewRepository(session).facts(actor.id)).profile.phone
    if not phone:
        raise ConflictError("own_phone_none")
    return phone
