"""Coming back with nothing but a phone: codes for workers and consumers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.accounts.phones import ConsumerToken, FoundInterview, Purpose
from assistant.api.code_browser import browser_of, remember
from assistant.api.interviews import Token
from assistant.api.sign_in import Room, address_of
from assistant.kit.errors import UnauthorizedError
from assistant.kit.ids import new_token
from assistant.kit.settings import Settings
from assistant.profile.model import Language

router = APIRouter(prefix="/api/v1/phone-codes", tags=["sign-in"])

Phone = Annotated[str, Field(max_length=40)]


class PhoneRequest(BaseModel):
    """Where to send a code, and for what: a worker's interviews, or a consumer's own token."""

    model_config = ConfigDict(extra="ignore")

    phone: Phone
    purpose: Purpose = "worker"
    language: Language | None = None


class PhoneProof(BaseModel):
    """The code that came."""

    model_config = ConfigDict(extra="ignore")

    phone: Phone
    code: Annotated[str, Field(max_length=20)]


class CodeSent(BaseModel):
    """For how many seconds the code is good."""

    seconds: int


class FoundInterviews(BaseModel):
    """Her interviews, newest first, each with a fresh token beside the ones she has."""

    interviews: list[FoundInterview]


@router.post("", status_code=202)
async def send_code(body: PhoneRequest, request: Request, response: Response, room: Room) -> CodeSent:
    """Send a code, good in this browser alone. The answer is the same whether or not the number is known."""
    settings: Settings = request.app.state.settings
    language = body.language or settings.default_language
    browser = new_token()
    seconds = await room.phones.ask(body.phone, body.purpose, language, address_of(request), browser)
    remember(request, response, body.purpose, browser)
    return CodeSent(seconds=seconds)


@router.post("/interviews")
async def open_interviews(body: PhoneProof, request: Request, room: Room) -> FoundInterviews:
    """A worker's own interviews, for the code."""
    found = await room.phones.open_interviews(body.phone, body.code, address_of(request), browser_of(request, "worker"))
    return FoundInterviews(interviews=found)


@router.post("/consumer")
async def open_consumer(body: PhoneProof, request: Request, room: Room) -> ConsumerToken:
    """A consumer's token, for the code."""
    browser = browser_of(request, "consumer")
    return await room.phones.open_consumer(body.phone, body.code, address_of(request), browser)


@router.delete("/consumer", status_code=204)
async def close_consumer(room: Room, token: Token) -> Response:
    """End a consumer's token."""
    if await room.phones.consumer(token) is None or token is None:
        raise UnauthorizedError("token_wrong")
    await room.phones.close_consumer(token)
    return Response(status_code=204)
