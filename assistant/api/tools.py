"""Stateless tools: reading words into facts."""

from __future__ import annotations

from fastapi import APIRouter, Request

from assistant.api.schemas import ExtractRequest, ExtractResponse
from assistant.kit.clock import Clock
from assistant.kit.errors import BadInputError, TooLargeError
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.profile.fold import fold
from assistant.understanding.llm.merge import merge
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from assistant.wiring_models import Models

router = APIRouter(prefix="/api/v1", tags=["tools"])


@router.post("/extract")
async def extract(body: ExtractRequest, request: Request) -> ExtractResponse:
    """Facts with exact spans in `text`, and the profile they make. Nothing is stored."""
    settings: Settings = request.app.state.settings
    clock: Clock = request.app.state.clock
    text = storable(body.text)
    if not text.strip():
        raise BadInputError("text_empty")
    if len(text) > settings.max_extract_characters:
        raise TooLargeError("text_too_long", length=len(text), limit=settings.max_extract_characters)
    context = Context(today=body.today or clock.today(), asking=body.asking, language=body.language)
    models: Models = request.app.state.models
    # A model may add what the words bear out; late or without one, the grammars have read everything.
    facts = merge(text, read(text, context), await models.candidates(text, context), context).reading.facts
    return ExtractResponse(facts=list(facts), profile=fold(facts).profile.wire())
