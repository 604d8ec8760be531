"""The consumer's routes: a chat that finds people and answers rules."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.accounts.room import Accounts
from assistant.api.interviews import Token
from assistant.api.schemas import AgencySlug, ClientTurnId
from assistant.api.uploads import SOUND, Sent
from assistant.consumer.chat import ChatService
from assistant.consumer.model import ChatReply, ChatView, OpenedChat, PersonView
from assistant.consumer.wording import words
from assistant.interview.ears import Ears
from assistant.kit.errors import AyiError, BadInputError, UnavailableError
from assistant.kit.messages import explain
from assistant.kit.settings import Settings
from assistant.matching.compare import Comparison
from assistant.profile.model import Language
from assistant.speech.model import Transcript

router = APIRouter(prefix="/api/v1/chats", tags=["consumer"])

AUDIO_PATH = re.compile(r"/api/v1/chats/[^/]+/audio")
_EVENT_STREAM = "text/event-stream"


class NewChat(BaseModel):
    """How a chat is to begin; `agency` is the short name of the one whose people are looked for, if any."""

    model_config = ConfigDict(extra="ignore")

    language: Language | None = None
    agency: AgencySlug | None = None


class NewMessage(BaseModel):
    """One message. The same `client_message_id` gets the same reply again; `about` is the person whose page is open."""

    model_config = ConfigDict(extra="ignore")

    text: str
    jurisdiction: Annotated[str | None, Field(max_length=20)] = None
    client_message_id: ClientTurnId | None = None
    about: Annotated[str | None, Field(max_length=60)] = None


class ChatSettings(BaseModel):
    """What a consumer may switch: whether people are ranked for her need."""

    model_config = ConfigDict(extra="forbid")

    personal_ranking: bool


class Compared(BaseModel):
    """Who is to be compared."""

    model_config = ConfigDict(extra="ignore")

    worker_ids: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=10)]


class SpokenReply(BaseModel):
    """What was heard and, where it could be understood, the reply to it."""

    transcript: Transcript
    text: str
    reply: ChatReply | None = None


def _service(request: Request) -> ChatService:
    service: ChatService = request.app.state.chats
    return service


@router.post("", status_code=201)
async def open_chat(body: NewChat, request: Request) -> OpenedChat:
    """Begin a chat. The reply greets, says it is AI and what it can do; nobody needs an account to look."""
    settings: Settings = request.app.state.settings
    agency_id = None
    if body.agency is not None:
        people: Accounts = request.app.state.accounts
        agency_id = (await people.staff.agency_of_slug(body.agency)).id
    return await _service(request).open(body.language or settings.default_language, agency_id)


@router.post("/{chat_id}/messages", response_model=ChatReply)
async def send_message(chat_id: str, body: NewMessage, request: Request, token: Token) -> Response | ChatReply:
    """Answer one message; with `Accept: text/event-stream` in events: `working`, `start`, `text`, …, `done`."""
    service = _service(request)
    if _EVENT_STREAM not in request.headers.get("accept", ""):
        return await _answer(service, chat_id, body, token)
    # What is wrong with the request itself is said as a problem document, before the stream begins.
    language = await service.check(chat_id, token)
    service.check_words(body.text)
    events = _events(_answer(service, chat_id, body, token), language)
    return StreamingResponse(events, media_type=_EVENT_STREAM, headers={"Cache-Control": "no-store"})


async def _answer(service: ChatService, chat_id: str, body: NewMessage, token: str | None) -> ChatReply:
    return await service.message(chat_id, token, body.text, body.jurisdiction, body.client_message_id, body.about)


async def _events(work: Awaitable[ChatReply], language: Language) -> AsyncIterator[str]:
    """First a sign of life, then the reply as it is read: its kind, each line, people, clauses, the whole."""
    yield _event("working", {})
    try:
        reply = await work
    except AyiError as error:
        detail = explain(error, language)
        yield _event("problem", {"status": error.status, "code": error.key, "detail": detail})
        return
    yield _event("start", {"kind": reply.kind})
    for line in reply.text.splitlines():
        yield _event("text", {"text": line + "\n"})
    for match in reply.matches:
        yield _event("match", match.model_dump(mode="json"))
    for citation in reply.citations:
        yield _event("citation", citation.model_dump(mode="json"))
    yield _event("done", reply.model_dump(mode="json"))


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def _spoken_in(chat_id: str, request: Request, token: Token) -> Language:
    """The language of a chat, for whoever it belongs to."""
    return await _service(request).check(chat_id, token)


@router.post("/{chat_id}/audio")
async def send_audio(
    chat_id: str,
    request: Request,
    token: Token,
    language: Annotated[Language, Depends(_spoken_in)],
    file: Annotated[Sent, Depends(SOUND)],
    client_message_id: Annotated[ClientTurnId | None, Form()] = None,
    jurisdiction: Annotated[str | None, Form(max_length=20)] = None,
) -> SpokenReply:
    """One spoken message: what was heard of it, and the reply. The recording is not kept."""
    ears: Ears | None = request.app.state.voice.ears
    if ears is None:
        settings: Settings = request.app.state.settings
        raise UnavailableError("ears_off" if settings.speech == "off" else "ears_missing")
    if not file.data:
        raise BadInputError("audio_missing")
    transcript = await ears.hear(file.data, language, None)
    if transcript.trouble is not None or not transcript.text.strip():
        return SpokenReply(transcript=transcript, text=words(language).say("heard_unclear"))
    reply = await _service(request).message(chat_id, token, transcript.text, jurisdiction, client_message_id)
    return SpokenReply(transcript=transcript, text=reply.text, reply=reply)


@router.get("/{chat_id}")
async def show_chat(chat_id: str, request: Request, token: Token) -> ChatView:
    """What is looked for by now, and everything that was said."""
    return await _service(request).view(chat_id, token)


@router.delete("/{chat_id}", status_code=204)
async def delete_chat(chat_id: str, request: Request, token: Token) -> Response:
    """Delete the chat and everything said in it."""
    await _service(request).delete(chat_id, token)
    return Response(status_code=204)


@router.post("/{chat_id}/chips/{chip_id}/remove")
async def remove_chip(chat_id: str, chip_id: str, request: Request, token: Token) -> ChatReply:
    """Tap one condition away; the search is done again."""
    return await _service(request).remove_chip(chat_id, token, chip_id)


@router.put("/{chat_id}/settings")
async def change_settings(chat_id: str, body: ChatSettings, request: Request, token: Token) -> ChatReply:
    """Switch personal ranking on or off; the people are shown again."""
    return await _service(request).rank_personally(chat_id, token, personal=body.personal_ranking)


@router.get("/{chat_id}/people/{worker_id}")
async def show_person(chat_id: str, worker_id: str, request: Request, token: Token) -> PersonView:
    """A published person in full: what she said, with her words, and who verified what."""
    return await _service(request).person(chat_id, token, worker_id)


@router.post("/{chat_id}/compare")
async def compare(chat_id: str, body: Compared, request: Request, token: Token) -> Comparison:
    """Two or three people side by side."""
    return await _service(request).compare(chat_id, token, body.worker_ids)
