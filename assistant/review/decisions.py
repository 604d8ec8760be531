"""What people do with a file. Every decision has a person, a reason where it needs one, and an entry in the trail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.repository import InterviewRepository
from assistant.interview.service import InterviewService
from assistant.interview.state import ReviewerQuestion
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import AyiError, BadInputError, ConflictError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.messages import explain
from assistant.kit.people import Actor
from assistant.kit.settings import Settings
from assistant.kit.text import storable
from assistant.profile.fields import FIELDS
from assistant.profile.model import Language, Topic
from assistant.review.audit import AuditTrail
from assistant.review.editing import written
from assistant.review.files import Case, file_document, load_case, look_of
from assistant.review.filing import Filing, Unpublisher
from assistant.review.gates import obstacles
from assistant.review.masking import masked_file
from assistant.review.model import (
    AskedField,
    Bulk,
    BulkResult,
    Decide,
    Decided,
    FileDocument,
    NewNote,
    NoteDocument,
    OwnStanding,
    Patch,
    Pick,
    Return,
    Returned,
)
from assistant.review.rules import rules
from assistant.review.states import Action, Status, after, may
from assistant.review.tables import DecisionRow, FileRow, NoteRow, QuestionRow, VisitRow

_EDITABLE: Final = frozenset({"interviewing", "finished", "in_review", "returned"})
# What ends the time on a file; taking it up or writing to it does not.
_TIMED: Final = frozenset({"approve", "return", "propose_decline", "decline", "keep"})
_SHORT = 40  # characters of a code in the trail


class ReviewService:
    """The review room's front door."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: Settings,
        interviews: InterviewService,
        filing: Filing,
        trail: AuditTrail,
        make_id: IdMaker = new_id,
    ) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._interviews = interviews
        self._filing = filing
        self._trail = trail
        self._make_id = make_id

    def publishes_through(self, unpublisher: Unpublisher) -> None:
        """Who takes a person out of everything consumers can see, when a decision or her own word demands it."""
        self._filing.unpublisher = unpublisher

    async def file(self, actor: Actor, interview_id: str, language: Language) -> FileDocument:
        """Everything of one file.

        Raises:
            NotFoundError: the actor's agency has no such file.
        """
        async with self._database.reading() as session:
            case = await load_case(session, actor, interview_id)
        document = file_document(case, self._clock, self._interviews.book, language)
        return masked_file(document, phones_of(case))

    async def phone(self, actor: Actor, interview_id: str) -> str | None:
        """Her number, uncovered, to be called; that somebody looked is written down.

        Raises:
            NotFoundError: the actor's agency has no such file.
        """
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id)
            await self._trail.record(session, actor, "phone.view", interview_id)
        return case.folded.profile.phone

    async def reach(self, actor: Actor, interview_id: str) -> Case:
        """The parts of a file, for what shows one of them.

        Raises:
            NotFoundError: the actor's agency has no such file.
        """
        async with self._database.reading() as session:
            return await load_case(session, actor, interview_id)

    async def open(self, actor: Actor, interview_id: str) -> Decided:
        """Note that the actor has the file open now: who saw it, and from when the time until a decision counts."""
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            row = VisitRow(
                interview_id=interview_id, actor_id=actor.id, facts=len(case.facts), opened_at=self._clock.now()
            )
            session.add(row)
            await self._trail.record(session, actor, "file.open", interview_id)
        return _decided(case.file)

    async def take(self, actor: Actor, interview_id: str, version: int) -> Decided:
        """Take a file up for review and make it one's own."""

        async def act(session: AsyncSession, case: Case) -> None:
            case.file.assignee_id, case.file.assignee_name = actor.id, actor.name
            await self._step(session, case, actor, "take")

        return await self._change(actor, interview_id, version, act)

    async def assign(self, actor: Actor, interview_id: str, version: int, *, release: bool = False) -> Decided:
        """Make a file one's own, or nobody's, wherever it stands."""

        async def act(session: AsyncSession, case: Case) -> None:
            case.file.assignee_id = None if release else actor.id
            case.file.assignee_name = None if release else actor.name
            await self._trail.record(session, actor, "file.release" if release else "file.assign", interview_id)

        return await self._change(actor, interview_id, version, act)

    async def return_to_her(self, actor: Actor, interview_id: str, body: Return) -> Returned:
        """Put questions to her: her interview opens with them, by her own link or by the one given back here."""
        token = ""

        async def act(session: AsyncSession, case: Case) -> None:
            nonlocal token
            questions = [self._question(asked) for asked in body.questions]
            # The step first: it refuses a file that cannot go back before anything is put to her.
            await self._step(session, case, actor, "return", detail={"questions": len(questions)})
            for question in questions:
                session.add(self._question_row(actor, interview_id, question))
            await session.flush()
            await self._interviews.put_questions(session, interview_id, questions)
            token = self._interviews.new_key(session, interview_id, rules().link_days)

        decided = await self._change(actor, interview_id, body.version, act)
        base = (self._settings.public_url or "").rstrip("/")
        return Returned(version=decided.version, status=decided.status, link=f"{base}/i#{interview_id}.{token}")

    async def recall(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Go on without waiting for her answer; the question stays with her."""
        return await self._plain(actor, interview_id, body, "recall")

    async def approve(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Approve a file as it is.

        Raises:
            ConflictError: something stands in the way; the sentence says what.
            BadInputError: a warning stands, and there is no reason in words.
        """

        async def act(session: AsyncSession, case: Case) -> None:
            after(case.file.status, "approve")  # type: ignore[arg-type] # only `after` writes it
            found = obstacles(look_of(case, self._clock))
            for obstacle in found:
                if obstacle.weight == "block":
                    raise ConflictError(f"gate_{obstacle.gate}")
            if found and body.reason is None:
                raise BadInputError("reason_needed_for_warnings")
            case.file.approved_facts = len(case.facts)
            await self._step(session, case, actor, "approve", body, detail={"warnings": [each.gate for each in found]})

        return await self._change(actor, interview_id, body.version, act)

    async def decline(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Propose to decline; when another person proposed it already, decline.

        Raises:
            BadInputError: the reason's code or its words are missing.
            ConflictError: the same person would decide twice.
        """
        _need_reason(body, rules().decline_reasons)

        async def act(session: AsyncSession, case: Case) -> None:
            if case.file.decline_by is None:
                case.file.decline_by = actor.id
                await self._step(session, case, actor, "propose_decline", body)
                return
            if case.file.decline_by == actor.id:
                raise ConflictError("decline_needs_another")
            case.file.decline_by = None
            await self._step(session, case, actor, "decline", body)

        return await self._change(actor, interview_id, body.version, act)

    async def keep(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Reject the proposal to decline."""

        async def act(session: AsyncSession, case: Case) -> None:
            if case.file.decline_by is None:
                raise ConflictError("file_cannot_keep")
            case.file.decline_by = None
            await self._step(session, case, actor, "keep", body)

        return await self._change(actor, interview_id, body.version, act)

    async def appeal(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Take a declined file up again because she asks for it; the staff writes down what she said."""
        if body.reason is None:
            raise BadInputError("reason_needed")
        return await self._plain(actor, interview_id, body, "appeal")

    async def standing_of_hers(self, actor: Actor, interview_id: str, language: Language) -> OwnStanding:
        """Where her file stands, for herself. The edge has made sure that she is the one whose interview it is."""
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

    async def appeal_of_hers(self, actor: Actor, interview_id: str, text: str) -> Decided:
        """Her own appeal. The edge has made sure that she is the one whose interview it is."""
        async with self._database.session() as session:
            case = await load_case(session, actor, interview_id, lock=True)
            await self._step(session, case, actor, "appeal", Decide(version=case.file.version, reason=text))
            case.file.version += 1
        return _decided(case.file)

    async def reopen(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Look once more at a file that was approved, withdrawn or has expired."""
        return await self._plain(actor, interview_id, body, "reopen")

    async def withdraw(self, actor: Actor, interview_id: str, body: Decide) -> Decided:
        """Take a file out of publication, everywhere and at once."""
        _need_reason(body, rules().withdraw_reasons, in_words=False)

        async def act(session: AsyncSession, case: Case) -> None:
            await self._step(session, case, actor, "withdraw", body)
            if self._filing.unpublisher is not None:
                await self._filing.unpublisher.unpublish(session, interview_id, body.reason_code or "staff")

        return await self._change(actor, interview_id, body.version, act)

    async def move(
        self, session: AsyncSession, actor: Actor, interview_id: str, action: Action, reason_code: str | None = None
    ) -> Decided:
        """Take a step in the caller's transaction: publication's own (`publish`, `withdraw`, `expire`)."""
        case = await load_case(session, actor, interview_id, lock=True)
        body = Decide(version=case.file.version, reason_code=reason_code)
        await self._step(session, case, actor, action, body)
        case.file.version += 1
        return _decided(case.file)

    async def edit(self, actor: Actor, interview_id: str, body: Patch) -> Decided:
        """Write facts of the staff's own beside hers.

        Raises:
            BadInputError: an edit cannot be written; then none is.
            ConflictError: the file changed meanwhile, or stands where nothing may be edited.
        """

        async def act(session: AsyncSession, case: Case) -> None:
            if case.file.status not in _EDITABLE:
                raise ConflictError("file_cannot_edit")
            made = [written(edit, self._make_id("note"), case.turns) for edit in body.edits]
            facts = [each.fact for each in made]
            await InterviewRepository(session).add_facts(interview_id, facts, len(case.facts), self._clock.now())
            for each in made:
                session.add(self._note_row(actor, interview_id, each.note, "reason", each.note_id, each.field))
            if case.visit is not None:
                case.visit.facts = max(case.visit.facts, len(case.facts) + len(facts))
            await session.flush()
            await self._filing.refresh(session, case.file, case.interview)
            detail = {
                "fields": [edit.field for edit in body.edits],
                "reasons": [edit.reason_code for edit in body.edits],
            }
            await self._trail.record(session, actor, "file.edit", interview_id, detail)

        return await self._change(actor, interview_id, body.version, act)

    async def note(self, actor: Actor, interview_id: str, body: NewNote) -> NoteDocument:
        """Keep a note of the staff; it changes nothing else of the file."""
        async with self._database.session() as session:
            await load_case(session, actor, interview_id)
            row = self._note_row(actor, interview_id, body.text, "note", self._make_id("note"), None)
            session.add(row)
            await self._trail.record(session, actor, "file.note", interview_id)
        return NoteDocument(id=row.id, kind=row.kind, text=row.text, field=None, by=row.author_name, at=row.at)

    async def bulk(self, actor: Actor, body: Bulk, language: Language) -> list[BulkResult]:
        """One action on many files, each in a transaction of its own and with a result of its own."""
        return [await self._one_of_many(actor, body, pick, language) for pick in body.files]

    async def _one_of_many(self, actor: Actor, body: Bulk, pick: Pick, language: Language) -> BulkResult:
        decide = Decide(version=pick.version, reason_code=body.reason_code, reason=body.reason)
        acts: dict[str, Callable[[], Awaitable[Decided | Returned]]] = {
            "take": lambda: self.take(actor, pick.id, pick.version),
            "assign": lambda: self.assign(actor, pick.id, pick.version),
            "release": lambda: self.assign(actor, pick.id, pick.version, release=True),
            "approve": lambda: self.approve(actor, pick.id, decide),
            "withdraw": lambda: self.withdraw(actor, pick.id, decide),
            "return": lambda: self._return_many(actor, pick, body.questions),
        }
        try:
            done = await acts[body.action]()
        except AyiError as error:
            return BulkResult(id=pick.id, done=False, problem=error.key, detail=explain(error, language))
        return BulkResult(id=pick.id, done=True, status=done.status, version=done.version)

    async def _return_many(self, actor: Actor, pick: Pick, questions: Sequence[AskedField]) -> Returned:
        if not questions:
            raise BadInputError("question_needed")
        return await self.return_to_her(actor, pick.id, Return(version=pick.version, questions=list(questions)))

    async def _plain(self, actor: Actor, interview_id: str, body: Decide, action: Action) -> Decided:
        async def act(session: AsyncSession, case: Case) -> None:
            await self._step(session, case, actor, action, body)

        return await self._change(actor, interview_id, body.version, act)

    async def _change(
        self,
        actor: Actor,
        interview_id: str,
        version: int,
        act: Callable[[AsyncSession, Case], Awaitable[None]],
    ) -> Decided:
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
        return _decided(case.file)

    async def _step(
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

    def _question(self, asked: AskedField) -> ReviewerQuestion:
        spec = FIELDS.get(asked.field) if asked.field else None
        if asked.field and spec is None:
            raise BadInputError("edit_field_unknown")
        return ReviewerQuestion(
            id=self._make_id("ask"),
            text=storable(asked.text),
            topic=spec.topic if spec else Topic.ANYTHING_ELSE,
            fields=(spec.name,) if spec else (),
        )

    def _question_row(self, actor: Actor, interview_id: str, question: ReviewerQuestion) -> QuestionRow:
        return QuestionRow(
            id=question.id,
            interview_id=interview_id,
            text=question.text,
            topic=question.topic.value,
            fields=list(question.fields),
            asked_by=actor.id,
            asked_name=actor.name[:80],
            asked_at=self._clock.now(),
        )

    def _note_row(
        self, actor: Actor, interview_id: str, text: str, kind: str, note_id: str, field: str | None
    ) -> NoteRow:
        return NoteRow(
            id=note_id,
            interview_id=interview_id,
            kind=kind,
            text=storable(text),
            field=field,
            author_id=actor.id,
            author_name=actor.name[:80],
            at=self._clock.now(),
        )


def phones_of(case: Case) -> set[str]:
    """Every number she ever gave, corrected ones too."""
    return {str(fact.value) for fact in case.facts if fact.field == "phone" and fact.value}


def _need_reason(body: Decide, known: dict[str, dict[Language, str]], *, in_words: bool = True) -> None:
    if body.reason_code not in known:
        raise BadInputError("reason_unknown")
    if in_words and body.reason is None:
        raise BadInputError("reason_needed")


def _decided(row: FileRow) -> Decided:
    status: Status = row.status  # type: ignore[assignment] # only `states.after` writes it
    return Decided(version=row.version, status=status)
