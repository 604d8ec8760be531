"""The worker's routes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.api.schemas import ConflictView, InterviewDocument, NewInterview, NewInterviewCreated, NewTurn
from assistant.interview.service import InterviewService
from assistant.interview.views import TurnResponse
from assistant.kit.errors import BadInputError
from assistant.kit.settings import Settings
from assistant.vocabulary import vocabulary

router = APIRouter(prefix="/api/v1/interviews", tags=["worker"])

_bearer = HTTPBearer(auto_error=False, description="The token given when the interview was opened.")


def service_of(request: Request) -> InterviewService:
    """The interview room of the running application."""
    service: InterviewService = request.app.state.interviews
    return service


def token_of(credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> str | None:
    """The bearer token, if one was sent."""
    return credentials.credentials if credentials else None


Service = Annotated[InterviewService, Depends(service_of)]
Token = Annotated[str | None, Depends(token_of)]


@router.post("", status_code=201)
async def open_interview(body: NewInterview, request: Request, service: Service) -> NewInterviewCreated:
    """Begin an interview. The reply greets, says it is AI, and asks for consent."""
    settings: Settings = request.app.state.settings
    if body.job is not None and body.job not in {term.id for term in vocabulary().terms("jobs")}:
        raise BadInputError("body_invalid", fields="job")
    opened = await service.open(body.language or settings.default_language, body.job, body.channel)
    return NewInterviewCreated(id=opened.id, token=opened.token, reply=opened.reply)


@router.post("/{interview_id}/turns")
async def take_turn(interview_id: str, body: NewTurn, service: Service, token: Token) -> TurnResponse:
    """One answer of hers, and what comes next."""
    return await service.answer(interview_id, token, body.text, body.client_turn_id)


@router.get("/{interview_id}")
async def show_interview(interview_id: str, service: Service, token: Token) -> InterviewDocument:
    """Where the interview stands: transcript, facts, profile, progress and the open question."""
    view = await service.view(interview_id, token)
    live = {id(fact) for fact in view.folded.live}
    return InterviewDocument(
        id=view.id,
        state=view.phase.value,
        language=view.language,
        job=view.job,
        reply=view.reply,
        progress=view.progress,
        profile=view.folded.profile.wire(),
        facts=view.facts,
        live=[n for n, fact in enumerate(view.facts) if id(fact) in live],
        conflicts=[
            ConflictView(field=c.field, reason=c.reason, quotes=[fact.quote for fact in c.facts])
            for c in view.folded.conflicts
        ],
        transcript=view.transcript,
        created_at=view.created_at,
        updated_at=view.updated_at,
        expires_at=view.expires_at,
    )


@router.get("/{interview_id}/profile")
async def show_profile(interview_id: str, service: Service, token: Token) -> dict[str, Any]:
    """The profile so far; fields nobody spoke of are absent."""
    return (await service.view(interview_id, token)).folded.profile.wire()


@router.post("/{interview_id}/finish")
async def finish_interview(interview_id: str, service: Service, token: Token) -> TurnResponse:
    """End the interview where it stands."""
    return await service.finish(interview_id, token)


@router.delete("/{interview_id}", status_code=204)
async def delete_interview(interview_id: str, service: Service, token: Token) -> Response:
    """Delete everything: words, facts, files."""
    await service.delete(interview_id, token)
    return Response(status_code=204)
