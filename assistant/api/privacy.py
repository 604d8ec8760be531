"""Her own rights over what is kept of her: consents, withdrawal in one tap, her copy of everything, her photo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api import doors
from assistant.api.doors import Worker
from assistant.api.problems import language_of
from assistant.api.review import Clerk, Desk
from assistant.api.uploads import PHOTO, Sent
from assistant.kit.database import Database
from assistant.kit.errors import TooLargeError
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.review.consents import Layer, consent_texts
from assistant.review.retention import RetentionClass, classes
from assistant.wiring_trust import TrustRooms

router = APIRouter(prefix="/api/v1", tags=["privacy"])

MOST_PHOTO_BYTES = 10_000_000
PHOTO_PATH = r"/api/v1/interviews/[^/]+/photo"
_PIECE = 64_000


async def rooms_of(request: Request) -> TrustRooms:
    """Publication and trust of the running application."""
    rooms: TrustRooms = request.app.state.trust
    return rooms


Rooms = Annotated[TrustRooms, Depends(rooms_of)]
_STAFF = [Depends(doors.staff())]
_HER = [Depends(doors.worker)]


class ConsentDocument(BaseModel):
    """One layer: what it is about in words, and how it stands. `given` is null where she was never asked.

    `current` is false when the text has changed since: then nothing new rests on it before she agrees again.
    """

    layer: Layer
    title: str
    text: str
    ends: str
    given: bool | None
    version: str | None
    at: datetime | None
    current: bool


class ConsentsDocument(BaseModel):
    """Every layer, and the version of the texts as they are now."""

    version: str
    layers: list[ConsentDocument]


class PhoneDocument(BaseModel):
    """Her number, or null where she gave none."""

    phone: str | None


class ConsentChoice(BaseModel):
    """What she chose for one layer, and the version of the text she had before her."""

    model_config = ConfigDict(extra="forbid")

    layer: Layer
    given: bool
    version: Annotated[str | None, Field(max_length=20)] = None


@router.get("/retention")
async def retention(request: Request) -> list[RetentionClass]:
    """How long what is kept: every class of data and its days."""
    settings: Settings = request.app.state.settings
    return classes(settings)


@router.get("/interviews/{interview_id}/consents", dependencies=_HER)
async def show_consents(interview_id: str, request: Request, rooms: Rooms) -> ConsentsDocument:
    """What she agreed to and what not, layer by layer."""
    return await _consents(request, rooms, interview_id)


@router.post("/interviews/{interview_id}/consents")
async def choose(
    interview_id: str, body: ConsentChoice, request: Request, rooms: Rooms, actor: Worker
) -> ConsentsDocument:
    """Agree to one layer, or take it back; what stood open by it is shut at once."""
    await rooms.choices.choose(actor, interview_id, body.layer, given=body.given, version=body.version)
    return await _consents(request, rooms, interview_id)


@router.post("/interviews/{interview_id}/withdraw")
async def withdraw(interview_id: str, request: Request, rooms: Rooms, actor: Worker) -> ConsentsDocument:
    """One tap: from now on nobody sees her, nowhere."""
    await rooms.choices.withdraw(actor, interview_id)
    return await _consents(request, rooms, interview_id)


@router.get("/profiles/{interview_id}/consents", dependencies=_STAFF, tags=["review"])
async def consents_for_staff(interview_id: str, request: Request, rooms: Rooms) -> ConsentsDocument:
    """What she agreed to, as staff may see it; they cannot change it."""
    return await _consents(request, rooms, interview_id)


@router.get("/profiles/{interview_id}/phone", tags=["review"])
async def uncovered_phone(interview_id: str, actor: Clerk, desk: Desk) -> PhoneDocument:
    """Her number, which the file shows covered; that somebody looked stands in the trail."""
    return PhoneDocument(phone=await desk.phone(actor, interview_id))


@router.get(
    "/interviews/{interview_id}/export",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "Everything about her, as an archive"}},
)
async def export(interview_id: str, rooms: Rooms, actor: Worker) -> StreamingResponse:
    """Her copy of everything that is kept about her."""
    archive = await rooms.export.pack(actor, interview_id)
    headers = {"Content-Disposition": f'attachment; filename="{interview_id}.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(archive), media_type="application/zip", headers=headers)


@router.delete("/interviews/{interview_id}", status_code=204, tags=["worker"])
async def delete_interview(interview_id: str, rooms: Rooms, actor: Worker) -> Response:
    """Delete everything: words, facts, files, card, and what others were shown of her."""
    await rooms.erasure.erase(actor, interview_id, "own_wish")
    return Response(status_code=204)


@router.put("/interviews/{interview_id}/photo", status_code=204)
async def put_photo(interview_id: str, rooms: Rooms, actor: Worker, file: Annotated[Sent, Depends(PHOTO)]) -> Response:
    """Her own photo (JPEG, PNG or WebP); it is drawn anew and what a camera writes into it is dropped."""
    if len(file.data) > MOST_PHOTO_BYTES:
        raise TooLargeError("photo_too_large")
    await rooms.photos.put(actor, interview_id, file.data)
    return Response(status_code=204)


@router.get(
    "/interviews/{interview_id}/photo",
    dependencies=_HER,
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "Her photo"}},
)
async def show_photo(interview_id: str, rooms: Rooms) -> Response:
    """Her photo as it is kept."""
    return _picture(await rooms.photos.of(interview_id))


@router.delete("/interviews/{interview_id}/photo", status_code=204)
async def remove_photo(interview_id: str, rooms: Rooms, actor: Worker) -> Response:
    """Forget her photo."""
    await rooms.photos.remove(actor, interview_id)
    return Response(status_code=204)


@router.get(
    "/profiles/{interview_id}/photo",
    tags=["review"],
    dependencies=_STAFF,
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "Her photo"}},
)
async def photo_for_staff(interview_id: str, rooms: Rooms) -> Response:
    """Her photo, to be looked at before it goes out."""
    return _picture(await rooms.photos.of(interview_id))


def _picture(data: bytes) -> Response:
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


async def _consents(request: Request, rooms: TrustRooms, interview_id: str) -> ConsentsDocument:
    database: Database = request.app.state.database
    language: Language = language_of(request)
    async with database.reading() as session:
        standings = await rooms.consents.standings(session, interview_id)
    texts = consent_texts()
    layers = []
    for layer in texts.layers:
        standing = standings[layer.id]
        words = rooms.consents.words(layer, language)
        layers.append(
            ConsentDocument(
                layer=layer.id,
                title=words["title"],
                text=words["text"],
                ends=words["ends"],
                given=standing.given,
                version=standing.version,
                at=standing.at,
                current=standing.current,
            )
        )
    return ConsentsDocument(version=texts.version, layers=layers)


def _pieces(archive: IO[bytes]) -> Iterator[bytes]:
    with archive:
        while piece := archive.read(_PIECE):
            yield piece
