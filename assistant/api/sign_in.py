"""Signing in and out, the second factor, one's own password and sessions."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.accounts.csrf import csrf_token
from assistant.accounts.model import Account, Enrolment, OpenedSession, SessionView, SignedIn
from assistant.accounts.organisation import CameBack
from assistant.accounts.room import Accounts
from assistant.accounts.signing_in import Browser
from assistant.api import doors
from assistant.api.doors import AnySession, FullSession
from assistant.kit.errors import AyiError
from assistant.kit.settings import Settings

router = APIRouter(prefix="/api/v1", tags=["sign-in"])

DEVICE_COOKIE = "ayi_device"
FLOW_COOKIE = "ayi_organisation"
SIGN_IN_PAGE = "/sign-in"

_PATH = "/api/v1/session"
_BACK = f"{_PATH}/organisation/back"
_DEVICE_SECONDS = 180 * 86400
_FLOW_SECONDS = 600

Secret = Annotated[str, Field(max_length=1000)]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Credentials(_Request):
    """What one signs in with."""

    email: Annotated[str, Field(max_length=400)]
    password: Secret


class SecondFactorCode(_Request):
    """A code of the authenticator, or a recovery code."""

    code: Code


class Proof(_Request):
    """That it is really her: a code of the authenticator there is, or the password where there is none."""

    code: Code | None = None
    password: Secret | None = None


class NewPassword(_Request):
    """The current password and the new one."""

    current: Secret
    new: Secret


class PasswordByLink(_Request):
    """The token of a one-time link, and the password to set."""

    link: Annotated[str, Field(max_length=200)]
    password: Secret


class Ways(BaseModel):
    """How one may sign in here; `organisation` is what the organisation's button says, None where there is none."""

    password: Literal[True] = True
    organisation: str | None


class SessionDocument(BaseModel):
    """Who is signed in, how far, and the token that changing requests carry in `X-CSRF-Token`."""

    state: str
    account: Account
    csrf_token: str


class RecoveryCodes(BaseModel):
    """Recovery codes, shown this once."""

    recovery_codes: list[str]


def accounts_of(request: Request) -> Accounts:
    """The accounts room of the running application."""
    accounts: Accounts = request.app.state.accounts
    return accounts


Room = Annotated[Accounts, Depends(accounts_of)]


def address_of(request: Request) -> str:
    """Where the request comes from, as the server in front tells it."""
    return request.client.host if request.client else "-"


async def _browser(request: Request, room: Accounts) -> Browser:
    old = await room.sessions.find(doors.session_token(request))
    device = request.cookies.get(doors.cookie_name(request, DEVICE_COOKIE, _PATH))
    return Browser(address_of(request), device, old.session_id if old else None)


def _enter(request: Request, response: Response, room: Accounts, opened: OpenedSession) -> SessionDocument:
    doors.set_session(request, response, opened)
    device = room.signing_in.device_cookie(opened)
    if device is not None:
        secure = doors.is_secure(request)
        response.set_cookie(
            doors.cookie_name(request, DEVICE_COOKIE, _PATH),
            device,
            _DEVICE_SECONDS,
            path=_PATH,
            httponly=True,
            secure=secure,
            samesite="strict",
        )
    return _document(opened.signed_in, opened.token)


def _document(signed_in: SignedIn, token: str) -> SessionDocument:
    return SessionDocument(state=signed_in.level.value, account=signed_in.account, csrf_token=csrf_token(token))


@router.get("/session/ways")
async def ways(request: Request, room: Room) -> Ways:
    """How one may sign in here."""
    settings: Settings = request.app.state.settings
    return Ways(organisation=settings.oidc_name or "OpenID" if room.organisation.on else None)


@router.post("/session", dependencies=[Depends(doors.our_page)])
async def sign_in(body: Credentials, request: Request, response: Response, room: Room) -> SessionDocument:
    """Sign in with address and password. `state` says whether a second factor is still to come or to be set up."""
    opened = await room.signing_in.password(body.email, body.password, await _browser(request, room))
    return _enter(request, response, room, opened)


@router.get("/session")
async def show_session(request: Request, found: AnySession) -> SessionDocument:
    """Who is signed in."""
    return _document(found, doors.session_token(request) or "")


@router.delete("/session", status_code=204)
async def sign_out(request: Request, found: AnySession, room: Room) -> Response:
    """Sign out; the session is over at once, wherever its cookie was copied to."""
    await room.sessions.end(found.session_id)
    response = Response(status_code=204)
    doors.drop_session(request, response)
    # What the console showed must not come back with the back button.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@router.get("/session/all")
async def own_sessions(found: FullSession, room: Room) -> list[SessionView]:
    """One's own sessions."""
    return await room.sessions.own(found)


@router.delete("/session/all", status_code=204)
async def end_other_sessions(found: FullSession, room: Room) -> Response:
    """Sign out everywhere else."""
    await room.sessions.end_others(found)
    return Response(status_code=204)


@router.delete("/session/all/{session_id}", status_code=204)
async def end_session(session_id: str, found: FullSession, room: Room) -> Response:
    """End one session of one's own."""
    await room.sessions.end_one_of(found, session_id)
    return Response(status_code=204)


@router.post("/session/second-factor")
async def second_factor(
    body: SecondFactorCode, request: Request, response: Response, found: AnySession, room: Room
) -> SessionDocument:
    """The second step of signing in."""
    return _enter(request, response, room, await room.signing_in.second_factor(found, body.code))


@router.post("/session/authenticator")
async def begin_authenticator(body: Proof, found: AnySession, room: Room) -> Enrolment:
    """Begin to set up an authenticator; the one there is stays good until the new one's first code."""
    return await room.signing_in.begin_second_factor(found, body.code, body.password)


class Enrolled(SessionDocument, RecoveryCodes):
    """The whole session, and the recovery codes."""


@router.post("/session/authenticator/confirm")
async def confirm_authenticator(
    body: SecondFactorCode, request: Request, response: Response, found: AnySession, room: Room
) -> Enrolled:
    """The new authenticator's first code. Every other session is over."""
    opened, codes = await room.signing_in.confirm_second_factor(found, body.code)
    return Enrolled(**_enter(request, response, room, opened).model_dump(), recovery_codes=codes)


@router.post("/session/authenticator/recovery-codes")
async def new_recovery_codes(body: SecondFactorCode, found: FullSession, room: Room) -> RecoveryCodes:
    """Recovery codes instead of the old ones."""
    return RecoveryCodes(recovery_codes=await room.signing_in.new_recovery_codes(found, body.code))


@router.post("/session/authenticator/remove", status_code=204)
async def remove_authenticator(body: SecondFactorCode, found: FullSession, room: Room) -> Response:
    """Do without a second factor; owners cannot."""
    await room.signing_in.drop_second_factor(found, body.code)
    return Response(status_code=204)


@router.post("/session/password")
async def change_password(
    body: NewPassword, request: Request, response: Response, found: FullSession, room: Room
) -> SessionDocument:
    """Change one's own password. Every other session is over."""
    return _enter(request, response, room, await room.signing_in.change_password(found, body.current, body.new))


@router.post("/password-links", dependencies=[Depends(doors.our_page)])
async def set_password(body: PasswordByLink, request: Request, response: Response, room: Room) -> SessionDocument:
    """Set a password with a one-time link, and sign in."""
    opened = await room.signing_in.set_password(body.link, body.password, await _browser(request, room))
    return _enter(request, response, room, opened)


def _redirect_uri(request: Request) -> str:
    return f"{next(iter(doors.our_origins(request)))}{_BACK}"


@router.get("/session/organisation", response_class=RedirectResponse, status_code=302)
async def begin_organisation(request: Request, room: Room) -> Response:
    """Send the browser to the organisation's own page."""
    begun = await room.organisation.begin(_redirect_uri(request))
    response = RedirectResponse(begun.address, status_code=302)
    # Lax: it has to come along when the organisation sends the browser back.
    response.set_cookie(
        doors.cookie_name(request, FLOW_COOKIE, _BACK),
        begun.browser_token,
        _FLOW_SECONDS,
        path=_BACK,
        httponly=True,
        secure=doors.is_secure(request),
        samesite="lax",
    )
    return response


@router.get("/session/organisation/back", response_class=RedirectResponse, status_code=303)
async def finish_organisation(
    request: Request,
    room: Room,
    code: Annotated[str | None, Field(max_length=4000)] = None,
    state: Annotated[str | None, Field(max_length=200)] = None,
    error: Annotated[str | None, Field(max_length=200)] = None,
    iss: Annotated[str | None, Field(max_length=400)] = None,
) -> Response:
    """Where the organisation sends the browser back to; what went wrong is told on the page to sign in."""
    flow_cookie = doors.cookie_name(request, FLOW_COOKIE, _BACK)
    back = CameBack(code, state, error, iss, request.cookies.get(flow_cookie))
    response = RedirectResponse(SIGN_IN_PAGE, status_code=303)
    try:
        opened = await room.organisation.finish(back, _redirect_uri(request), await _browser(request, room))
    except AyiError as problem:
        response.headers["Location"] = f"{SIGN_IN_PAGE}#problem={problem.key}"
    else:
        _enter(request, response, room, opened)
    response.delete_cookie(flow_cookie, path=_BACK, secure=doors.is_secure(request), httponly=True)
    return response
