"""The doors of the edge: who stands before them, made an `Actor` once and for every route.

A route says who may pass and gets who it is:

    @router.get("/things")
    async def things(actor: Annotated[Actor, Depends(doors.staff("owner", "recruiter"))]) -> ...

Where the address names an object that has an agency (`REACHES`), staff of another agency are told that there is none.

Staff come with the session's cookie; what changes anything (POST, PUT, PATCH, DELETE) has to carry the header
`X-CSRF-Token`, whose value a page finds in the cookie `ayi_csrf` (over HTTPS `__Host-ayi_csrf`) and in
`GET /api/v1/session`, and to come from a page of ours. Workers and consumers come with the token of their interview or
chat in `Authorization: Bearer`, which no browser sends by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.accounts.access import (
    access_account,
    access_chat,
    access_interview,
    access_order,
    access_order_review,
)
from assistant.accounts.csrf import HEADER, csrf_fits, csrf_token, from_our_page
from assistant.accounts.model import Level, OpenedSession, SignedIn, StaffRole
from assistant.accounts.room import Accounts
from assistant.api.interviews import Token
from assistant.interview.keys import is_lent, is_proven
from assistant.interview.service import InterviewService
from assistant.kit.database import Database
from assistant.kit.errors import ForbiddenError, UnauthorizedError
from assistant.kit.ids import token_digest, token_matches
from assistant.kit.people import Actor
from assistant.kit.settings import Settings

log = logging.getLogger(__name__)

SESSION_COOKIE = "ayi_session"
CSRF_COOKIE = "ayi_csrf"
OPERATOR = "operator"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ALL: tuple[StaffRole, ...] = ("owner", "recruiter", "reviewer", "auditor")

Access = Callable[[AsyncSession, Actor, str], Awaitable[object]]

REACHES: Mapping[str, Access] = {
    "interview_id": access_interview,
    "account_id": access_account,
    "chat_id": access_chat,
    "order_id": access_order,
    "order_review_id": access_order_review,
}
"""Parts of addresses that name an object of an agency, and what decides who reaches it."""


def is_secure(request: Request) -> bool:
    """Whether people reach us over HTTPS: as the operator says, else as this request came."""
    settings: Settings = request.app.state.settings
    return urlsplit(settings.public_url or str(request.url)).scheme == "https"


def cookie_name(request: Request, name: str, path: str = "/") -> str:
    """The name of a cookie of ours; over HTTPS its prefix has browsers bind it to HTTPS, and to this host alone.

    The stronger prefix is for cookies of the whole host only (RFC 6265bis, 4.1.3).
    """
    if not is_secure(request):
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"


def session_cookie(request: Request) -> str:
    """The name of the session's cookie."""
    return cookie_name(request, SESSION_COOKIE)


def session_token(request: Request) -> str | None:
    """The token in the session's cookie."""
    return request.cookies.get(session_cookie(request))


def set_session(request: Request, response: Response, opened: OpenedSession) -> None:
    """Give the browser its session, and the pages the token that proves requests to be theirs.

    The cookies end with the browser; how long the session is good is the server's to say.
    """
    secure = is_secure(request)
    response.set_cookie(session_cookie(request), opened.token, path="/", httponly=True, secure=secure, samesite="lax")
    # Not HttpOnly: our pages read it. It opens nothing without the session's cookie.
    response.set_cookie(
        cookie_name(request, CSRF_COOKIE),
        csrf_token(opened.token),
        path="/",
        httponly=False,
        secure=secure,
        samesite="strict",
    )


def drop_session(request: Request, response: Response) -> None:
    """Take both cookies back."""
    secure = is_secure(request)
    response.delete_cookie(session_cookie(request), path="/", httponly=True, secure=secure, samesite="lax")
    response.delete_cookie(cookie_name(request, CSRF_COOKIE), path="/", secure=secure, samesite="strict")


def our_origins(request: Request) -> frozenset[str]:
    """The origins the product is reached at."""
    settings: Settings = request.app.state.settings
    parts = urlsplit(settings.public_url or str(request.url))
    return frozenset({f"{parts.scheme}://{parts.netloc}"})


async def our_page(request: Request) -> None:
    """Lets a changing request pass only if no browser says that it comes from a page of others.

    Raises:
        ForbiddenError: it does.
    """
    if request.method in _SAFE:
        return
    headers = request.headers
    if not from_our_page(headers.get("origin"), headers.get("sec-fetch-site"), our_origins(request)):
        raise _forged()


async def session_of(request: Request) -> SignedIn:
    """The session of whoever asks, however far its sign-in has come; checks changing requests against forgery.

    Raises:
        UnauthorizedError: there is no session, or it is over.
        ForbiddenError: the request does not come from a page of ours.
    """
    accounts: Accounts = request.app.state.accounts
    token = session_token(request)
    found = await accounts.sessions.find(token)
    if found is None or token is None:
        raise UnauthorizedError("sign_in_needed")
    await our_page(request)
    if request.method not in _SAFE and not csrf_fits(token, request.headers.get(HEADER)):
        raise _forged()
    return found


def _forged() -> ForbiddenError:
    """What a page of others sent is refused, and leaves a line for who watches the log."""
    log.warning("forged_request", extra={"code": "cross_site"})
    return ForbiddenError("cross_site")


AnySession = Annotated[SignedIn, Depends(session_of)]


async def full_session(found: AnySession) -> SignedIn:
    """The session, once every step of signing in is done.

    Raises:
        ForbiddenError: the second factor is missing.
    """
    if found.level is not Level.FULL:
        raise ForbiddenError("second_factor_needed")
    return found


FullSession = Annotated[SignedIn, Depends(full_session)]


async def signed_in(request: Request, found: FullSession) -> Actor:
    """Any member of staff who is signed in and within whose reach everything is that the address names.

    Raises:
        NotFoundError: it is another agency's, or there is none.
    """
    actor = found.account.actor()
    named = [(access, request.path_params[name]) for name, access in REACHES.items() if name in request.path_params]
    if named:
        database: Database = request.app.state.database
        async with database.reading() as session:
            for access, name in named:
                await access(session, actor, name)
    return actor


Staff = Annotated[Actor, Depends(signed_in)]


def staff(*roles: StaffRole) -> Callable[[Actor], Awaitable[Actor]]:
    """A dependency that lets staff of these roles pass, all of them where none is named.

    Its errors are those of `signed_in`, and ForbiddenError for another role.
    """

    async def door(actor: Staff) -> Actor:
        return _of_role(actor, roles)

    return door


def _of_role(actor: Actor, roles: tuple[StaffRole, ...]) -> Actor:
    if actor.role not in (roles or _ALL):
        raise ForbiddenError("role_forbidden")
    return actor


async def worker(request: Request, interview_id: str, token: Token) -> Actor:
    """Her whose interview it is, by a token of the interview in the path.

    Raises:
        UnauthorizedError: the token is missing or another interview's.
        NotFoundError: there is no such interview any more.
    """
    service: InterviewService = request.app.state.interviews
    database: Database = request.app.state.database
    async with database.reading() as session:
        row = await service.authorise(session, interview_id, token)
    return Actor(row.id, "worker", row.agency_id)


Worker = Annotated[Actor, Depends(worker)]


async def staff_browser(request: Request) -> bool:
    """Whether somebody of the staff is signed in where this request comes from."""
    accounts: Accounts = request.app.state.accounts
    return await accounts.sessions.find(session_token(request)) is not None


async def herself(request: Request, actor: Worker, token: Token) -> Actor:
    """The worker, where what is asked is hers alone to say: nobody of the staff may say it in her name.

    Raises:
        ForbiddenError: the link came through other hands, or staff are signed in here; a code to her phone is needed.
    """
    if not is_proven(token) and (is_lent(token) or await staff_browser(request)):
        raise ForbiddenError("own_code_needed")
    return actor


Herself = Annotated[Actor, Depends(herself)]


async def consumer(request: Request, token: Token) -> Actor:
    """A consumer who proved her number; the actor's id is what is kept of it.

    Raises:
        UnauthorizedError: the token is missing, wrong or over.
    """
    accounts: Accounts = request.app.state.accounts
    actor = await accounts.phones.consumer(token)
    if actor is None:
        raise UnauthorizedError("token_wrong" if token else "token_missing")
    return actor


Consumer = Annotated[Actor, Depends(consumer)]


def is_operator(request: Request, token: str | None) -> bool:
    """Whether this is the operators' token; without one set, none is."""
    settings: Settings = request.app.state.settings
    if settings.admin_token is None or not token:
        return False
    return token_matches(token, token_digest(settings.admin_token.get_secret_value()))


def operator_or_staff(*roles: StaffRole) -> Callable[..., Awaitable[Actor]]:
    """A dependency that lets the holder of the operators' token pass, and staff of these roles.

    A bearer token that is wrong is refused even beside a good cookie.
    """

    async def door(request: Request, token: Token) -> Actor:
        if token:
            if is_operator(request, token):
                return Actor(OPERATOR, "system")
            raise UnauthorizedError("token_wrong")
        return _of_role(await signed_in(request, await full_session(await session_of(request))), roles)

    return door
