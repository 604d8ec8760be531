"""Who acts: the same small value for every room, made at the edge from a session or a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "recruiter", "reviewer", "auditor", "worker", "consumer", "system"]
STAFF: frozenset[Role] = frozenset({"owner", "recruiter", "reviewer", "auditor"})

DEFAULT_AGENCY = "default"


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. `id` is an account's, interview's or chat's; `agency_id` the tenant, None for those without one."""

    id: str
    role: Role
    agency_id: str | None = None
    name: str = ""
