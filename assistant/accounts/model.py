"""What the accounts room hands out: agencies, accounts, sessions, and how far a sign-in has come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel

from assistant.kit.people import Actor

StaffRole = Literal["owner", "recruiter", "reviewer", "auditor"]


class Level(StrEnum):
    """How much a session may do: everything, or only the step that is still missing."""

    FULL = "signed_in"
    SECOND_FACTOR = "second_factor"
    ENROL = "enrol"


class Agency(BaseModel):
    """A tenant. `second_factor` is whether all of its staff have to have one."""

    id: str
    slug: str
    name: str
    second_factor: bool
    created_at: datetime


class Account(BaseModel):
    """A member of staff, as owners and she herself may see her: nothing secret is in it."""

    id: str
    agency_id: str
    email: str
    name: str
    role: StaffRole
    disabled: bool
    has_password: bool
    has_second_factor: bool
    has_organisation_sign_in: bool
    created_at: datetime
    last_signed_in_at: datetime | None

    def actor(self) -> Actor:
        """Her as the one who acts."""
        return Actor(self.id, self.role, self.agency_id, self.name)


class SignedIn(BaseModel):
    """A session that is good now: whose it is and what it may do."""

    session_id: str
    level: Level
    account: Account
    created_at: datetime
    expires_at: datetime


class OpenedSession(BaseModel):
    """A new session and the only time its token is seen."""

    token: str
    signed_in: SignedIn


class SessionView(BaseModel):
    """A session in the list of one's own."""

    id: str
    current: bool
    level: Level
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class Enrolment(BaseModel):
    """What an authenticator needs: the address in its own scheme, the secret to type, and a picture of it."""

    uri: str
    secret: str
    qr_svg: str
