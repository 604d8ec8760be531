"""Bounds of signing in, from `knowledge_base/security/doors.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.kit.data import data_path, load_yaml


class _Bounds(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PasswordBounds(_Bounds):
    """Lengths in characters; `guesses_log10` is the power of ten of guesses below which a password is refused."""

    least: int
    most: int
    guesses_log10: float


class LinkBounds(_Bounds):
    """How long an invitation is good."""

    hours: int


class SessionBounds(_Bounds):
    """What of a session's life is not a setting."""

    pending_minutes: int
    touch: int


class DeviceBounds(_Bounds):
    """How long a known browser stays known."""

    days: int


class Rate(_Bounds):
    """At most so many within so many seconds."""

    most: int
    seconds: int


class TotpBounds(_Bounds):
    """The second factor."""

    window: int
    recovery_codes: int


class OrganisationBounds(_Bounds):
    """Signing in through an organisation."""

    minutes: int
    leeway: int


class PhoneBounds(_Bounds):
    """Codes by phone; `pattern` is how a number looks that they are sent to."""

    pattern: str
    code_minutes: int
    wrong: int
    worker_days: int
    consumer_days: int


class Bounds(_Bounds):
    """All of them."""

    password: PasswordBounds
    link: LinkBounds
    session: SessionBounds
    device: DeviceBounds
    throttles: dict[str, Rate]
    totp: TotpBounds
    organisation: OrganisationBounds
    phone: PhoneBounds


@cache
def bounds() -> Bounds:
    """The bounds in the data file."""
    return Bounds.model_validate(load_yaml(data_path("knowledge_base", "security", "doors.yaml")))
