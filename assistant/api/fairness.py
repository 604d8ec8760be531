"""The fairness report: as data, as a table, and as a page."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.api import doors
from assistant.api.problems import language_of
from assistant.api.sign_in import SIGN_IN_PAGE
from assistant.kit.clock import Clock
from assistant.kit.data import data_path
from assistant.kit.errors import UnauthorizedError
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.review.fairness import KINDS, STAGES, FairnessReport, as_csv
from assistant.review.fairness_reports import Asked, FairnessReports
from assistant.review.fairness_service import FairnessService
from assistant.review.groups import fairness_rules
from assistant.review.tallies import Progress

router = APIRouter(tags=["fairness"])

Month = Annotated[str | None, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Overseer = Annotated[Actor, Depends(doors.staff("owner", "auditor"))]

_PAGE = "/console/fairness"
# Whatever takes longer than two seconds shows how far it is.
_PATIENCE = 1.5
# How many months are offered to choose from.
_CHOICES = 36
_PRIVATE = {"Cache-Control": "no-store"}


async def service_of(request: Request) -> FairnessService:
    """The report's room of the running application."""
    service: FairnessService = request.app.state.trust.fairness
    return service


Service = Annotated[FairnessService, Depends(service_of)]


def _asked(request: Request, actor: Actor, since: str | None, until: str | None, language: Language) -> Asked:
    """The report of the months asked for: the last twelve where none are."""
    clock: Clock = request.app.state.clock
    last = until or f"{clock.today():%Y-%m}"
    first = since or f"{int(last[:4]) - 1}-{last[5:]}"
    return Asked(actor.agency_id or DEFAULT_AGENCY, first, last, language)


@router.get("/api/v1/fairness")
async def fairness(
    request: Request, actor: Overseer, service: Service, since: Month = None, until: Month = None
) -> FairnessReport:
    """Rates and impact ratios by group for completion, reading, review and exposure."""
    return await service.report(*_asked(request, actor, since, until, language_of(request)))


@router.get(
    "/api/v1/fairness.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}, "description": "The same as a table"}},
)
async def fairness_table(
    request: Request, actor: Overseer, service: Service, since: Month = None, until: Month = None
) -> Response:
    """The same as a table for spreadsheets."""
    made = await service.report(*_asked(request, actor, since, until, language_of(request)))
    headers = _PRIVATE | {"Content-Disposition": f'attachment; filename="fairness-{made.since}-{made.until}.csv"'}
    return Response(as_csv(made), media_type="text/csv; charset=utf-8", headers=headers)


@router.get(_PAGE, include_in_schema=False, response_model=None)
async def fairness_page(
    request: Request,
    since: Month = None,
    until: Month = None,
    lang: Annotated[Language | None, Query()] = None,
) -> Response:
    """The same as a page; whoever is not signed in is taken to where one does.

    One that takes longer says how far it is and asks again by itself.
    """
    settings: Settings = request.app.state.settings
    language = lang or settings.default_language
    try:
        found = await doors.full_session(await doors.session_of(request))
    except UnauthorizedError:
        return Response(status_code=401, headers=_PRIVATE | {"Refresh": f"0; url={SIGN_IN_PAGE}"})
    actor = await doors.staff("owner", "auditor")(await doors.signed_in(request, found))
    reports: FairnessReports = request.app.state.trust.reports
    asked = _asked(request, actor, since, until, language)
    made = await reports.ask(asked, _PATIENCE)
    rules = fairness_rules()
    words = {name: words[language] for name, words in rules.page.items()}
    common = {"words": words, "asked": asked, "lang": "zh-CN" if language == "zh" else "en"}
    if isinstance(made, Progress):
        html = _templates().get_template("fairness_waiting.html.j2").render(progress=made, **common)
        return HTMLResponse(html, headers=_PRIVATE | {"Refresh": "1"})
    html = (
        _templates()
        .get_template("fairness.html.j2")
        .render(
            report=made,
            stages={stage: rules.stages[stage][language] for stage in STAGES},
            kinds={kind: rules.kinds[kind][language] for kind in KINDS},
            months=_months(request, asked),
            other="en" if language == "zh" else "zh",
            **common,
        )
    )
    return HTMLResponse(html, headers=_PRIVATE)


def _months(request: Request, asked: Asked) -> list[str]:
    """The months to choose from: the last three years, and those asked for, the newest first."""
    clock: Clock = request.app.state.clock
    today = clock.today()
    last = today.year * 12 + today.month - 1
    past = {f"{month // 12:04}-{month % 12 + 1:02}" for month in range(last - _CHOICES + 1, last + 1)}
    return sorted({*past, asked.since, asked.until}, reverse=True)


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(data_path("web", "templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
