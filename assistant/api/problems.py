"""Errors as RFC 9457 problem documents, in the reader's language, with nothing of ours inside."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.kit.errors import AyiError, BadInputError, NotFoundError
from assistant.kit.messages import MessageLanguage, explain

log = logging.getLogger(__name__)

PROBLEM_JSON = "application/problem+json"
_FIELDS_SHOWN = 5


class MethodNotAllowedError(AyiError):
    """The address exists, the method does not."""

    status = 405
    slug = "method-not-allowed"


def language_of(request: Request) -> MessageLanguage:
    """The language to explain things in: what the client asks for, Chinese unless that is English."""
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "en" if wanted.startswith("en") else "zh"


def problem(error: AyiError, language: MessageLanguage) -> JSONResponse:
    """The problem document of one error."""
    body = {
        "type": f"urn:ayi:problem:{error.slug}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": explain(error, language),
        "code": error.key,
    }
    headers = {"Cache-Control": "no-store", "Content-Language": language}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status_code=error.status, headers=headers, media_type=PROBLEM_JSON)


def install(app: FastAPI) -> None:
    """Make every error of `app` leave as a problem document."""
    app.add_exception_handler(AyiError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _known(request: Request, error: Exception) -> Response:
    if not isinstance(error, AyiError):
        return await _unexpected(request, error)
    return problem(error, language_of(request))


async def _invalid(request: Request, error: Exception) -> Response:
    names: list[str] = []
    if isinstance(error, RequestValidationError):
        # Where it is wrong, never what was sent: the input may be anything, and it is not ours to repeat.
        for item in error.errors()[:_FIELDS_SHOWN]:
            name = ".".join(str(part) for part in item["loc"] if part != "body") or "JSON"
            names.append(name if name.isascii() and len(name) <= 40 else "JSON")
    return problem(
        BadInputError("body_invalid", fields=", ".join(dict.fromkeys(names)) or "JSON"), language_of(request)
    )


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.NOT_FOUND:
        return problem(NotFoundError("not_found"), language_of(request))
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return problem(MethodNotAllowedError("method_not_allowed"), language_of(request))
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(BadInputError("body_invalid", fields="JSON"), language_of(request))
    return await _unexpected(request, error)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected_error", exc_info=error)
    return problem(AyiError("internal"), language_of(request))
