"""Questions about rules, contracts and standards, and the documents behind the answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api import doors
from assistant.api.uploads import DOCUMENT, Sent
from assistant.kit.errors import BadInputError, ForbiddenError, TooLargeError
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.kit.workers import WorkerPool
from assistant.knowledge.answers import Answer, Citation
from assistant.knowledge.contracts import ContractReview
from assistant.knowledge.documents import Kind, jurisdictions
from assistant.knowledge.draft_files import FILES, DraftFormat, policy
from assistant.knowledge.drafts import DraftOrder
from assistant.knowledge.own import Description
from assistant.knowledge.repository import StoredClause
from assistant.knowledge.service import KnowledgeService
from assistant.profile.model import Language
from assistant.wiring_models import Models

router = APIRouter(prefix="/api/v1", tags=["knowledge"])

UPLOAD_PATHS = ("/api/v1/documents", "/api/v1/contracts/review-file")
_EVENT_STREAM = "text/event-stream"


class Question(BaseModel):
    """A question; `before` is the one asked just before it, which a follow-up goes back to."""

    model_config = ConfigDict(extra="ignore")

    text: str
    jurisdiction: Annotated[str | None, Field(max_length=20)] = None
    before: Annotated[str | None, Field(max_length=600)] = None
    language: Language | None = None


class DocumentView(BaseModel):
    """A document of the library, as shown to anyone."""

    id: str
    title: str
    title_en: str
    kind: str
    jurisdiction: str
    status: str
    effective_from: date | None
    quality: str


class ClauseView(Citation):
    """A clause where it stands: its citation, its heading, its English, and what the document is."""

    heading: str
    english: str
    title_en: str
    status: str
    number: str | None
    source: str


def _service(request: Request) -> KnowledgeService:
    service: KnowledgeService = request.app.state.knowledge
    return service


def _pool(request: Request) -> WorkerPool:
    pool: WorkerPool = request.app.state.knowledge_pool
    return pool


@router.post("/ask", response_model=Answer)
async def ask(body: Question, request: Request) -> Response | Answer:
    """Answer a question from the library, with the clauses cited; with `Accept: text/event-stream` piece by piece."""
    settings: Settings = request.app.state.settings
    text = storable(body.text)
    if not text.strip():
        raise BadInputError("text_empty")
    if len(text) > settings.max_turn_characters:
        raise TooLargeError("text_too_long", length=len(text), limit=settings.max_turn_characters)
    answer = await _pool(request).run(
        _service(request).ask, text, body.jurisdiction, body.before and storable(body.before), body.language
    )
    models: Models = request.app.state.models
    answer = await models.plain(answer, text)
    if _EVENT_STREAM in request.headers.get("accept", ""):
        return StreamingResponse(_events(answer), media_type=_EVENT_STREAM)
    return answer


async def _events(answer: Answer) -> AsyncIterator[str]:
    """The answer as events: its kind, each line as soon as it stands, the citations, the end."""
    yield _event("start", {"kind": answer.kind})
    for line in answer.text.splitlines():
        yield _event("text", {"text": line + "\n"})
    for citation in answer.citations:
        yield _event("citation", citation.model_dump(mode="json"))
    yield _event("done", answer.model_dump(mode="json"))


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


@router.get("/documents")
async def documents(request: Request) -> list[DocumentView]:
    """Every document of the library."""
    fronts = await _pool(request).run(_service(request).fronts)
    return [DocumentView.model_validate(front.model_dump(include=set(DocumentView.model_fields))) for front in fronts]


@router.get("/documents/{document_id}")
async def document(document_id: str, request: Request) -> list[ClauseView]:
    """The clauses of one document, so that a citation can be opened where it stands."""
    service = _service(request)
    stored = await _pool(request).run(service.stored, document_id)
    return [_clause_view(each, service.cite(each)) for each in stored]


def _clause_view(stored: StoredClause, citation: Citation) -> ClauseView:
    clause, front = stored.clause, stored.front
    return ClauseView(
        **citation.model_dump(),
        heading=clause.title,
        english=clause.english,
        title_en=front.title_en,
        status=front.status,
        number=front.number,
        source=front.source,
    )


class Contract(BaseModel):
    """A contract, or a part of one, as text."""

    model_config = ConfigDict(extra="ignore")

    text: str
    language: Language = "zh"


@router.post("/contracts/review")
async def review(body: Contract, request: Request) -> ContractReview:
    """Explain a pasted contract clause by clause: what a rule touches, what is unusual or void, what is missing."""
    settings: Settings = request.app.state.settings
    text = storable(body.text)
    if not text.strip():
        raise BadInputError("text_empty")
    if len(text) > settings.max_contract_characters:
        raise TooLargeError("text_too_long", length=len(text), limit=settings.max_contract_characters)
    return await _pool(request).run(_service(request).review, text, body.language)


@router.post("/contracts/review-file")
async def review_file(
    request: Request,
    file: Annotated[Sent, Depends(DOCUMENT)],
    language: Annotated[Language, Form()] = "zh",
) -> ContractReview:
    """The same for an uploaded PDF, DOCX, HTML, Markdown or text file; the file is not kept."""
    return await _pool(request).run(_service(request).review_file, file.name, file.data, language)


class DraftRequest(DraftOrder):
    """What to draft, and as which kind of file."""

    format: DraftFormat = "html"


@router.post(
    "/contracts/draft",
    response_class=Response,
    responses={200: {"description": "The draft as html, pdf or docx"}},
)
async def draft(body: DraftRequest, request: Request) -> Response:
    """Draft a contract or a consent form from a profile and a need; what was not said is a marked blank."""
    content = await _pool(request).run(_service(request).draft, body, body.format)
    name = f"ayi-{body.kind.replace('_', '-')}-draft.{body.format}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Security-Policy": policy()}
    return Response(content, media_type=FILES[body.format].media_type, headers=headers)


async def _keeper(actor: Annotated[Actor, Depends(doors.operator_or_staff("owner", "recruiter"))]) -> None:
    """Lets the operator pass, and those who run the house that the library belongs to: every agency reads in it.

    Raises:
        ForbiddenError: an agency that is a guest of the house would change what the others are told.
    """
    if actor.agency_id not in {None, DEFAULT_AGENCY}:
        raise ForbiddenError("role_forbidden")


@router.post("/documents", status_code=201, dependencies=[Depends(_keeper)])
async def add_document(
    request: Request,
    file: Annotated[Sent, Depends(DOCUMENT)],
    title: Annotated[str, Form(min_length=1, max_length=120)],
    kind: Annotated[Kind, Form()] = "contract",
    jurisdiction: Annotated[str, Form()] = "cn",
    effective_from: Annotated[date | None, Form()] = None,
) -> DocumentView:
    """Add a document of the operator's own; a newer one of the same title supersedes the older from its date on."""
    if jurisdiction not in jurisdictions():
        raise BadInputError("body_invalid", fields="jurisdiction")
    description = Description(title, kind, jurisdiction, effective_from)
    added = await _pool(request).run(_service(request).add, file.name, file.data, description)
    return DocumentView.model_validate(added.front.model_dump(include=set(DocumentView.model_fields)))


@router.delete("/documents/{document_id}", status_code=204, dependencies=[Depends(_keeper)])
async def remove_document(document_id: str, request: Request) -> Response:
    """Remove a document of the operator's own, with its vectors."""
    await _pool(request).run(_service(request).remove, document_id)
    return Response(status_code=204)
