"""What her consents do: giving one opens a door, taking one back shuts everything that stood open by it, at once."""

from __future__ import annotations

from typing import Final

from assistant.kit.database import Database
from assistant.kit.people import Actor
from assistant.review.consents import FOUNDATION, ConsentService, Layer, Way
from assistant.review.files import load_case
from assistant.review.gates import near_children
from assistant.review.publication import PublicationService
from assistant.review.verification import VerificationService

# What a card rests on, whatever the work is.
_PUBLISHED_BY: Final = FOUNDATION | {"publish"}


class Choices:
    """The layers as she switches them on her page."""

    def __init__(
        self,
        database: Database,
        consents: ConsentService,
        publication: PublicationService,
        papers: VerificationService,
    ) -> None:
        self._database = database
        self._consents = consents
        self._publication = publication
        self._papers = papers

    async def choose(
        self,
        actor: Actor,
        interview_id: str,
        layer: Layer,
        way: Way = "page",
        *,
        given: bool,
        version: str | None = None,
    ) -> None:
        """Write down what she chose for one layer, and do in the same transaction what follows from it.

        Raises:
            NotFoundError: there is no such file. ConflictError: as `ConsentService.set`.
        """
        gone: list[str] = []
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            await self._consents.set(session, actor, interview_id, layer, way, given=given, version=version)
            if given:
                return
            if layer == "video":
                await self._publication.drop_photo(session, interview_id)
            elif layer == "papers":
                gone = await self._papers.drop_papers(session, actor, interview_id)
            elif layer in _PUBLISHED_BY or (layer == "background_check" and near_children(case.folded.profile.jobs)):
                await self._publication.withdraw_in(session, actor, interview_id, "own_wish")
            if layer in FOUNDATION:
                # Unused from now on, and gone when the time for second thoughts is over.
                until = self._consents.gone_by()
                case.interview.expires_at = min(case.interview.expires_at, until)
        await self._papers.delete_files(gone)
        await self._publication.settle()

    async def withdraw(self, actor: Actor, interview_id: str) -> None:
        """One tap: nobody sees her any more."""
        await self.choose(actor, interview_id, "publish", given=False)
