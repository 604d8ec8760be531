"""The routes of verification: proof documents, and what a person checked."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from assistant.api.problems import language_of
from assistant.api.review import Clerk, Reader
from assistant.api.uploads import PAPER, Sent
from assistant.review.asking import AskedLayer, AskLink, ConsentLinks
from assistant.review.checks import CheckBody
from assistant.review.model import Decided, PaperDocument
from assistant.review.registries import Answer
from assistant.review.verification import VerificationService

router = APIRouter(prefix="/api/v1", tags=["review"])

PAPERS_PATH = re.compile(r"/api/v1/(?:profiles|interviews)/[^/]+/papers")
# What a multipart body needs around the file itself.
FORM_BYTES = 10_000

_DOCUMENT_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; object-src 'self'; sandbox"


def document_response(content: bytes, media_type: str) -> Response:
    """A proof document for whoever may look at it."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": "inline"}
    if media_type.startswith("image/"):
        headers["Content-Security-Policy"] = _DOCUMENT_POLICY
    return Response(content, media_type=media_type, headers=headers)


async def service_of(request: Request) -> VerificationService:
    """The verification room of the running application."""
    service: VerificationService = request.app.state.verification
    return service


Service = Annotated[VerificationService, Depends(service_of)]


@router.post("/profiles/{interview_id}/papers", status_code=201)
async def add_paper(
    interview_id: str,
    actor: Clerk,
    service: Service,
    what: Annotated[str, Form(max_length=60, description="identity, health, record_check, certificate:KIND, other")],
    file: Annotated[Sent, Depends(PAPER)],
) -> PaperDocument:
    """Keep a proof document: drawn anew and sealed."""
    return await service.add_paper(actor, interview_id, what, file.data)


@router.get(
    "/profiles/{interview_id}/papers/{paper_id}",
    response_class=Response,
    responses={200: {"description": "The document as a JPEG picture or a PDF of pictures"}},
)
async def show_paper(interview_id: str, paper_id: str, actor: Clerk, service: Service) -> Response:
    """Look at a proof document; that one looked is written down."""
    content, media_type = await service.paper(actor, interview_id, paper_id)
    return document_response(content, media_type)


@router.delete("/profiles/{interview_id}/papers/{paper_id}", status_code=204)
async def remove_paper(interview_id: str, paper_id: str, actor: Clerk, service: Service) -> Response:
    """Delete a proof document."""
    await service.remove_paper(actor, interview_id, paper_id)
    return Response(status_code=204)


@router.post("/profiles/{interview_id}/checks", status_code=201)
async def add_check(interview_id: str, body: CheckBody, actor: Clerk, service: Service) -> Decided:
    """Write down what was checked. After the check of an identity its pictures are deleted."""
    return await service.check(actor, interview_id, body)


@router.post("/profiles/{interview_id}/consent-link", status_code=201)
async def ask_for_consent(interview_id: str, body: AskedLayer, request: Request, actor: Clerk) -> AskLink:
    """A link to ask her for one consent; only she can give it."""
    links: ConsentLinks = request.app.state.consent_links
    return await links.link(actor, interview_id, body.layer)


@router.get("/review/registries/{what}")
async def where_to_look(what: str, request: Request, actor: Reader, service: Service) -> Answer:
    """Where something can be looked up, and how."""
    del actor
    return await service.places(what, language_of(request))
