"""The worker's résumé in every form, from what she said so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.api.interviews import Service, Token
from assistant.kit.clock import Clock
from assistant.kit.errors import ConflictError
from assistant.kit.workers import WorkerPool
from assistant.profile.fold import Folded
from assistant.profile.model import Language
from assistant.resume.files import kind_of, make_file
from assistant.resume.model import ResumeOptions, View
from assistant.wiring_models import Models

router = APIRouter(prefix="/api/v1/interviews", tags=["worker"])

# A résumé shown in our own page sits in a sandboxed frame; opened directly, it may still load and run nothing.
_DOCUMENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
_OWN_FRAMES = "; frame-ancestors 'self'"


@router.get(
    "/{interview_id}/resume.{suffix}",
    response_class=Response,
    responses={200: {"description": "The résumé as txt, md, html, pdf, png, json or jsonresume"}},
)
async def resume(
    interview_id: str,
    suffix: str,
    request: Request,
    service: Service,
    token: Token,
    theme: Annotated[str, Query(max_length=40)] = "warm",
    language: Language | None = None,
    view: View = "public",
) -> Response:
    """Her résumé as others would see it, so that she can pass it on; `view=own` adds what only she should read."""
    kind_of(suffix)
    interview = await service.view(interview_id, token)
    if not interview.consented:
        raise ConflictError("resume_needs_consent")
    asked = Asked(interview.id, suffix, language or interview.language, theme, view)
    return await resume_file(request, interview.folded, asked)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose résumé, as which kind of file, in which language, look and view."""

    interview_id: str
    suffix: str
    language: Language
    theme: str
    view: View


async def resume_file(request: Request, folded: Folded, asked: Asked, *, framed: bool = False) -> Response:
    """The résumé as a file; `framed` ones may stand in a frame of our own pages.

    Raises:
        NotFoundError: there is no such kind of file or theme.
    """
    kind = kind_of(asked.suffix)
    clock: Clock = request.app.state.clock
    options = ResumeOptions(
        generated_on=clock.today(), view=asked.view, theme=asked.theme, reference=asked.interview_id
    )
    models: Models = request.app.state.models
    options = replace(options, opening=await models.opening(folded, asked.language, options))
    arguments = (asked.suffix, folded, asked.language, options)
    if kind.cpu:
        pool: WorkerPool = request.app.state.render_pool
        content = await pool.run(make_file, *arguments)
    else:
        content = make_file(*arguments)
    headers = {"Content-Disposition": f'inline; filename="ayi-resume.{asked.suffix}"'}
    if asked.suffix == "html":
        headers["Content-Security-Policy"] = _DOCUMENT_POLICY + (_OWN_FRAMES if framed else "")
        headers |= {"X-Frame-Options": "SAMEORIGIN"} if framed else {}
    return Response(content, media_type=kind.media_type, headers=headers)
