"""One small hierarchy of errors; each knows its HTTP status and the sentence its user reads (RFC 9457)."""

from __future__ import annotations


class AyiError(Exception):
    """Base of every error meant for a user. `detail` is a plain sentence, without secrets or stack traces."""

    status = 500
    slug = "internal"
    title = "Something went wrong"

    def __init__(self, detail: str, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class BadInputError(AyiError):
    """What was sent cannot be used."""

    status = 422
    slug = "bad-input"
    title = "The input cannot be used"


class TooLargeError(AyiError):
    """What was sent is over a bound."""

    status = 413
    slug = "too-large"
    title = "Too large"


class UnauthorizedError(AyiError):
    """The token is missing or wrong."""

    status = 401
    slug = "unauthorized"
    title = "Not signed in"


class NotFoundError(AyiError):
    """There is no such thing, or it is not yours to see."""

    status = 404
    slug = "not-found"
    title = "Not found"


class ConflictError(AyiError):
    """The thing is not in a state that allows this."""

    status = 409
    slug = "conflict"
    title = "Not possible now"


class GoneError(AyiError):
    """The thing was deleted or has expired."""

    status = 410
    slug = "gone"
    title = "No longer here"


class UnavailableError(AyiError):
    """A needed part is missing or busy; trying later may help."""

    status = 503
    slug = "unavailable"
    title = "Not available right now"
