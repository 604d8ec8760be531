"""A consumer's requests on any phone of hers: found by the number she has shown to be hers, without the chat."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from assistant.api import doors
from assistant.api.orders import Reads, Rooms, contract
from assistant.consumer.orders.contract import ContractKind
from assistant.consumer.orders.model import ConsumerOrder, Id, Move, NewReview
from assistant.knowledge.draft_files import DraftFormat

router = APIRouter(prefix="/api/v1/my-orders", tags=["orders"])

_ORDER = "/{my_order_id}"


@router.get("")
async def my_orders(actor: doors.Consumer, rooms: Rooms, reads: Reads) -> list[ConsumerOrder]:
    """Every request made with this number, newest first, and what comes next of each."""
    return await rooms.orders.consumer_orders(actor, reads)


@router.post(_ORDER + "/review", status_code=201)
async def write_my_review(
    my_order_id: Id, body: NewReview, actor: doors.Consumer, rooms: Rooms, reads: Reads
) -> ConsumerOrder:
    """Review the service; once, and only of somebody who was hired."""
    await rooms.reviews.write(actor, my_order_id, body)
    return await rooms.orders.consumer_view(actor, my_order_id, reads)


@router.delete(_ORDER + "/review")
async def take_back_my_review(my_order_id: Id, actor: doors.Consumer, rooms: Rooms, reads: Reads) -> ConsumerOrder:
    """Take the review back."""
    await rooms.reviews.take_back(actor, my_order_id)
    return await rooms.orders.consumer_view(actor, my_order_id, reads)


@router.get(
    _ORDER + "/contract.{kind}",
    response_class=Response,
    responses={200: {"description": "The draft as html, pdf or docx"}},
)
async def my_contract(
    my_order_id: Id,
    kind: DraftFormat,
    request: Request,
    actor: doors.Consumer,
    rooms: Rooms,
    reads: Reads,
    draft: ContractKind = "three_party",
) -> Response:
    """A contract drafted from the order; what nobody said is a marked blank."""
    return await contract(request, rooms.orders, actor, my_order_id, kind, draft, reads)


@router.post(_ORDER + "/{action}")
async def my_step(
    my_order_id: Id,
    action: Literal["cancel", "meet", "dispute"],
    body: Move,
    actor: doors.Consumer,
    rooms: Rooms,
    reads: Reads,
) -> ConsumerOrder:
    """Cancel, say that you have met, or raise a problem."""
    await rooms.orders.move(actor, my_order_id, action, body)
    return await rooms.orders.consumer_view(actor, my_order_id, reads)
