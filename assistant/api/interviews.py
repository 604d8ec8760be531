"""The worker's routes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.accounts.room import Accounts
from assistant.api.schemas import (
    ConflictView,
    InterviewDocument,
    NewInterview,
    NewInterviewCreated,
    NewTurn,
    QuoteTime,
    RecordingDocument,
)
from assistant.api.speech import spoken, with_speech
from assistant.interview.service import InterviewService
from assistant.interview.views import InterviewView, TurnResponse
from assistant.kit.errors import BadInputError
from assistant.kit.settings import Settings
from assistant.speech.model import Transcript
from assistant.speech.timing import seconds_of
from assistant.vocabulary import vocabulary

router = APIRouter(prefix="/api/v1/interviews", tags=["worker"])

_bearer = HTTPBearer(auto_error=False, description="The token given when the interview was opened.")


async def service_of(request: Request) -> InterviewService:
    """The interview room of the running application."""
    service: InterviewService = request.app.state.interviews
    return service


async def token_of(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str | None:
    """The bearer token, if one was sent. Not in a thread of its own: requests keep the order in which they came."""
    return credentials.credentials if credentials else None


Service = Annotated[InterviewService, Depends(service_of)]
Token = Annotated[str | None, Depends(token_of)]


@router.post("", status_code=201)
async def open_interview(body: NewInterview, request: Request, service: Service) -> NewInterviewCreated:
    """Begin an interview. The reply greets, says it is AI, and asks for consent."""
    settings: Settings = request.app.state.settings
    if body.job is not None and body.job not in {term.id for term in vocabulary().terms("jobs")}:
        raise BadInputError("body_invalid", fields="job")
    people: Accounts = request.app.state.accounts
    agency = await people.staff.agency_of_slug(body.agency)
    opened = await service.open(body.language or settings.default_language, body.job, body.channel, agency.id)
    reply = spoken(request, opened.id, opened.turn_id, opened.reply)
    return NewInterviewCreated(id=opened.id, token=opened.token, reply=reply)


@router.post("/{interview_id}/turns")
async def take_turn(interview_id: str, body: NewTurn, request: Request, service: Service, token: Token) -> TurnResponse:
    """One answer of hers, and what comes next."""
    turn = await service.answer(interview_id, token, body.text, body.client_turn_id, body.channel)
    return with_speech(request, interview_id, turn)


@router.get("/{interview_id}")
async def show_interview(interview_id: str, request: Request, service: Service, token: Token) -> InterviewDocument:
    """Where the interview stands: transcript, facts, profile, progress and the open question."""
    view = await service.view(interview_id, token)
    live = {id(fact) for fact in view.folded.live}
    return InterviewDocument(
        id=view.id,
        state=view.phase.value,
        language=view.language,
        job=view.job,
        reply=spoken(request, view.id, view.turn_id, view.reply),
        progress=view.progress,
        profile=view.folded.profile.wire(),
        facts=view.facts,
        live=[n for n, fact in enumerate(view.facts) if id(fact) in live],
        conflicts=[
            ConflictView(field=c.field, reason=c.reason, quotes=[fact.quote for fact in c.facts])
            for c in view.folded.conflicts
        ],
        transcript=view.transcript,
        recordings=_recordings(view),
        waiting=[recording.client_turn_id for recording in view.recordings if recording.turn_id is None],
        created_at=view.created_at,
        updated_at=view.updated_at,
        expires_at=view.expires_at,
    )


def _recordings(view: InterviewView) -> list[RecordingDocument]:
    """Her recordings that became turns, and when in them each fact was said."""
    return [
        RecordingDocument(
            turn_id=recording.turn_id,
            media_type=recording.media_type,
            quotes=_quote_times(view, recording.turn_id, recording.transcript),
            **recording.transcript.model_dump(include={"seconds", "words", "text", "heard", "trouble"}),
        )
        for recording in view.recordings
        if recording.turn_id is not None and recording.transcript is not None
    ]


def _quote_times(view: InterviewView, turn_id: str, transcript: Transcript) -> list[QuoteTime]:
    told = [(n, fact) for n, fact in enumerate(view.facts) if fact.turn_id == turn_id]
    spans = [(n, seconds_of(transcript, fact.start, fact.end)) for n, fact in told]
    return [QuoteTime(fact=n, start=start, end=end) for n, (start, end) in spans]


@router.get("/{interview_id}/profile")
async def show_profile(interview_id: str, service: Service, token: Token) -> dict[str, Any]:
    """The profile so far; fields nobody spoke of are absent."""
    return (await service.view(interview_id, token)).folded.profile.wire()


@router.post("/{interview_id}/finish")
async def finish_interview(interview_id: str, request: Request, service: Service, token: Token) -> TurnResponse:
    """End the interview where it stands."""
    return with_speech(request, interview_id, await service.finish(interview_id, token))
