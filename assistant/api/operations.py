"""Routes for operators: is it alive, is it ready, how much is it doing."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy.exc import SQLAlchemyError

from assistant import __version__
from assistant.api.doors import is_operator
from assistant.api.interviews import Token
from assistant.api.sign_in import address_of
from assistant.interview.service import InterviewService
from assistant.kit.errors import NotFoundError
from assistant.kit.scanning import Scanner
from assistant.wiring_models import Models
from assistant.wiring_voice import Voice

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok", "version": __version__}


async def near(request: Request, token: Token) -> bool:
    """Whether it is the operators' own network that asks, or somebody with their token."""
    try:
        inside = ip_address(address_of(request)).is_private
    except ValueError:
        # No address at all: a socket of this machine.
        inside = True
    return inside or is_operator(request, token)


Near = Annotated[bool, Depends(near)]


@router.get("/readyz")
async def readyz(request: Request, inside: Near) -> Response:
    """Each part, and which implementation of it is in use; 503 when one that is needed does not work.

    Which parts there are is told to the operators' own network, and to whoever has their token.
    """
    service: InterviewService = request.app.state.interviews
    voice: Voice = request.app.state.voice
    models: Models = request.app.state.models
    parts = {
        "database": request.app.state.database.engine.dialect.name,
        # With a model as without one: it may add to what they read and ask, and is named below.
        "understanding": "grammars",
        "interview": "agenda",
        **voice.parts(),
        **models.parts(),
        "scanner": await _scanner(request.app.state.scanner),
    }
    try:
        await service.count_by_phase()
    except (SQLAlchemyError, OSError):
        told = {"parts": parts, "failing": ["database"]} if inside else {}
        return JSONResponse({"ready": False, **told}, status_code=503)
    return JSONResponse({"ready": True, **({"parts": parts, "failing": []} if inside else {})})


async def _scanner(scanner: Scanner) -> str:
    """What looks through files. Without its answer no file is taken, and everything else goes on."""
    return scanner.name if await scanner.answers() else f"{scanner.name}, away: no file is taken"


@router.get("/metrics")
async def metrics(request: Request, inside: Near) -> PlainTextResponse:
    """Counts in the Prometheus text format, for the operators' own network and their token; no labels about people."""
    if not inside:
        raise NotFoundError("not_found")
    service: InterviewService = request.app.state.interviews
    voice: Voice = request.app.state.voice
    lines = [
        "# HELP ayi_interviews Interviews kept, by phase.",
        "# TYPE ayi_interviews gauge",
        *(
            f'ayi_interviews{{phase="{phase}"}} {count}'
            for phase, count in sorted((await service.count_by_phase()).items())
        ),
        "# HELP ayi_render_busy Résumé renderings running or waiting.",
        "# TYPE ayi_render_busy gauge",
        f"ayi_render_busy {request.app.state.render_pool.busy}",
        "# HELP ayi_voice_busy Recordings being opened or heard, or sentences being spoken, running or waiting.",
        "# TYPE ayi_voice_busy gauge",
        *(f'ayi_voice_busy{{part="{part}"}} {busy}' for part, busy in voice.pools.busy().items()),
        *_model_lines(request.app.state.models),
    ]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


def _model_lines(models: Models) -> list[str]:
    tallies = models.chat.tallies if models.chat else {}
    if not tallies:
        return []
    lines = []
    for name, what, values in (
        ("calls", "Calls of chat models, by task", {task: tally.calls for task, tally in tallies.items()}),
        ("failed", "Calls that gave nothing", {task: tally.failed for task, tally in tallies.items()}),
        ("tokens", "Tokens of chat models", {task: tally.tokens for task, tally in tallies.items()}),
    ):
        lines += [f"# HELP ayi_model_{name} {what}.", f"# TYPE ayi_model_{name} counter"]
        lines += [f'ayi_model_{name}{{task="{task}"}} {value}' for task, value in sorted(values.items())]
    return lines
