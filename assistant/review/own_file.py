"""What she may know of the review of her own file, and what she may say against it."""

from __future__ import annotations

from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail
from assistant.review.files import load_case
from assistant.review.model import Decide, Decided, OwnStanding
from assistant.review.rules import rules
from assistant.review.states import Status, may
from assistant.review.steps import FileSteps, decided


class OwnFile:
    """Her own file. The edge has made sure that she is the one whose interview it is."""

    def __init__(self, database: Database, clock: Clock, trail: AuditTrail) -> None:
        self._database = database
        self._steps = FileSteps(database, clock, trail)

    async def standing(self, actor: Actor, interview_id: str, language: Language) -> OwnStanding:
        """Where her file stands, for herself."""
        async with self._database.reading() as session:
            case = await load_case(session, actor, interview_id)
        status: Status = case.file.status  # type: ignore[assignment] # only `after` writes it
        declined = next((row for row in reversed(case.decisions) if row.action == "decline"), None)
        known = rules().decline_reasons.get(declined.reason_code or "") if declined and status == "declined" else None
        return OwnStanding(
            status=status,
            since=case.file.status_at,
            reason=known[language] if known else None,
            may_appeal=may(status, "appeal"),
        )

    async def appeal(self, actor: Actor, interview_id: str, text: str) -> Decided:
        """Her own appeal."""
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            await self._steps.take(session, case, actor, "appeal", Decide(version=case.file.version, reason=text))
            case.file.version += 1
        return decided(case.file)
