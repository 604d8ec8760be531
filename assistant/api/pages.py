"""What the browser receives: the pages, static files, and the texts of the interface."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.consumer.orders.rules import rules as order_rules
from assistant.kit.data import data_path, load_yaml
from assistant.kit.settings import Settings
from assistant.knowledge.documents import jurisdictions
from assistant.resume.theme import load_theme, theme_ids
from assistant.review.rules import rules
from assistant.vocabulary import vocabulary

_PAGES = {"/": "index.html.j2", "/i": "interview.html.j2"}
# The pages to ask and to find are for others than the worker: her phone does not keep them.
_ASK_FOLDER = "ask"
_FIND_FOLDER = "find"
_CONSOLE_FOLDER = "console"
_REQUESTS_FOLDER = "requests"
_CONSENTS_FOLDER = "consents"
_PAPERS_FOLDER = "papers"
_BACK_FOLDER = "back"
# Pages the worker's phone does not keep: those of others, and those that are no use without a network.
_OTHERS = frozenset(
    {
        _ASK_FOLDER,
        _FIND_FOLDER,
        _CONSOLE_FOLDER,
        _REQUESTS_FOLDER,
        _CONSENTS_FOLDER,
        _PAPERS_FOLDER,
        _BACK_FOLDER,
        "card",
        "shared",
    }
)
_ABROAD = "intl"
_ASK_LABELLED = ("jobs", "work_modes", "pay_units")
_FIND_LABELLED = ("jobs", "work_modes", "certificates")
# What the page to find shows in the same words as the page to ask: citations, documents, telephone numbers.
_SHARED_WORDS = ("answer", "sheet", "phones", "status", "chat")
# The kinds whose ids a fact's value may hold, so that the page can name them.
_LABELLED = (
    "jobs",
    "skills",
    "skill_levels",
    "certificates",
    "certificate_levels",
    "cuisines",
    "languages",
    "language_levels",
    "preferences",
    "work_modes",
    "pay_units",
    "education",
)


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(data_path("web", "templates"))
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    # Chinese as itself, not as six-letter escapes: the page is read over poor networks.
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made


@cache
def _files_digest() -> bytes:
    digest = hashlib.sha256()
    for path in sorted(data_path("web", "static").rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def shell_version(settings: Settings) -> str:
    """A short digest of the pages and everything they load; it changes when any of it does."""
    digest = hashlib.sha256(_files_digest())
    for name in _PAGES.values():
        digest.update(_rendered(settings, name).encode())
    return digest.hexdigest()[:12]


@cache
def _texts() -> dict[str, Any]:
    """The words of the pages by language, Chinese first."""
    files = sorted(data_path("web", "text").glob("*.json"), reverse=True)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    """What the vocabulary's ids are called: language, kind, id."""
    return {
        language: {kind: {term.id: term.label[language] for term in vocabulary().terms(kind)} for kind in _LABELLED}
        for language in _texts()
    }


@cache
def _themes() -> list[dict[str, Any]]:
    """The looks a résumé may have, in the order they are offered."""
    return [{"id": theme_id, "name": load_theme(theme_id).name} for theme_id in theme_ids()]


@cache
def _shell() -> list[str]:
    """Addresses of everything a page needs to open without a network."""
    root = data_path("web", "static")
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return [*_PAGES, *sorted(f"/static/{file.as_posix()}" for file in files if file.parts[0] not in _OTHERS)]


@cache
def _modules(folder: str) -> list[str]:
    root = data_path("web", "static")
    return sorted(f"/static/{path.relative_to(root).as_posix()}" for path in (root / folder).rglob("*.js"))


@cache
def _ask_data() -> dict[str, Any]:
    """What the page to ask needs inside itself: its words, the places, and how a follow-up question looks."""
    files = sorted(data_path("web", "text", _ASK_FOLDER).glob("*.json"), reverse=True)
    phrases = load_yaml(data_path("prompts", "knowledge", "answers.yaml"))
    return {
        "text": {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files},
        "places": [
            {"id": place, "zh": names["zh"], "en": names["en"]}
            for place, names in jurisdictions().items()
            if place != _ABROAD
        ],
        "follow_up": phrases["patterns"]["follow_up"],
        "labels": {language: {kind: kinds[kind] for kind in _ASK_LABELLED} for language, kinds in _labels().items()},
    }


@cache
def _find_data() -> dict[str, Any]:
    """What the page to find needs inside itself: its words with those it shares, the places, names of things."""
    asked = _ask_data()
    text = {}
    for language, shared in asked["text"].items():
        own = json.loads(data_path("web", "text", _FIND_FOLDER, f"{language}.json").read_text(encoding="utf-8"))
        text[language] = {group: shared[group] for group in _SHARED_WORDS} | own
    labels = {language: {kind: kinds[kind] for kind in _FIND_LABELLED} for language, kinds in _labels().items()}
    return {"text": text, "places": asked["places"], "labels": labels}


@cache
def _console_data() -> dict[str, Any]:
    """What the review desk needs inside itself: its words and the fields', labels, looks, and the reasons to choose."""
    shared, own = _texts(), {}
    for language in shared:
        words = json.loads(data_path("web", "text", _CONSOLE_FOLDER, f"{language}.json").read_text(encoding="utf-8"))
        topics = load_yaml(data_path("prompts", "interview", language, "questions.yaml"))["topics"]
        own[language] = words | {"topic": topics}
    known = rules()
    choices = {
        "reasons": {code: known.reasons[code] for code in known.editing.reasons},
        "decline": known.decline_reasons,
        "withdraw": known.withdraw_reasons,
        "check_classes": known.check_classes,
        "issuer_types": known.issuer_types,
    }
    return {"text": own, "labels": _labels(), "themes": _themes(), "choices": choices, "link_days": known.link_days}


@cache
def _certificate_names() -> dict[str, dict[str, dict[str, str]]]:
    return {language: {"certificates": kinds["certificates"]} for language, kinds in _labels().items()}


@cache
def _desk_requests_data() -> dict[str, Any]:
    """What the agency's page of requests needs inside itself."""
    folder = data_path("web", "text", _CONSOLE_FOLDER)
    files = {language: folder / f"requests.{language}.json" for language in _texts()}
    return {
        "text": {language: json.loads(path.read_text(encoding="utf-8")) for language, path in files.items()},
        "labels": _certificate_names(),
        "mask_kinds": order_rules().review.mask_kinds,
    }


@cache
def _text_of(folder: str) -> dict[str, Any]:
    """The words of a page of hers by language, Chinese first."""
    files = sorted(data_path("web", "text", folder).glob("*.json"), reverse=True)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}


class _Files(StaticFiles):
    """Static files that are checked before each use, so that no page mixes two versions of them."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - the base class's signature
        response = super().file_response(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def _rendered(settings: Settings, name: str) -> str:
    return (
        _templates()
        .get_template(name)
        .render(
            agency_name=settings.agency_name,
            language=settings.default_language,
            text=_texts(),
            labels=_labels(),
            themes=_themes(),
            speech=settings.speech,
            shell=_shell(),
        )
    )


def made_page(request: Request, template: str, *, cache: str = "no-cache", **values: Any) -> HTMLResponse:  # noqa: ANN401 - what its template names
    """A page from its template, which also gets the agency's name and the language to begin in."""
    settings: Settings = request.app.state.settings
    html = (
        _templates()
        .get_template(template)
        .render(agency_name=settings.agency_name, language=settings.default_language, **values)
    )
    return HTMLResponse(html, headers={"Cache-Control": cache})


def _page(request: Request, path: str) -> HTMLResponse:
    html = _rendered(request.app.state.settings, _PAGES[path])
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


def install(app: FastAPI) -> None:
    """Add the pages and static files to `app`."""

    @app.get("/", include_in_schema=False)
    async def landing(request: Request) -> HTMLResponse:
        return _page(request, "/")

    @app.get("/i", include_in_schema=False)
    async def interview(request: Request) -> HTMLResponse:
        return _page(request, "/i")

    @app.get("/ask", include_in_schema=False)
    async def ask(request: Request) -> HTMLResponse:
        return made_page(request, "ask.html.j2", modules=_modules(_ASK_FOLDER), **_ask_data())

    @app.get("/find", include_in_schema=False)
    async def find(request: Request) -> HTMLResponse:
        return made_page(
            request,
            "find.html.j2",
            modules=_modules(_FIND_FOLDER),
            speech=request.app.state.settings.speech,
            **_find_data(),
        )

    @app.get("/i/requests", include_in_schema=False)
    async def requests_page(request: Request) -> HTMLResponse:
        return made_page(
            request, "requests.html.j2", modules=_modules(_REQUESTS_FOLDER), text=_text_of(_REQUESTS_FOLDER)
        )

    @app.get("/i/consents", include_in_schema=False)
    async def consents_page(request: Request) -> HTMLResponse:
        return made_page(
            request, "consents.html.j2", modules=_modules(_CONSENTS_FOLDER), text=_text_of(_CONSENTS_FOLDER)
        )

    @app.get("/i/papers", include_in_schema=False)
    async def papers_page(request: Request) -> HTMLResponse:
        return made_page(
            request,
            "papers.html.j2",
            modules=[*_modules(_PAPERS_FOLDER), "/static/consents/wire.js"],
            text=_text_of(_PAPERS_FOLDER),
            labels=_certificate_names(),
        )

    @app.get("/i/back", include_in_schema=False)
    async def back_page(request: Request) -> HTMLResponse:
        return made_page(
            request,
            "back.html.j2",
            modules=_modules(_BACK_FOLDER),
            text=_text_of(_BACK_FOLDER),
            labels={language: {"jobs": kinds["jobs"]} for language, kinds in _labels().items()},
        )

    @app.get("/console", include_in_schema=False)
    async def console(request: Request) -> HTMLResponse:
        return made_page(request, "console.html.j2", modules=_modules(_CONSOLE_FOLDER), **_console_data())

    @app.get("/console/requests", include_in_schema=False)
    async def desk_requests(request: Request) -> HTMLResponse:
        return made_page(request, "console_requests.html.j2", **_desk_requests_data())

    @app.get("/sw.js", include_in_schema=False)
    async def service_worker(request: Request) -> Response:
        # It must come from the root to serve pages at the root.
        script = (
            _templates()
            .get_template("sw.js.j2")
            .render(version=shell_version(request.app.state.settings), shell=_shell())
        )
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    app.mount("/static", _Files(directory=data_path("web", "static")), name="static")
