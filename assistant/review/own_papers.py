"""Her own papers: she gives photos of them from her phone, sees what is held and what came of it, and may delete it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel

from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.people import Actor
from assistant.review.consents import ConsentService, Layer
from assistant.review.files import load_case
from assistant.review.gates import GOOD
from assistant.review.papers import MOST_BYTES
from assistant.review.tables import CheckRow, PaperRow
from assistant.review.verification import MOST_PAPERS, VerificationService

PaperState = Literal["waiting", "seen", "checked", "refused"]
_SETTLED: Final[dict[bool, PaperState]] = {True: "checked", False: "refused"}


class OwnPaper(BaseModel):
    """One of her papers. `kept` is false once its picture is deleted and only what came of it is left."""

    id: str
    what: str
    media_type: str
    pages: int
    by_her: bool
    added_at: datetime
    state: PaperState
    kept: bool


class OwnPapersDocument(BaseModel):
    """What is held of hers, and how much more may come. `agreed` is whether she may add any now.

    `certificates` are those she told of, whose papers are asked for first.
    """

    agreed: bool
    record_agreed: bool
    most: int
    most_bytes: int
    certificates: list[str]
    papers: list[OwnPaper]


class OwnPapers:
    """Her side of the proof documents. The edge has made sure that she is the one whose interview it is."""

    def __init__(self, database: Database, consents: ConsentService, verification: VerificationService) -> None:
        self._database = database
        self._consents = consents
        self._verification = verification

    async def show(self, actor: Actor, interview_id: str) -> OwnPapersDocument:
        """What is held of hers and what came of it, the newest first.

        Raises:
            NotFoundError: there is no such file.
        """
        async with self._database.reading() as session:
            case = await load_case(session, actor, interview_id)
            standings = await self._consents.standings(session, interview_id)
        papers = [paper for row in reversed(case.papers) if (paper := _own(row, case.checks)) is not None]
        return OwnPapersDocument(
            agreed=standings["papers"].holds and case.state.consented,
            record_agreed=standings["background_check"].holds,
            most=MOST_PAPERS,
            most_bytes=MOST_BYTES,
            certificates=list(dict.fromkeys(each.kind for each in case.folded.profile.certificates)),
            papers=papers,
        )

    async def add(self, actor: Actor, interview_id: str, what: str, data: bytes) -> None:
        """Keep a photo or a PDF of hers, drawn anew and sealed.

        Raises:
            ConflictError: she has not agreed that such photos are kept, or to the check a paper is for.
            BadInputError, TooLargeError: as `VerificationService.add_paper`.
        """
        needed: list[Layer] = ["papers", "background_check"] if what == "record_check" else ["papers"]
        async with self._database.reading() as session:
            standings = await self._consents.standings(session, interview_id)
        if not all(standings[layer].holds for layer in needed):
            raise ConflictError("papers_need_consent")
        await self._verification.add_paper(actor, interview_id, what, data)

    async def open(self, actor: Actor, interview_id: str, paper_id: str) -> tuple[bytes, str]:
        """One of them, to look at; raises what `VerificationService.paper` does."""
        return await self._verification.paper(actor, interview_id, paper_id)

    async def remove(self, actor: Actor, interview_id: str, paper_id: str) -> None:
        """Delete one of them; raises what `VerificationService.remove_paper` does."""
        await self._verification.remove_paper(actor, interview_id, paper_id)


def _own(row: PaperRow, checks: Sequence[CheckRow]) -> OwnPaper | None:
    """A paper as she sees it; nothing of one that is gone and that nobody checked."""
    state = _state(row, checks)
    kept = row.removed_at is None
    if not kept and state not in _SETTLED.values():
        return None
    return OwnPaper(
        id=row.id,
        what=row.what,
        media_type=row.media_type,
        pages=row.pages,
        by_her=row.added_role == "worker",
        added_at=row.added_at,
        state=state,
        kept=kept,
    )


def _state(row: PaperRow, checks: Sequence[CheckRow]) -> PaperState:
    later = [check for check in checks if check.what == row.what and check.at >= row.added_at]
    if later and later[-1].outcome != "pending":
        return _SETTLED[later[-1].outcome in GOOD]
    return "seen" if row.seen_at is not None or later else "waiting"
