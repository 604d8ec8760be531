"""Verification by people: papers in, what was checked written down, and of a number never more than four digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.repository import InterviewRepository
from assistant.kit.blobs import BlobStore
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, ConflictError, GoneError, NotFoundError, TooLargeError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import Actor
from assistant.kit.sealed import Sealer
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Fact, Language, Range
from assistant.review.audit import AuditTrail, Detail
from assistant.review.files import Case, file_paper, load_case
from assistant.review.filing import PAPERS, Filing
from assistant.review.identity import read_id_number
from assistant.review.model import Decided, FieldName, PaperDocument
from assistant.review.papers import clean
from assistant.review.registries import Answer, ByHand, Enquiry, Registry
from assistant.review.repository import ReviewRepository
from assistant.review.rules import rules
from assistant.review.states import Status
from assistant.review.tables import CheckRow, PaperRow
from assistant.vocabulary import vocabulary

_MOST_PAPERS: Final = 20  # kept of one file at the same time
_KINDS: Final = frozenset({"identity", "health", "record_check", "other"})
_SETTLING: Final = timedelta(hours=1)  # a file without a row may be one whose row is being written
Url = Annotated[str, StringConstraints(max_length=300, pattern=r"^https?://[^\s]+$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int


class IdentityBody(_Body):
    """She showed her identity document. `number` is checked and forgotten but for its last four characters."""

    what: Literal["identity"]
    document: Literal["resident_id", "other"] = "resident_id"
    number: Annotated[SecretStr, Field(max_length=40)]
    name_matches: bool
    face_matches: bool
    expires_on: date | None = None


class CertificateBody(_Body):
    """A certificate was seen as an original, or checked with its register, or is not what it says."""

    what: Literal["certificate"]
    kind: FieldName
    outcome: Literal["seen", "checked", "rejected"]
    issuer_type: FieldName | None = None
    register_url: Url | None = None
    valid_until: date | None = None


class HealthBody(_Body):
    """A check-up: its class, whether it was passed, its dates; anything medical is refused as unknown."""

    what: Literal["health"]
    check_class: FieldName
    passed: bool
    exam_date: date
    valid_until: date


class RecordBody(_Body):
    """The query for records, by its outcome alone."""

    what: Literal["record_check"]
    outcome: Literal["clear", "not_cleared", "pending"]
    asked_by: Literal["agency", "herself"] = "agency"
    checked_on: date


CheckBody = Annotated[IdentityBody | CertificateBody | HealthBody | RecordBody, Field(discriminator="what")]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is written down of a check, and the facts it verifies."""

    what: str
    outcome: str
    checked_on: date
    valid_until: date | None
    detail: dict[str, Any]
    facts: tuple[Fact, ...] = ()


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
            await load_case(session, actor, interview_id)
            row = await self._paper(session, interview_id, paper_id)
            await self._trail.record(session, actor, "paper.view", interview_id, {"paper": paper_id})
        sealed = await self._blobs.get(row.blob_key)
        return self._sealer.open_bytes(sealed, paper_context(row.id)), row.media_type

    async def remove_paper(self, actor: Actor, interview_id: str, paper_id: str) -> None:
        """Delete a document's bytes; that there was one stays written."""
        async with self._database.session() as session:
            await load_case(session, actor, interview_id, lock=True)
            row = await self._paper(session, interview_id, paper_id)
            row.removed_at = self._clock.now()
            await self._trail.record(session, actor, "paper.remove", interview_id, {"paper": paper_id})
        await self._blobs.delete(row.blob_key)

    async def check(self, actor: Actor, interview_id: str, body: CheckBody) -> Decided:
        """Write down what a person checked.

        Raises:
            BadInputError: what was given cannot be so. ConflictError: the file changed meanwhile.
        """
        gone: list[str] = []
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            if case.file.version != body.version:
                raise ConflictError("file_changed")
            _may_keep(case)
            done = self._judge(case, body)
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
        for key in gone:
            await self._blobs.delete(key)
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

    def _row(self, actor: Actor, case: Case, done: _Outcome) -> CheckRow:
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

    def _judge(self, case: Case, body: CheckBody) -> _Outcome:
        today = self._clock.today()
        judges: dict[type[_Body], Callable[[Case, Any, date], _Outcome]] = {
            IdentityBody: _identity,
            CertificateBody: _certificate,
            HealthBody: _health,
            RecordBody: _record,
        }
        return judges[type(body)](case, body, today)


def _identity(case: Case, body: IdentityBody, today: date) -> _Outcome:
    secret = body.number.get_secret_value()
    detail: dict[str, Any] = {"document": body.document}
    if body.document == "resident_id":
        number = read_id_number(secret, today)
        if number.age(today) < rules().youngest:
            raise BadInputError("id_too_young", age=rules().youngest)
        detail |= {"last_four": number.last_four, "year_differs": _year_differs(case, number.born.year)}
    else:
        plain = "".join(character for character in secret.upper() if character.isascii() and character.isalnum())
        if len(plain) < 6:
            raise BadInputError("id_form")
        detail |= {"last_four": plain[-4:], "year_differs": False}
    if body.expires_on is not None and body.expires_on < today:
        raise BadInputError("paper_ended")
    detail |= {"name_matches": body.name_matches, "face_matches": body.face_matches}
    passed = body.name_matches and body.face_matches
    names = [_by_paper(f, f.value) for f in case.folded.live if f.field == "name"] if passed else []
    return _Outcome("identity", "passed" if passed else "failed", today, body.expires_on, detail, tuple(names))


def _year_differs(case: Case, year: int) -> bool:
    """Whether she said another year of birth than her card has; by up to one year both may be right."""
    said = case.folded.profile.birth_year
    low, high = (said.min, said.max) if isinstance(said, Range) else (said, said)
    return bool((low is not None and year < low - 1) or (high is not None and year > high + 1))


def _certificate(case: Case, body: CertificateBody, today: date) -> _Outcome:
    if body.kind not in {term.id for term in vocabulary().terms("certificates")}:
        raise BadInputError("edit_value_wrong")
    if body.issuer_type is not None and body.issuer_type not in rules().issuer_types:
        raise BadInputError("edit_value_wrong")
    if body.outcome == "checked" and body.register_url is None:
        raise BadInputError("register_needed")
    detail = {"issuer_type": body.issuer_type, "register_url": body.register_url}
    facts: tuple[Fact, ...] = ()
    if body.outcome != "rejected":
        told = [f for f in case.folded.live if f.field == "certificates" and f.polarity == "positive" and f.value]
        hers = [fact for fact in told if fact.value.get("kind") == body.kind]
        value = {"kind": body.kind, "verified": body.outcome}
        if body.issuer_type:
            value["issuer_type"] = body.issuer_type
        facts = tuple(_by_paper(fact, fact.value | value) for fact in hers[-1:])
    kept = {key: item for key, item in detail.items() if item is not None}
    return _Outcome(f"certificate:{body.kind}", body.outcome, today, body.valid_until, kept, facts)


def _health(case: Case, body: HealthBody, today: date) -> _Outcome:
    if body.check_class not in rules().check_classes:
        raise BadInputError("edit_value_wrong")
    if not body.exam_date <= today or body.valid_until <= body.exam_date:
        raise BadInputError("dates_wrong")
    value = {"held": True, "valid_until": body.valid_until.isoformat(), "exam_date": body.exam_date.isoformat()}
    hers = [f for f in case.folded.live if f.field == "health_certificate" and f.value] if body.passed else []
    facts = tuple(_by_paper(fact, value) for fact in hers[-1:])
    outcome = "passed" if body.passed else "not_passed"
    return _Outcome("health", outcome, body.exam_date, body.valid_until, {"check_class": body.check_class}, facts)


def _record(case: Case, body: RecordBody, today: date) -> _Outcome:
    del case
    if body.checked_on > today:
        raise BadInputError("dates_wrong")
    until = _years_on(body.checked_on, rules().record_check_years) if body.outcome == "clear" else None
    return _Outcome("record_check", body.outcome, body.checked_on, until, {"asked_by": body.asked_by})


def _years_on(day: date, years: int) -> date:
    """The last day of so many years from a day."""
    try:
        return day.replace(year=day.year + years) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year + years, 2, 28)


def _by_paper(fact: Fact, value: Any) -> Fact:  # noqa: ANN401 - JSON of any field
    """Her fact again, as a person has seen it on paper: her words carry it, the paper vouches for it."""
    flags = tuple(dict.fromkeys((*fact.flags, "correction")))
    return fact.model_copy(update={"value": value, "status": "verified", "source": "document", "flags": flags})


def _may_keep(case: Case) -> None:
    if not case.state.consented:
        raise ConflictError("gate_consent")
    if sum(row.removed_at is None for row in case.papers) >= _MOST_PAPERS:
        raise TooLargeError("papers_full", limit=_MOST_PAPERS)


def _check_kind(what: str) -> None:
    kind, _, certificate = what.partition(":")
    if kind == "certificate" and certificate in {term.id for term in vocabulary().terms("certificates")}:
        return
    if what not in _KINDS:
        raise BadInputError("paper_kind_unknown")


def paper_context(paper_id: str) -> str:
    """What a proof document is sealed for."""
    return f"paper:{paper_id}"
