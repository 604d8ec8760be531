"""The pages on which staff sign in and see to their own account and, as owners, to their colleagues'."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.pages import made_page
from assistant.api.sign_in import SIGN_IN_PAGE
from assistant.kit.data import data_path

router = APIRouter(include_in_schema=False)

_CONSOLE = "/console"
# Where one may be sent back to after signing in.
_PAGES = (_CONSOLE, "/console/requests", "/console/fairness", "/account")
_WORDS = "sign_in"


@cache
def _texts() -> dict[str, Any]:
    """The words of these pages by language, Chinese first."""
    files = sorted(data_path("web", "text", "console").glob(f"{_WORDS}.*.json"), reverse=True)
    return {path.name.split(".")[1]: json.loads(path.read_text(encoding="utf-8")) for path in files}


def _page(request: Request, name: str) -> HTMLResponse:
    # Nothing of it is personal, but who opened it is nobody's business after her.
    return made_page(
        request, "sign_in.html.j2", cache="no-store", text=_texts(), page=name, next=_CONSOLE, pages=_PAGES
    )


@router.get(SIGN_IN_PAGE)
async def sign_in_page(request: Request) -> HTMLResponse:
    """Where one signs in."""
    return _page(request, "sign_in")


@router.get("/account")
async def account_page(request: Request) -> HTMLResponse:
    """One's own account; what is on it is asked for by the page itself, with the session."""
    return _page(request, "account")
