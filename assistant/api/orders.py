"""The routes of orders and their reviews: the consumer of a chat, the agency, and everybody for reviews."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.accounts.phones import phone_number
from assistant.accounts.room import Accounts
from assistant.api import doors
from assistant.api.interviews import Token
from assistant.api.problems import language_of
from assistant.consumer.chat import ChatService
from assistant.consumer.orders.contract import ContractKind, draft_of
from assistant.consumer.orders.model import (
    AgencyOrder,
    AgencyReview,
    ConsumerOrder,
    Contact,
    Id,
    Kept,
    Moderation,
    Move,
    NewOrder,
    NewReview,
    OrderPage,
    People,
    ProvenPhone,
    Settling,
    WorkerReviews,
)
from assistant.consumer.orders.rules import rules
from assistant.consumer.orders.service import OrderService
from assistant.consumer.orders.states import DRAFTABLE, Action, ReviewState, State
from assistant.consumer.orders.tables import OrderRow
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, NotFoundError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.knowledge.draft_files import FILES, DraftFormat, policy
from assistant.knowledge.drafts import DraftOrder
from assistant.knowledge.service import KnowledgeService
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail
from assistant.wiring_orders import OrderRooms, worker_link

router = APIRouter(prefix="/api/v1", tags=["orders"])

_ORDER = "/orders/{order_id}"
_CHAT = "/chats/{chat_id}"


async def rooms_of(request: Request) -> OrderRooms:
    """The rooms of orders of the running application."""
    rooms: OrderRooms = request.app.state.orders
    return rooms


async def language(request: Request) -> Language:
    """The language the asker reads."""
    return language_of(request)


async def consumer(chat_id: str, request: Request, token: Token) -> Actor:
    """The consumer of the chat in the path, by its token.

    Raises:
        UnauthorizedError: the token is missing or another chat's. NotFoundError: there is no such chat any more.
    """
    chats: ChatService = request.app.state.chats
    await chats.check(chat_id, token)
    return Actor(chat_id, "consumer")


Rooms = Annotated[OrderRooms, Depends(rooms_of)]
Reads = Annotated[Language, Depends(language)]
Consumer = Annotated[Actor, Depends(consumer)]
Looker = Annotated[Actor, Depends(doors.staff("owner", "recruiter", "reviewer", "auditor"))]
OrderClerk = Annotated[Actor, Depends(doors.staff("owner", "recruiter"))]
ReviewClerk = Annotated[Actor, Depends(doors.staff("owner", "recruiter", "reviewer"))]


class RequestedOrder(NewOrder):
    """A request with the number to call, and the token that was given for the code sent to that number."""

    phone: Annotated[str, Field(max_length=40)]
    phone_token: Annotated[str, Field(pattern=r"^[A-Za-z0-9_\-]{1,100}$")]


class Link(BaseModel):
    """Where she finds her requests; it opens them for whoever holds it."""

    model_config = ConfigDict(extra="forbid")

    url: str
    days: int


async def _proven(request: Request, phone: str, token: str) -> ProvenPhone:
    """The number, if the token was given for a code sent to it."""
    people: Accounts = request.app.state.accounts
    number = phone_number(phone)
    holder = await people.phones.consumer(token)
    if holder is None or not people.phones.belongs(holder, number):
        raise BadInputError("order_phone_unproven")
    return ProvenPhone(number, people.phones.index(number))


@router.get(_CHAT + "/shortlist")
async def show_shortlist(actor: Consumer, rooms: Rooms) -> list[Kept]:
    """Who is kept with the chat."""
    return await rooms.shortlist.show(actor)


@router.put(_CHAT + "/shortlist/{worker_id}")
async def keep_worker(worker_id: Id, actor: Consumer, rooms: Rooms) -> list[Kept]:
    """Keep somebody."""
    return await rooms.shortlist.keep(actor, worker_id)


@router.delete(_CHAT + "/shortlist/{worker_id}")
async def drop_worker(worker_id: Id, actor: Consumer, rooms: Rooms) -> list[Kept]:
    """Take somebody off the list."""
    return await rooms.shortlist.drop(actor, worker_id)


@router.get(_CHAT + "/orders")
async def consumer_orders(actor: Consumer, rooms: Rooms, reads: Reads) -> list[ConsumerOrder]:
    """The chat's requests and orders, newest first, and what comes next of each."""
    return await rooms.orders.consumer_orders(actor, reads)


@router.post(_CHAT + "/orders", status_code=201)
async def request_interview(
    body: RequestedOrder, request: Request, actor: Consumer, token: Token, rooms: Rooms, reads: Reads
) -> ConsumerOrder:
    """Ask for an interview with up to three times. She is asked first; the agency hears of it once she agrees."""
    phone = await _proven(request, body.phone, body.phone_token)
    chats: ChatService = request.app.state.chats
    need, _ = await chats.need(actor.id, token)
    wanted = NewOrder.model_validate(body.model_dump(include=set(NewOrder.model_fields)))
    return await rooms.orders.request(actor, wanted, need, phone, reads)


@router.get(_CHAT + _ORDER)
async def consumer_order(order_id: Id, actor: Consumer, rooms: Rooms, reads: Reads) -> ConsumerOrder:
    """One of them."""
    return await rooms.orders.consumer_view(actor, order_id, reads)


@router.post(_CHAT + _ORDER + "/review", status_code=201)
async def write_review(order_id: Id, body: NewReview, actor: Consumer, rooms: Rooms, reads: Reads) -> ConsumerOrder:
    """Review the service; once, and only of somebody who was hired."""
    await rooms.reviews.write(actor, order_id, body)
    return await rooms.orders.consumer_view(actor, order_id, reads)


@router.delete(_CHAT + _ORDER + "/review")
async def take_back_review(order_id: Id, actor: Consumer, rooms: Rooms, reads: Reads) -> ConsumerOrder:
    """Take the review back."""
    await rooms.reviews.take_back(actor, order_id)
    return await rooms.orders.consumer_view(actor, order_id, reads)


@router.get(
    _CHAT + _ORDER + "/contract.{kind}",
    response_class=Response,
    responses={200: {"description": "The draft as html, pdf or docx"}},
)
async def consumer_contract(
    order_id: Id,
    kind: DraftFormat,
    request: Request,
    actor: Consumer,
    rooms: Rooms,
    reads: Reads,
    draft: ContractKind = "three_party",
) -> Response:
    """A contract drafted from the order; what nobody said is a marked blank."""
    return await contract(request, rooms.orders, actor, order_id, kind, draft, reads)


@router.post(_CHAT + _ORDER + "/{action}")
async def consumer_step(
    order_id: Id,
    action: Literal["cancel", "meet", "dispute"],
    body: Move,
    actor: Consumer,
    rooms: Rooms,
    reads: Reads,
) -> ConsumerOrder:
    """Cancel, say that you have met, or raise a problem."""
    await rooms.orders.move(actor, order_id, action, body)
    return await rooms.orders.consumer_view(actor, order_id, reads)


@router.get("/orders")
async def agency_orders(
    actor: Looker,
    rooms: Rooms,
    reads: Reads,
    state: Annotated[list[State], Query(max_length=10)] = [],  # noqa: B006 - FastAPI copies it for every request
    cursor: Annotated[Id | None, Query()] = None,
) -> OrderPage:
    """The agency's requests and orders, newest step first, and how many stand where."""
    return await rooms.orders.agency_orders(actor, reads, state, cursor)


@router.get(_ORDER)
async def agency_order(order_id: Id, actor: Looker, rooms: Rooms, reads: Reads) -> AgencyOrder:
    """One of them, with its whole history."""
    return await rooms.orders.agency_view(actor, order_id, reads)


@router.post(_ORDER + "/contact")
async def show_contact(order_id: Id, actor: OrderClerk, rooms: Rooms) -> Contact:
    """The household's number, once she has agreed; that it was looked at is noted."""
    return await rooms.orders.contact(actor, order_id)


@router.post(_ORDER + "/link")
async def make_link(order_id: Id, request: Request, actor: OrderClerk, rooms: Rooms) -> Link:
    """A link to her requests, to be given to her; that it was made is noted. Her answer needs a code to her phone."""
    row = await rooms.orders.row(actor, order_id)
    settings: Settings = request.app.state.settings
    clock: Clock = request.app.state.clock
    database: Database = request.app.state.database
    days = rules().link_days
    async with database.session() as session:
        path = await worker_link(session, row.worker_id, clock, days, lent=True) if row.worker_id else None
        if path is None:
            raise NotFoundError("order_unknown")
        await AuditTrail.of(settings, clock).record(session, actor, "order.link", row.id, {"days": days})
    root = (settings.public_url or str(request.base_url)).rstrip("/")
    return Link(url=root + path, days=days)


@router.get(
    _ORDER + "/contract.{kind}",
    response_class=Response,
    responses={200: {"description": "The draft as html, pdf or docx"}},
)
async def agency_contract(
    order_id: Id,
    kind: DraftFormat,
    request: Request,
    actor: Looker,
    rooms: Rooms,
    reads: Reads,
    draft: ContractKind = "three_party",
) -> Response:
    """A contract drafted from the order; the household's name and number are left to be written in."""
    return await contract(request, rooms.orders, actor, order_id, kind, draft, reads)


@router.post(_ORDER + "/{action}")
async def agency_step(
    order_id: Id,
    action: Literal["confirm", "meet", "hire", "end", "cancel", "dispute", "resume", "resolve"],
    body: Move,
    actor: OrderClerk,
    rooms: Rooms,
    reads: Reads,
) -> AgencyOrder:
    """Take a step; it is noted who did."""
    taken: Action = action
    await rooms.orders.move(actor, order_id, taken, body)
    return await rooms.orders.agency_view(actor, order_id, reads)


@router.get("/order-reviews")
async def agency_reviews(
    actor: Looker, rooms: Rooms, reads: Reads, state: Annotated[ReviewState | None, Query()] = None
) -> list[AgencyReview]:
    """Reviews to look at: for personal data before they are published, or because she disagrees."""
    return await rooms.reviews.waiting(actor, reads, state)


@router.post("/order-reviews/{order_review_id}/publish", status_code=204)
async def publish_review(order_review_id: Id, body: Moderation, actor: ReviewClerk, rooms: Rooms) -> Response:
    """Publish with what is covered; there is no way to hold one back."""
    await rooms.reviews.publish(actor, order_review_id, body)
    return Response(status_code=204)


@router.post("/order-reviews/{order_review_id}/settle", status_code=204)
async def settle_review(order_review_id: Id, body: Settling, actor: ReviewClerk, rooms: Rooms) -> Response:
    """Settle a dispute: it stays, or an owner takes it down for one of the few reasons there are."""
    await rooms.reviews.settle(actor, order_review_id, body)
    return Response(status_code=204)


@router.get("/workers/{worker_id}/reviews")
async def reviews_of(worker_id: Id, request: Request, rooms: Rooms, reads: Reads) -> WorkerReviews:
    """What households say of somebody who is published; no average of fewer than a few."""
    people: People = request.app.state.people
    if await people.worker(worker_id) is None:
        raise NotFoundError("person_unknown")
    return await rooms.reviews.reviews_of(worker_id, reads)


async def contract(
    request: Request,
    orders: OrderService,
    actor: Actor,
    order_id: str,
    kind: DraftFormat,
    draft: ContractKind,
    reads: Language,
) -> Response:
    """The draft of a contract for an order the actor reaches, as a file.

    Raises:
        NotFoundError: there is no such order of the actor's. ConflictError: it stands where none is drafted.
    """
    row = await orders.row(actor, order_id)
    if orders.standing(row) not in DRAFTABLE:
        raise ConflictError("order_no_draft")
    people: People = request.app.state.people
    worker = await people.worker(row.worker_id) if row.worker_id else None
    agency = await _agency(request, row)
    order: DraftOrder = draft_of(row, worker, agency, draft, reads, with_phone=actor.role == "consumer")
    pool: WorkerPool = request.app.state.knowledge_pool
    knowledge: KnowledgeService = request.app.state.knowledge
    content = await pool.run(knowledge.draft, order, kind)
    name = f"ayi-{draft.replace('_', '-')}-draft.{kind}"
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Content-Security-Policy": policy(),
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=FILES[kind].media_type, headers=headers)


async def _agency(request: Request, row: OrderRow) -> Mapping[str, Any]:
    settings: Settings = request.app.state.settings
    people: Accounts = request.app.state.accounts
    try:
        return {"name": (await people.staff.agency(row.agency_id)).name}
    except NotFoundError:
        return {"name": settings.agency_name or None}
