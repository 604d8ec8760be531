"""One small hierarchy of errors; each knows its HTTP status and the sentence its user reads (RFC 9457).

The sentences are data (`prompts/errors.yaml`); code names them by key.
"""

from __future__ import annotations


class AyiError(Exception):
    """Base of every error meant for a user.

    `key` names a sentence of `prompts/errors.yaml`; `values` fill its blanks and must be numbers or codes, never what
    a person said. `retry_after` is in seconds.
    """

    status = 500
    slug = "internal"

    def __init__(self, key: str, *, retry_after: int | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.retry_after = retry_after
        self.values = values


class BadInputError(AyiError):
    """What was sent cannot be used."""

    status = 422
    slug = "bad-input"


class TooLargeError(AyiError):
    """What was sent is over a bound."""

    status = 413
    slug = "too-large"


class UnauthorizedError(AyiError):
    """The token is missing or wrong."""

    status = 401
    slug = "unauthorized"


class ForbiddenError(AyiError):
    """Who asks is known, and may not do this."""

    status = 403
    slug = "forbidden"


class NotFoundError(AyiError):
    """There is no such thing, or it is not yours to see."""

    status = 404
    slug = "not-found"


class ConflictError(AyiError):
    """The thing is not in a state that allows this."""

    status = 409
    slug = "conflict"


class GoneError(AyiError):
    """The thing was deleted or has expired."""

    status = 410
    slug = "gone"


class TooManyError(AyiError):
    """This was tried too often; `retry_after` says when it may be tried again."""

    status = 429
    slug = "too-many"


class UnavailableError(AyiError):
    """A needed part is missing or busy; trying later may help."""

    status = 503
    slug = "unavailable"
