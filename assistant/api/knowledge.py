"""Questions about rules, contracts and standards, and the documents behind the answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.kit.errors import BadInputError, TooLargeError
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.kit.workers import WorkerPool
from assistant.knowledge.answers import Answer, Citation
from assistant.knowledge.service import KnowledgeService
from assistant.profile.model import Language

router = APIRouter(prefix="/api/v1", tags=["knowledge"])

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
async def document(document_id: str, request: Request) -> list[Citation]:
    """The clauses of one document, so that a citation can be opened where it stands."""
    return list(await _pool(request).run(_service(request).clauses, document_id))
