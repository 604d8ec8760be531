"""How a file is changed: as it was seen or not at all, each step written down with who, why and after how long."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.people import Actor
from assistant.kit.text import storable
from assistant.review.audit import AuditTrail
from assistant.review.files import Case, load_case
from assistant.review.model import Decide, Decided
from assistant.review.rules import rules
from assistant.review.states import Action, Status, after
from assistant.review.tables import DecisionRow, FileRow

Act = Callable[[AsyncSession, Case], Awaitable[None]]

# What ends the time on a file; taking it up or writing to it does not.
_TIMED: Final = frozenset({"approve", "return", "propose_decline", "decline", "keep"})
_SHORT: Final = 40  # characters of a code in the trail


class FileSteps:
    """Changes files of the actor's own agency."""

    def __init__(self, database: Database, clock: Clock, trail: AuditTrail) -> None:
        self._database = database
        self._clock = clock
        self._trail = trail

    async def change(self, actor: Actor, interview_id: str, version: int, act: Act) -> Decided:
        """Change a file as it was at `version`, or not at all.

        Raises:
            NotFoundError: the actor's agency has no such file.
            ConflictError: somebody else, or she herself, has changed it since.
        """
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            if case.file.version != version:
                raise ConflictError("file_changed")
            await act(session, case)
            case.file.version += 1
        return decided(case.file)

    async def take(
        self,
        session: AsyncSession,
        case: Case,
        actor: Actor,
        action: Action,
        body: Decide | None = None,
        detail: dict[str, int | str | Sequence[str]] | None = None,
    ) -> None:
        """Take a step, and write down who, why and after how long."""
        file, now = case.file, self._clock.now()
        before = file.status
        file.status = after(before, action)  # type: ignore[arg-type] # only `after` writes it
        file.status_at = now
        code = body.reason_code if body else None
        session.add(
            DecisionRow(
                interview_id=file.interview_id,
                agency_id=file.agency_id,
                action=action,
                before=before,
                after=file.status,
                actor_id=actor.id,
                actor_name=actor.name[:80],
                actor_role=actor.role,
                reason_code=code,
                reason=storable(body.reason) if body and body.reason else None,
                facts=len(case.facts),
                seconds=self._seconds(case) if action in _TIMED else None,
                at=now,
            )
        )
        said = {"before": before, "after": file.status, "reason": (code or "")[:_SHORT]} | (detail or {})
        await self._trail.record(session, actor, f"file.{action}", file.interview_id, said)

    def _seconds(self, case: Case) -> float | None:
        """How long the file lay open before the actor's first decision since opening it."""
        visit = case.visit
        if visit is None or visit.decided_at is not None:
            return None
        visit.decided_at = self._clock.now()
        return min((visit.decided_at - visit.opened_at).total_seconds(), float(rules().longest_visit))


def decided(row: FileRow) -> Decided:
    """Where a file stands now."""
    status: Status = row.status  # type: ignore[assignment] # only `states.after` writes it
    return Decided(version=row.version, status=status)
