"""Links by which she is asked for one consent: her own page, open at the layer it is about."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.interview.service import InterviewService
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.review.audit import AuditTrail
from assistant.review.consents import ConsentService, Layer
from assistant.review.files import load_case
from assistant.review.rules import rules

PAGE = "/i/consents"


class AskedLayer(BaseModel):
    """Which layer she is asked for."""

    model_config = ConfigDict(extra="forbid")

    layer: Layer


class AskLink(BaseModel):
    """The address that opens her page; shown this once, good for so many days."""

    link: str
    days: int


class ConsentLinks:
    """Makes the links. Nobody but she can give what they ask for."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        interviews: InterviewService,
        consents: ConsentService,
        trail: AuditTrail,
    ) -> None:
        self._database = database
        self._settings = settings
        self._interviews = interviews
        self._consents = consents
        self._trail = trail

    async def link(self, actor: Actor, interview_id: str, layer: Layer) -> AskLink:
        """A link to ask her for one layer; that it was made is written down.

        Raises:
            NotFoundError: the actor's agency has no such file. ConflictError: she has agreed to it already.
        """
        async with self._database.session() as session:
            await load_case(session, actor, interview_id, lock=True)
            if (await self._consents.standings(session, interview_id))[layer].holds:
                raise ConflictError("consent_given_already")
            token = self._interviews.new_key(session, interview_id, rules().link_days)
            await self._trail.record(session, actor, "consent.ask", interview_id, {"layer": layer})
        base = (self._settings.public_url or "").rstrip("/")
        return AskLink(link=f"{base}{PAGE}#{interview_id}.{token}.{layer}", days=rules().link_days)
