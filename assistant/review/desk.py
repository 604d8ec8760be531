"""A file on a clerk's desk: shown, opened, written to."""

from __future__ import annotations

from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.book import Book
from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.ids import IdMaker, new_id
from assistant.kit.people import Actor
from assistant.kit.text import storable
from assistant.profile.model import Language
from assistant.review.audit import AuditTrail
from assistant.review.editing import written
from assistant.review.files import Case, file_document, load_case
from assistant.review.filing import Filing
from assistant.review.masking import masked_file
from assistant.review.model import Decided, FileDocument, NewNote, NoteDocument, Patch
from assistant.review.steps import FileSteps, decided
from assistant.review.tables import NoteRow, VisitRow

_EDITABLE: Final = frozenset({"interviewing", "finished", "in_review", "returned"})


class FileDesk:
    """Files of the actor's own agency, to look at and to write to."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        book: Book,
        filing: Filing,
        trail: AuditTrail,
        make_id: IdMaker = new_id,
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._filing = filing
        self._trail = trail
        self._make_id = make_id
        self._steps = FileSteps(database, clock, trail)

    async def file(self, actor: Actor, interview_id: str, language: Language) -> FileDocument:
        """Everything of one file.

        Raises:
            NotFoundError: the actor's agency has no such file.
        """
        async with self._database.reading() as session:
            case = await load_case(session, actor, interview_id)
        document = file_document(case, self._clock, self._book, language)
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
        return decided(case.file)

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

        return await self._steps.change(actor, interview_id, body.version, act)

    async def note(self, actor: Actor, interview_id: str, body: NewNote) -> NoteDocument:
        """Keep a note of the staff; it changes nothing else of the file."""
        async with self._database.session() as session:
            await load_case(session, actor, interview_id)
            row = self._note_row(actor, interview_id, body.text, "note", self._make_id("note"), None)
            session.add(row)
            await self._trail.record(session, actor, "file.note", interview_id)
        return NoteDocument(id=row.id, kind=row.kind, text=row.text, field=None, by=row.author_name, at=row.at)

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
