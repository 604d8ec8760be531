"""Verification by people: papers in, what was checked written down, and of a number never more than four digits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.repository import InterviewRepository
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, GoneError, NotFoundError, TooLargeError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import STAFF, Actor
from assistant.kit.sealed import Sealer
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail, Detail
from assistant.review.checks import CheckBody, Outcome, judge
from assistant.review.consents import ConsentService
from assistant.review.files import Case, file_paper, load_case
from assistant.review.filing import PAPERS, Filing
from assistant.review.model import Decided, PaperDocument
from assistant.review.papers import clean
from assistant.review.registries import Answer, ByHand, Enquiry, Registry
from assistant.review.repository import ReviewRepository
from assistant.review.states import Status
from assistant.review.tables import CheckRow, PaperRow
from assistant.vocabulary import vocabulary

MOST_PAPERS: Final = 20
"""Documents kept of one file at the same time."""

_KINDS: Final = frozenset({"identity", "health", "record_check", "other"})
_SETTLING: Final = timedelta(hours=1)  # a file without a row may be one whose row is being written


class VerificationService:
    """Papers and checks of the actor's own agency."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        blobs: BlobStore,
        sealer: Sealer,
        filing: Filing,
        trail: AuditTrail,
        pool: WorkerPool,
        consents: ConsentService,
        registries: Sequence[Registry] = (),
        make_id: IdMaker = new_id,
    ) -> None:
        self._database = database
        self._clock = clock
        self._blobs = blobs
        self._sealer = sealer
        self._filing = filing
        self._trail = trail
        self._pool = pool
        self._consents = consents
        self._registries = (*registries, ByHand())
        self._make_id = make_id

    async def add_paper(self, actor: Actor, interview_id: str, what: str, data: bytes) -> PaperDocument:
        """Keep a document, drawn anew and sealed.

        Raises:
            NotFoundError: the actor's agency has no such file.
            BadInputError: its kind is unknown, or it is no picture and no PDF.
            TooLargeError: it is over a bound. ConflictError: she has not agreed that anything is kept.
        """
        _check_kind(what)
        async with self._database.reading() as session:
            _may_keep(await load_case(session, actor, interview_id))
        paper = await self._pool.run(clean, data)
        paper_id = self._make_id("paper")
        key = f"{PAPERS}/{interview_id}/{paper_id}.bin"
        row = PaperRow(
            id=paper_id,
            interview_id=interview_id,
            what=what,
            blob_key=key,
            media_type=paper.media_type,
            bytes=len(paper.data),
            pages=paper.pages,
            added_by=actor.id,
            added_role=actor.role,
            added_at=self._clock.now(),
        )
        await self._blobs.put(key, self._sealer.seal_bytes(paper.data, paper_context(paper_id)))
        try:
            async with self._database.session() as session:
                case = await load_case(session, actor, interview_id, lock=True)
                _may_keep(case)
                row.agency_id = case.file.agency_id
                session.add(row)
                await self._trail.record(session, actor, "paper.add", interview_id, {"what": what, "paper": paper_id})
                await self._show(session, case)
        except BaseException:
            await self._blobs.delete(key)
            raise
        return file_paper(row)

    async def paper(self, actor: Actor, interview_id: str, paper_id: str) -> tuple[bytes, str]:
        """A document's bytes and type; looking is written down.

        Raises:
            NotFoundError: there is none. GoneError: it was deleted.
        """
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            row = await self._paper(session, interview_id, paper_id)
            await self._trail.record(session, actor, "paper.view", interview_id, {"paper": paper_id})
            if actor.role in STAFF and row.seen_at is None:
                row.seen_at = self._clock.now()
                await self._show(session, case)
        sealed = await self._blobs.get(row.blob_key)
        return self._sealer.open_bytes(sealed, paper_context(row.id)), row.media_type

    async def remove_paper(self, actor: Actor, interview_id: str, paper_id: str) -> None:
        """Delete a document's bytes; that there was one stays written."""
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            row = await self._paper(session, interview_id, paper_id)
            row.removed_at = self._clock.now()
            await self._trail.record(session, actor, "paper.remove", interview_id, {"paper": paper_id})
            await self._show(session, case)
        await self._blobs.delete(row.blob_key)

    async def drop_papers(self, session: AsyncSession, actor: Actor, interview_id: str) -> list[str]:
        """Mark every document as deleted, in the caller's transaction; their files are the caller's to remove then."""
        case = await load_case(session, actor, interview_id, lock=True)
        kept = [row for row in case.papers if row.removed_at is None]
        for row in kept:
            row.removed_at = self._clock.now()
            await self._trail.record(session, actor, "paper.remove", interview_id, {"paper": row.id})
        await self._show(session, case)
        return [row.blob_key for row in kept]

    async def delete_files(self, keys: Sequence[str]) -> None:
        """Remove documents' bytes; what fails is removed by `purge`."""
        for key in keys:
            await self._blobs.delete(key)

    async def check(self, actor: Actor, interview_id: str, body: CheckBody) -> Decided:
        """Write down what a person checked.

        Raises:
            BadInputError: what was given cannot be so.
            ConflictError: the file changed meanwhile, or she has not agreed that her record is asked about.
        """
        gone: list[str] = []
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            if case.file.version != body.version:
                raise ConflictError("file_changed")
            _may_keep(case)
            await self._agreed(session, interview_id, body)
            done = judge(case, body, self._clock.today())
            session.add(self._row(actor, case, done))
            await InterviewRepository(session).add_facts(interview_id, done.facts, len(case.facts), self._clock.now())
            if case.visit is not None and done.facts:
                case.visit.facts = max(case.visit.facts, len(case.facts) + len(done.facts))
            if done.what == "identity":
                gone = self._drop(case.papers, "identity")
            await session.flush()
            await self._filing.refresh(session, case.file, case.interview)
            case.file.version += 1
            detail: Detail = {"what": done.what, "outcome": done.outcome, "papers_removed": len(gone)}
            await self._trail.record(session, actor, "file.check", interview_id, detail)
        await self.delete_files(gone)
        status: Status = case.file.status  # type: ignore[assignment] # only `states.after` writes it
        return Decided(version=case.file.version, status=status)

    async def places(self, what: str, language: Language) -> Answer:
        """Where something can be looked up."""
        _check_kind(what)
        registry = next(registry for registry in self._registries if registry.serves(what) or what == "other")
        return await registry.look_up(Enquiry(what=what), language)

    async def purge(self) -> int:
        """Delete files of papers that no row knows any more; returns how many."""
        keys = await self._blobs.settled(PAPERS, self._clock.now() - _SETTLING)
        async with self._database.reading() as session:
            known = await ReviewRepository(session).known_papers(keys) if keys else set()
        return sum([await self._blobs.delete(key) for key in keys if key not in known])

    async def _agreed(self, session: AsyncSession, interview_id: str, body: CheckBody) -> None:
        """Asking about records wants a yes of her own to exactly that, and to its present text."""
        if body.what != "record_check":
            return
        standing = (await self._consents.standings(session, interview_id))["background_check"]
        if not standing.given:
            raise ConflictError("record_check_no_consent")
        if not standing.holds:
            raise ConflictError("record_check_old_consent")

    async def _show(self, session: AsyncSession, case: Case) -> None:
        """Let the queue show what has changed of her papers."""
        await session.flush()
        await self._filing.refresh(session, case.file, case.interview)

    async def _paper(self, session: AsyncSession, interview_id: str, paper_id: str) -> PaperRow:
        row = await ReviewRepository(session).paper(interview_id, paper_id)
        if row is None:
            raise NotFoundError("paper_unknown")
        if row.removed_at is not None:
            raise GoneError("paper_gone")
        return row

    def _drop(self, papers: Sequence[PaperRow], what: str) -> list[str]:
        """Mark the papers of a kind as deleted; their files are the caller's to remove once that is written."""
        dropped = [row for row in papers if row.what == what and row.removed_at is None]
        for row in dropped:
            row.removed_at = self._clock.now()
        return [row.blob_key for row in dropped]

    def _row(self, actor: Actor, case: Case, done: Outcome) -> CheckRow:
        return CheckRow(
            interview_id=case.file.interview_id,
            agency_id=case.file.agency_id,
            what=done.what,
            outcome=done.outcome,
            checked_on=done.checked_on,
            valid_until=done.valid_until,
            detail=done.detail,
            by_id=actor.id,
            by_name=actor.name[:80],
            at=self._clock.now(),
        )


def _may_keep(case: Case) -> None:
    if not case.state.consented:
        raise ConflictError("gate_consent")
    if sum(row.removed_at is None for row in case.papers) >= MOST_PAPERS:
        raise TooLargeError("papers_full", limit=MOST_PAPERS)


def _check_kind(what: str) -> None:
    kind, _, certificate = what.partition(":")
    if kind == "certificate" and certificate in {term.id for term in vocabulary().terms("certificates")}:
        return
    if what not in _KINDS:
        raise BadInputError("paper_kind_unknown")


def paper_context(paper_id: str) -> str:
    """What a proof document is sealed for."""
    return f"paper:{paper_id}"
