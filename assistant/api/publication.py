"""Publishing and withdrawing by the staff, and the printed card."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.api import doors
from assistant.api.privacy import Rooms
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language
from assistant.review.card import card_view
from assistant.review.card_code import grouped
from assistant.review.card_paper import MEDIA_TYPES, Form, Size, render_card
from assistant.review.publication import Card
from assistant.wiring_trust import TrustRooms

router = APIRouter(prefix="/api/v1", tags=["publication"])

Clerk = Annotated[Actor, Depends(doors.staff("owner", "recruiter", "reviewer"))]
_STAFF = [Depends(doors.staff())]
_HER = [Depends(doors.worker)]


class NewPublication(BaseModel):
    """The file as the client has seen it; left out, as it is."""

    model_config = ConfigDict(extra="forbid")

    version: int | None = None


class CardDocument(BaseModel):
    """A card: `code` as people read it, `path` of its public page. `good` is whether it may be shown now."""

    code: str
    path: str
    url: str
    state: str
    good: bool
    issued_at: datetime
    valid_until: datetime
    ended_why: str | None


class CardStanding(BaseModel):
    """Her newest card, or null where there never was one."""

    card: CardDocument | None


@router.post("/profiles/{interview_id}/publish")
async def publish(
    interview_id: str, request: Request, rooms: Rooms, actor: Clerk, body: NewPublication | None = None
) -> CardDocument:
    """Issue her card and let her be found: only with her consent, an approval and the papers the law asks for."""
    card = await rooms.publication.publish(actor, interview_id, body.version if body else None)
    return _document(request, card)


@router.get("/profiles/{interview_id}/card", dependencies=_STAFF)
async def card_for_staff(interview_id: str, request: Request, rooms: Rooms) -> CardStanding:
    """Her card and how it stands."""
    return await _standing(request, rooms, interview_id)


@router.get("/interviews/{interview_id}/card", dependencies=_HER, tags=["worker"])
async def own_card(interview_id: str, request: Request, rooms: Rooms) -> CardStanding:
    """Her card and how it stands, for herself."""
    return await _standing(request, rooms, interview_id)


@router.get(
    "/interviews/{interview_id}/card.{form}",
    tags=["worker"],
    dependencies=_HER,
    response_class=Response,
    responses={200: {"description": "The card as PDF or PNG"}},
)
async def own_print(
    interview_id: str,
    form: Form,
    request: Request,
    rooms: Rooms,
    size: Annotated[Size, Query()] = "cr80",
    language: Language = "zh",
) -> Response:
    """Her card to print: credit-card size or A6."""
    return await _print(request, rooms, interview_id, form, size, language)


@router.get(
    "/profiles/{interview_id}/card.{form}",
    dependencies=_STAFF,
    response_class=Response,
    responses={200: {"description": "The card as PDF or PNG"}},
)
async def print_for_staff(
    interview_id: str,
    form: Form,
    request: Request,
    rooms: Rooms,
    size: Annotated[Size, Query()] = "cr80",
    language: Language = "zh",
) -> Response:
    """Her card to print, for the agency's printer."""
    return await _print(request, rooms, interview_id, form, size, language)


async def _standing(request: Request, rooms: TrustRooms, interview_id: str) -> CardStanding:
    database: Database = request.app.state.database
    async with database.reading() as session:
        card = await rooms.publication.standing(session, interview_id)
    return CardStanding(card=_document(request, card) if card is not None else None)


async def _print(
    request: Request, rooms: TrustRooms, interview_id: str, form: Form, size: Size, language: Language
) -> Response:
    settings: Settings = request.app.state.settings
    pool: WorkerPool = request.app.state.render_pool
    card = await rooms.publication.card_of(interview_id)
    photo = await rooms.photos.on_card(card)
    view = card_view(card, language, settings.timezone)
    content = await pool.run(render_card, view, form, size, _url(request, card), photo)
    headers = {"Content-Disposition": f'inline; filename="ayi-card-{size}.{form}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def _url(request: Request, card: Card) -> str:
    settings: Settings = request.app.state.settings
    base = (settings.public_url or str(request.base_url)).rstrip("/")
    return f"{base}/w/{card.code}"


def _document(request: Request, card: Card) -> CardDocument:
    return CardDocument(
        code=grouped(card.code),
        path=f"/w/{card.code}",
        url=_url(request, card),
        state=card.state if card.good or card.state != "active" else "expired",
        good=card.good,
        issued_at=card.issued_at,
        valid_until=card.valid_until,
        ended_why=card.ended_why,
    )
