"""The recruiters' routes: the queue, a file, and what people decide about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.api import doors
from assistant.api.problems import language_of
from assistant.api.ranges import file_response
from assistant.api.resumes import Asked, resume_file
from assistant.interview.recordings import RecordingService
from assistant.kit.people import Actor
from assistant.profile.model import Language
from assistant.resume.files import kind_of
from assistant.resume.model import View
from assistant.review.bulk import BulkService
from assistant.review.decisions import ReviewService
from assistant.review.desk import FileDesk
from assistant.review.model import (
    Bulk,
    BulkResult,
    Decide,
    Decided,
    FieldName,
    FileDocument,
    Id,
    NewNote,
    NewView,
    NoteDocument,
    OwnStanding,
    Patch,
    QueuePage,
    QueueQuery,
    ReasonText,
    Return,
    Returned,
    SavedView,
    Sort,
    Token,
)
from assistant.review.own_file import OwnFile
from assistant.review.queue import QueueService
from assistant.review.reminders import Reminder, ReminderService
from assistant.review.states import Status

router = APIRouter(prefix="/api/v1", tags=["review"])

Reader = Annotated[Actor, Depends(doors.staff("owner", "recruiter", "reviewer", "auditor"))]
Clerk = Annotated[Actor, Depends(doors.staff("owner", "recruiter", "reviewer"))]


async def service_of(request: Request) -> ReviewService:
    """The review room of the running application."""
    service: ReviewService = request.app.state.review
    return service


async def queue_of(request: Request) -> QueueService:
    """Its queue."""
    service: QueueService = request.app.state.review_queue
    return service


async def desk_of(request: Request) -> FileDesk:
    """Its files."""
    desk: FileDesk = request.app.state.file_desk
    return desk


async def own_of(request: Request) -> OwnFile:
    """What of it is hers."""
    own: OwnFile = request.app.state.own_file
    return own


Service = Annotated[ReviewService, Depends(service_of)]
Desk = Annotated[FileDesk, Depends(desk_of)]
Own = Annotated[OwnFile, Depends(own_of)]
Queue = Annotated[QueueService, Depends(queue_of)]


class Version(BaseModel):
    """The file as the client has seen it."""

    model_config = ConfigDict(extra="forbid")

    version: int


class Appeal(BaseModel):
    """Why she thinks that the decision is wrong."""

    model_config = ConfigDict(extra="forbid")

    text: ReasonText


async def _asked_queue(
    status: Annotated[list[Status] | None, Query()] = None,
    job: FieldName | None = None,
    city: Annotated[str | None, Query(max_length=40)] = None,
    flag: Annotated[list[FieldName] | None, Query(max_length=10)] = None,
    verification: Annotated[list[Token] | None, Query(max_length=10)] = None,
    assignee: Id | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    q: Annotated[str, Query(max_length=100)] = "",
    sort: Sort = "-said",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> QueueQuery:
    """The query of an address; `assignee` is an account's id, `me`, or `none`."""
    return QueueQuery(
        status=status or [],
        job=job,
        city=city,
        flag=flag or [],
        verification=verification or [],
        assignee=assignee,
        since=since,
        until=until,
        q=q,
        sort=sort,
        limit=limit,
        cursor=cursor,
    )


@router.get("/profiles")
async def list_files(
    actor: Reader, request: Request, queue: Queue, query: Annotated[QueueQuery, Depends(_asked_queue)]
) -> QueuePage:
    """A page of the queue, with counts by status."""
    if query.assignee == "me":
        query = query.model_copy(update={"assignee": actor.id})
    return await queue.page(actor, query, language_of(request))


@router.post("/profiles/bulk")
async def many(body: Bulk, request: Request, actor: Clerk) -> list[BulkResult]:
    """One action on many files; each has a result of its own."""
    service: BulkService = request.app.state.bulk
    return await service.run(actor, body, language_of(request))


@router.get("/review/views")
async def list_views(actor: Reader, queue: Queue) -> list[SavedView]:
    """One's saved ways to look at the queue."""
    return await queue.views(actor)


@router.post("/review/views", status_code=201)
async def keep_view(body: NewView, actor: Reader, queue: Queue) -> SavedView:
    """Keep a way to look at the queue under a name."""
    return await queue.keep_view(actor, body)


@router.delete("/review/views/{view_id}", status_code=204)
async def forget_view(view_id: str, actor: Reader, queue: Queue) -> Response:
    """Forget one of them."""
    await queue.forget_view(actor, view_id)
    return Response(status_code=204)


@router.get("/review/reminders")
async def list_reminders(request: Request, actor: Reader) -> list[Reminder]:
    """Papers that end soon."""
    service: ReminderService = request.app.state.reminders
    return await service.reminders(actor)


Decision = Callable[[ReviewService, Actor, str, Decide], Awaitable[Decided]]
Hold = Callable[[ReviewService, Actor, str, int], Awaitable[Decided]]

# What is decided about one file as somebody has seen it: the last part of the address, and what does it.
_DECISIONS: Mapping[str, Decision] = {
    "recall": ReviewService.recall,
    "approve": ReviewService.approve,
    "decline": ReviewService.decline,
    "keep": ReviewService.keep,
    "appeal": ReviewService.appeal,
    "reopen": ReviewService.reopen,
    "withdraw": ReviewService.withdraw,
}
# Whose a file is; nothing has to be said about why.
_HOLDS: Mapping[str, Hold] = {
    "take": ReviewService.take,
    "assign": ReviewService.assign,
    "release": ReviewService.release,
}


def _add_decision(name: str, decide: Decision) -> None:
    async def route(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
        return await decide(service, actor, interview_id, body)

    _add(name, route, decide.__doc__)


def _add_hold(name: str, hold: Hold) -> None:
    async def route(interview_id: str, body: Version, actor: Clerk, service: Service) -> Decided:
        return await hold(service, actor, interview_id, body.version)

    _add(name, route, hold.__doc__)


def _add(name: str, route: Callable[..., Awaitable[Decided]], doc: str | None) -> None:
    """One address that changes a file; what it says of itself is the first line of what does it."""
    first = (doc or "").partition("\n")[0]
    path = f"/profiles/{{interview_id}}/{name}"
    router.add_api_route(path, route, methods=["POST"], name=f"{name}_file", description=first)


for _name, _decide in _DECISIONS.items():
    _add_decision(_name, _decide)
for _name, _hold in _HOLDS.items():
    _add_hold(_name, _hold)


@router.get("/profiles/{interview_id}")
async def show_file(interview_id: str, request: Request, actor: Reader, desk: Desk) -> FileDocument:
    """Everything of one file."""
    return await desk.file(actor, interview_id, language_of(request))


@router.post("/profiles/{interview_id}/open")
async def open_file(interview_id: str, actor: Reader, desk: Desk) -> Decided:
    """Say that one has the file before one's eyes now."""
    return await desk.open(actor, interview_id)


@router.patch("/profiles/{interview_id}")
async def edit_file(interview_id: str, body: Patch, actor: Clerk, desk: Desk) -> Decided:
    """Write facts of the staff's own beside hers, each with its evidence or its reason."""
    return await desk.edit(actor, interview_id, body)


@router.post("/profiles/{interview_id}/return")
async def return_file(interview_id: str, body: Return, actor: Clerk, service: Service) -> Returned:
    """Back to her with questions; the link opens her interview with them."""
    return await service.return_to_her(actor, interview_id, body)


@router.get("/interviews/{interview_id}/review", tags=["worker"])
async def standing_of_hers(interview_id: str, request: Request, actor: doors.Worker, own: Own) -> OwnStanding:
    """Where her file stands, and why it was declined if it was."""
    return await own.standing(actor, interview_id, language_of(request))


@router.post("/interviews/{interview_id}/appeal", tags=["worker"])
async def appeal_of_hers(interview_id: str, body: Appeal, actor: doors.Worker, own: Own) -> Decided:
    """Her own appeal against a decision that declined her file."""
    return await own.appeal(actor, interview_id, body.text)


@router.post("/profiles/{interview_id}/notes", status_code=201)
async def note_file(interview_id: str, body: NewNote, actor: Clerk, desk: Desk) -> NoteDocument:
    """Keep a note."""
    return await desk.note(actor, interview_id, body)


@router.get(
    "/profiles/{interview_id}/recordings/{turn_id}",
    response_class=Response,
    responses={200: {"description": "The recording as it was sent"}, 206: {"description": "A range of it"}},
)
async def hear_turn(interview_id: str, turn_id: str, request: Request, actor: Reader, desk: Desk) -> Response:
    """The recording of one turn, whole or in ranges."""
    await desk.reach(actor, interview_id)
    recordings: RecordingService = request.app.state.recordings
    recording = await recordings.file_of(interview_id, turn_id)
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
    return file_response(request, recording.data, recording.media_type, headers)


@router.get(
    "/profiles/{interview_id}/resume.{suffix}",
    response_class=Response,
    responses={200: {"description": "The résumé as txt, md, html, pdf, png, json or jsonresume"}},
)
async def preview_resume(
    interview_id: str,
    suffix: str,
    request: Request,
    actor: Reader,
    desk: Desk,
    theme: Annotated[str, Query(max_length=40)] = "warm",
    language: Language | None = None,
    view: View = "public",
) -> Response:
    """The résumé as it would go out now."""
    kind_of(suffix)
    case = await desk.reach(actor, interview_id)
    asked = Asked(interview_id, suffix, language or case.state.language, theme, view)
    return await resume_file(request, case.folded, asked, framed=True)
