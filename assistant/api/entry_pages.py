"""The pages on which staff sign in and see to their own account and, as owners, to their colleagues'."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.api.sign_in import SIGN_IN_PAGE
from assistant.kit.data import data_path
from assistant.kit.settings import Settings

router = APIRouter(include_in_schema=False)

_CONSOLE = "/console"
_WORDS = "sign_in"


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(data_path("web", "templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _texts() -> dict[str, Any]:
    """The words of these pages by language, Chinese first."""
    files = sorted(data_path("web", "text", "console").glob(f"{_WORDS}.*.json"), reverse=True)
    return {path.name.split(".")[1]: json.loads(path.read_text(encoding="utf-8")) for path in files}


def _page(request: Request, name: str) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    html = (
        _templates()
        .get_template("sign_in.html.j2")
        .render(
            agency_name=settings.agency_name,
            language=settings.default_language,
            text=_texts(),
            page=name,
            next=_CONSOLE,
        )
    )
    # Nothing of it is personal, but who opened it is nobody's business after her.
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


@router.get(SIGN_IN_PAGE)
async def sign_in_page(request: Request) -> HTMLResponse:
    """Where one signs in."""
    return _page(request, "sign_in")


@router.get("/account")
async def account_page(request: Request) -> HTMLResponse:
    """One's own account; what is on it is asked for by the page itself, with the session."""
    return _page(request, "account")
