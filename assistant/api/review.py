"""The recruiters' routes: the queue, a file, and what people decide about it."""

from __future__ import annotations

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
from assistant.review.decisions import ReviewService
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


Service = Annotated[ReviewService, Depends(service_of)]
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
async def list_files(actor: Reader, queue: Queue, query: Annotated[QueueQuery, Depends(_asked_queue)]) -> QueuePage:
    """A page of the queue, with counts by status."""
    if query.assignee == "me":
        query = query.model_copy(update={"assignee": actor.id})
    return await queue.page(actor, query)


@router.post("/profiles/bulk")
async def many(body: Bulk, request: Request, actor: Clerk, service: Service) -> list[BulkResult]:
    """One action on many files; each has a result of its own."""
    return await service.bulk(actor, body, language_of(request))


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


@router.get("/profiles/{interview_id}")
async def show_file(interview_id: str, request: Request, actor: Reader, service: Service) -> FileDocument:
    """Everything of one file."""
    return await service.file(actor, interview_id, language_of(request))


@router.post("/profiles/{interview_id}/open")
async def open_file(interview_id: str, actor: Reader, service: Service) -> Decided:
    """Say that one has the file before one's eyes now."""
    return await service.open(actor, interview_id)


@router.patch("/profiles/{interview_id}")
async def edit_file(interview_id: str, body: Patch, actor: Clerk, service: Service) -> Decided:
    """Write facts of the staff's own beside hers, each with its evidence or its reason."""
    return await service.edit(actor, interview_id, body)


@router.post("/profiles/{interview_id}/take")
async def take_file(interview_id: str, body: Version, actor: Clerk, service: Service) -> Decided:
    """Take a file up for review."""
    return await service.take(actor, interview_id, body.version)


@router.post("/profiles/{interview_id}/assign")
async def assign_file(interview_id: str, body: Version, actor: Clerk, service: Service) -> Decided:
    """Make a file one's own without a step."""
    return await service.assign(actor, interview_id, body.version)


@router.post("/profiles/{interview_id}/release")
async def release_file(interview_id: str, body: Version, actor: Clerk, service: Service) -> Decided:
    """Make a file nobody's."""
    return await service.assign(actor, interview_id, body.version, release=True)


@router.post("/profiles/{interview_id}/return")
async def return_file(interview_id: str, body: Return, actor: Clerk, service: Service) -> Returned:
    """Back to her with questions; the link opens her interview with them."""
    return await service.return_to_her(actor, interview_id, body)


@router.post("/profiles/{interview_id}/recall")
async def recall_file(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
    """Go on without waiting for her answer."""
    return await service.recall(actor, interview_id, body)


@router.post("/profiles/{interview_id}/approve")
async def approve_file(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
    """Approve a file as it is."""
    return await service.approve(actor, interview_id, body)


@router.post("/profiles/{interview_id}/decline")
async def decline_file(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
    """Propose to decline, or, as the second person, decline."""
    return await service.decline(actor, interview_id, body)


@router.post("/profiles/{interview_id}/keep")
async def keep_file(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
    """Reject the proposal to decline."""
    return await service.keep(actor, interview_id, body)


@router.post("/profiles/{interview_id}/appeal")
async def appeal_file(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
    """Take a declined file up again because she asked for it."""
    return await service.appeal(actor, interview_id, body)


@router.get("/interviews/{interview_id}/review", tags=["worker"])
async def standing_of_hers(interview_id: str, request: Request, actor: doors.Worker, service: Service) -> OwnStanding:
    """Where her file stands, and why it was declined if it was."""
    return await service.standing_of_hers(actor, interview_id, language_of(request))


@router.post("/interviews/{interview_id}/appeal", tags=["worker"])
async def appeal_of_hers(interview_id: str, body: Appeal, actor: doors.Worker, service: Service) -> Decided:
    """Her own appeal against a decision that declined her file."""
    return await service.appeal_of_hers(actor, interview_id, body.text)


@router.post("/profiles/{interview_id}/reopen")
async def reopen_file(interview_id: str, body: Decide, actor: Clerk, service: Service) -> Decided:
    """Look once more at a file that was approved, withdrawn or has expired."""
    return await service.reopen(actor, interview_id, body)


@router.post("/profiles/{interview_id}/notes", status_code=201)
async def note_file(interview_id: str, body: NewNote, actor: Clerk, service: Service) -> NoteDocument:
    """Keep a note."""
    return await service.note(actor, interview_id, body)


@router.get(
    "/profiles/{interview_id}/recordings/{turn_id}",
    response_class=Response,
    responses={200: {"description": "The recording as it was sent"}, 206: {"description": "A range of it"}},
)
async def hear_turn(interview_id: str, turn_id: str, request: Request, actor: Reader, service: Service) -> Response:
    """The recording of one turn, whole or in ranges."""
    await service.reach(actor, interview_id)
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
    service: Service,
    theme: Annotated[str, Query(max_length=40)] = "warm",
    language: Language | None = None,
    view: View = "public",
) -> Response:
    """The résumé as it would go out now."""
    kind_of(suffix)
    case = await service.reach(actor, interview_id)
    asked = Asked(interview_id, suffix, language or case.state.language, theme, view)
    return await resume_file(request, case.folded, asked, framed=True)
