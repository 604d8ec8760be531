"""What the browser receives: two pages, static files, and the texts of the interface."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.kit.data import data_path
from assistant.kit.settings import Settings

_STATIC_SECONDS = 3600


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(data_path("web", "templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def static_version() -> str:
    """A short digest of everything in `web/static` and `web/text`; it changes when any of them does."""
    digest = hashlib.sha256()
    for folder in ("static", "text"):
        for path in sorted(data_path("web", folder).rglob("*")):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class _Files(StaticFiles):
    """Static files that may be kept for an hour and are checked again after that."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - the base class's signature
        response = super().file_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", f"public, max-age={_STATIC_SECONDS}")
        return response


def _page(request: Request, name: str) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    html = (
        _templates()
        .get_template(name)
        .render(
            agency_name=settings.agency_name,
            default_language=settings.default_language,
            version=static_version(),
        )
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


def install(app: FastAPI) -> None:
    """Add the pages and static files to `app`."""

    @app.get("/", include_in_schema=False)
    async def landing(request: Request) -> HTMLResponse:
        return _page(request, "index.html.j2")

    @app.get("/i", include_in_schema=False)
    async def interview(request: Request) -> HTMLResponse:
        return _page(request, "interview.html.j2")

    @app.get("/sw.js", include_in_schema=False)
    async def service_worker() -> FileResponse:
        # It must come from the root to serve pages at the root.
        return FileResponse(
            data_path("web", "static", "sw.js"),
            media_type="text/javascript",
            headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"},
        )

    app.mount("/static", _Files(directory=data_path("web", "static")), name="static")
    app.mount("/text", _Files(directory=data_path("web", "text")), name="text")
