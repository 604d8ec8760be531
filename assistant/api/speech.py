"""What the interviewer says, as sound. The addresses carry a key of their own, so that a player needs no header."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from assistant.api.ranges import file_response
from assistant.interview.service import InterviewService
from assistant.interview.state import Reply
from assistant.interview.views import TurnResponse
from assistant.kit.errors import AyiError, NotFoundError, UnavailableError
from assistant.kit.secret import Keys
from assistant.profile.model import Language
from assistant.speech.model import Viseme
from assistant.speech.speaker import Speaker

log = logging.getLogger(__name__)

_ROOT = "/api/v1/interviews"
router = APIRouter(prefix=_ROOT, tags=["worker"])

_MP3 = "audio/mpeg"
# A turn's words never change, and may be personal: her own browser may keep them, nothing in between.
_HEADERS = {"Cache-Control": "private, max-age=86400", "Content-Disposition": "inline"}
_SOUND: dict[int | str, dict[str, Any]] = {200: {"description": "MP3, 24 kHz, one channel", "content": {_MP3: {}}}}

Key = Annotated[str, Query(max_length=64)]
AnyTurn = TypeVar("AnyTurn", bound=TurnResponse)


class Piece(BaseModel):
    """One sentence of a reply and where its sound is."""

    text: str
    audio: str


class SpeechPlan(BaseModel):
    """A reply in the sentences it is spoken in."""

    language: Language
    sentences: list[Piece]


class MouthTrack(BaseModel):
    """How long a sentence is and what the mouth does meanwhile."""

    seconds: float
    visemes: list[Viseme]


def spoken(request: Request, interview_id: str, turn_id: str | None, reply: Reply) -> Reply:
    """The reply with the address of its sound, where there is a voice to speak it."""
    if request.app.state.speaker is None or turn_id is None or not reply.text.strip():
        return reply
    key = _keys(request).key(interview_id, turn_id)
    return reply.model_copy(update={"speech_url": f"{_ROOT}/{interview_id}/speech/{turn_id}.mp3?key={key}"})


def with_speech(request: Request, interview_id: str, turn: AnyTurn) -> AnyTurn:
    """A turn's response with the address of its reply's sound."""
    return turn.model_copy(update={"reply": spoken(request, interview_id, turn.turn_id, turn.reply)})


@router.get("/{interview_id}/speech/{turn_id}.json")
async def speech_plan(
    interview_id: str, turn_id: str, request: Request, response: Response, key: Key = ""
) -> SpeechPlan:
    """The sentences of a reply, in order, each with the address of its sound."""
    speaker, text, language = await _said(request, interview_id, turn_id, key)
    response.headers.update(_HEADERS)
    root = f"{_ROOT}/{interview_id}/speech/{turn_id}"
    pieces = speaker.pieces(text, language)
    return SpeechPlan(
        language=language,
        sentences=[Piece(text=piece, audio=f"{root}/{n}.mp3?key={key}") for n, piece in enumerate(pieces)],
    )


@router.get("/{interview_id}/speech/{turn_id}.mp3", response_class=Response, responses=_SOUND)
async def speech(interview_id: str, turn_id: str, request: Request, key: Key = "") -> Response:
    """A whole reply, sent sentence by sentence while the rest is still being spoken."""
    speaker, text, language = await _said(request, interview_id, turn_id, key)
    parts = speaker.say_mp3(text, language)
    # The first sentence is made before anything is sent: a voice that fails then can still say so.
    first = await anext(parts, b"")
    if "range" in request.headers:
        content = first + b"".join([part async for part in parts])
        return file_response(request, content, _MP3, _HEADERS)
    return StreamingResponse(_flow(first, parts), media_type=_MP3, headers=_HEADERS)


@router.get("/{interview_id}/speech/{turn_id}/{number}.json")
async def mouth_track(
    interview_id: str, turn_id: str, number: int, request: Request, response: Response, key: Key = ""
) -> MouthTrack:
    """What the mouth does while one sentence is spoken."""
    speaker, piece, language = await _piece(request, interview_id, turn_id, number, key)
    clip = await speaker.clip(piece, language)
    response.headers.update(_HEADERS)
    return MouthTrack(seconds=clip.seconds, visemes=list(clip.visemes))


@router.get("/{interview_id}/speech/{turn_id}/{number}.mp3", response_class=Response, responses=_SOUND)
async def sentence(interview_id: str, turn_id: str, number: int, request: Request, key: Key = "") -> Response:
    """One sentence of a reply."""
    speaker, piece, language = await _piece(request, interview_id, turn_id, number, key)
    content = await speaker.mp3(piece, language)
    return file_response(request, content, _MP3, _HEADERS)


async def _piece(
    request: Request, interview_id: str, turn_id: str, number: int, key: str
) -> tuple[Speaker, str, Language]:
    speaker, text, language = await _said(request, interview_id, turn_id, key)
    pieces = speaker.pieces(text, language)
    if not 0 <= number < len(pieces):
        raise NotFoundError("not_found")
    return speaker, pieces[number], language


async def _said(request: Request, interview_id: str, turn_id: str, key: str) -> tuple[Speaker, str, Language]:
    """The voice, and what it is to say. A wrong key opens nothing and tells nothing."""
    if not _keys(request).fits(key, interview_id, turn_id):
        raise NotFoundError("not_found")
    speaker: Speaker | None = request.app.state.speaker
    if speaker is None:
        raise UnavailableError("voice_missing")
    service: InterviewService = request.app.state.interviews
    text, language = await service.said(interview_id, turn_id)
    return speaker, text, language


async def _flow(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The parts in order. What has begun can only end early, not turn into an error."""
    async with aclosing(rest):
        yield first
        try:
            async for part in rest:
                yield part
        except AyiError as error:
            log.warning("speech_cut_short", extra={"code": error.key})


def _keys(request: Request) -> Keys:
    keys: Keys = request.app.state.speech_keys
    return keys
