"""The browser in which a code by phone was asked for: only there is it good.

A random value goes along in a cookie that no script reads. Whoever gets a code read out to him on another phone has no
use for it, and who guesses from elsewhere uses up none of her tries.
"""

from __future__ import annotations

from fastapi import Request, Response

from assistant.accounts.bounds import bounds
from assistant.accounts.phones import Purpose
from assistant.api import doors

_COOKIE = "ayi_code"


def browser_of(request: Request, purpose: Purpose) -> str | None:
    """What this browser was given when it asked for a code."""
    return request.cookies.get(_name(request, purpose))


def remember(request: Request, response: Response, purpose: Purpose, browser: str) -> None:
    """Let the browser be known again as long as its code is good."""
    response.set_cookie(
        _name(request, purpose),
        browser,
        bounds().phone.code_minutes * 60,
        path="/",
        httponly=True,
        secure=doors.is_secure(request),
        samesite="strict",
    )


def _name(request: Request, purpose: Purpose) -> str:
    return doors.cookie_name(request, f"{_COOKIE}_{purpose}")
