"""All SQL of the review room but the queue's: files and what hangs on them, within one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, Exists, bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from assistant.interview.tables import InterviewRow, TurnRow
from assistant.review.tables import (
    CheckRow,
    DecisionRow,
    FileRow,
    FileWordsRow,
    NoteRow,
    PaperRow,
    QuestionRow,
    ReminderRow,
    SavedViewRow,
    VisitRow,
)
from assistant.review.trust_tables import TallyRow

Row = (
    FileRow | FileWordsRow | DecisionRow | QuestionRow | NoteRow | VisitRow | SavedViewRow | PaperRow | CheckRow
    | ReminderRow
)  # fmt: skip


def _of_file(table: type[CheckRow | PaperRow | QuestionRow]) -> Exists:
    return exists().where(table.interview_id == FileRow.interview_id)


# Of every turn: put together once.
_KEPT = (
    select(
        FileRow,
        FileWordsRow,
        _of_file(CheckRow),
        _of_file(PaperRow),
        _of_file(QuestionRow).where(QuestionRow.settled.is_(None)),
    )
    .outerjoin(FileWordsRow, FileWordsRow.interview_id == FileRow.interview_id)
    .where(FileRow.interview_id == bindparam("interview_id"))
    .with_for_update(of=FileRow)
    .execution_options(populate_existing=True)
)
_HER_WORDS = (
    select(TurnRow.asking, TurnRow.text)
    .where(TurnRow.interview_id == bindparam("interview_id"))
    .order_by(TurnRow.position)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as a turn finds it: what it is found by, and whether there is anything to look up beside it.

    `asked` is whether a question put to her waits for an answer.
    """

    file: FileRow
    words: FileWordsRow | None = None
    checked: bool = False
    papers: bool = False
    asked: bool = False


class ReviewRepository:
    """Files within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: Row) -> None:
        """Write a new row when the transaction ends."""
        self._session.add(row)

    async def flush(self) -> None:
        """Write now, so that what the database numbers has its number."""
        await self._session.flush()

    async def file(self, interview_id: str, *, lock: bool = False) -> FileRow | None:
        """The file of an interview, of whatever agency, held against other writers if `lock`."""
        return await self._session.get(
            FileRow, interview_id, with_for_update=True if lock else None, populate_existing=lock
        )

    async def file_of(self, agency_id: str, interview_id: str, *, lock: bool = False) -> FileRow | None:
        """The file, if it is this agency's."""
        query = select(FileRow).where(FileRow.interview_id == interview_id, FileRow.agency_id == agency_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def unfiled(self, limit: int = 500) -> Sequence[InterviewRow]:
        """Interviews without a file: those of before there were files."""
        none = ~exists().where(FileRow.interview_id == InterviewRow.id)
        return (await self._session.execute(select(InterviewRow).where(none).limit(limit))).scalars().all()

    async def unmarked(self, begins: str, limit: int = 200) -> Sequence[tuple[FileRow, FileWordsRow, InterviewRow]]:
        """Files whose words have no marks that begin so: those of before there were any, or of another key."""
        query = (
            select(FileRow, FileWordsRow, InterviewRow)
            .join(FileWordsRow, FileWordsRow.interview_id == FileRow.interview_id)
            .join(InterviewRow, InterviewRow.id == FileRow.interview_id)
            .where(~FileWordsRow.grams.startswith(begins, autoescape=True))
            .with_for_update()
        )
        return [(row[0], row[1], row[2]) for row in await self._session.execute(query.limit(limit))]

    def write_anew(self, row: Row, column: str) -> None:
        """Write a column though it has not changed, as the column is written now."""
        flag_modified(row, column)

    async def kept(self, interview_id: str) -> Kept | None:
        """The file with what it is found by and what there is beside it, in one look; held against other writers.

        Whoever adds checks, papers or questions holds the interview, as her turn does: none comes in between.
        """
        row = (await self._session.execute(_KEPT, {"interview_id": interview_id})).one_or_none()
        return None if row is None else Kept(*row)

    async def her_words(self, interview_id: str) -> Sequence[tuple[str | None, str]]:
        """What she was asked about and what she said, oldest first."""
        rows = await self._session.execute(_HER_WORDS, {"interview_id": interview_id})
        return [(row[0], row[1]) for row in rows if row[1]]

    async def decisions(self, interview_id: str) -> Sequence[DecisionRow]:
        """Every decision, oldest first."""
        query = select(DecisionRow).where(DecisionRow.interview_id == interview_id).order_by(DecisionRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def questions(self, interview_id: str) -> Sequence[QuestionRow]:
        """Every question put to her, oldest first."""
        query = select(QuestionRow).where(QuestionRow.interview_id == interview_id)
        return (await self._session.execute(query.order_by(QuestionRow.asked_at, QuestionRow.id))).scalars().all()

    async def notes(self, interview_id: str) -> Sequence[NoteRow]:
        """Every note and reason, oldest first."""
        query = select(NoteRow).where(NoteRow.interview_id == interview_id).order_by(NoteRow.at, NoteRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def visit(self, interview_id: str, actor_id: str) -> VisitRow | None:
        """When this person last opened the file."""
        query = select(VisitRow).where(VisitRow.interview_id == interview_id, VisitRow.actor_id == actor_id)
        return (await self._session.execute(query.order_by(VisitRow.id.desc()).limit(1))).scalar_one_or_none()

    async def seconds_since(self, agency_id: str, since: datetime) -> Sequence[float]:
        """How long files lay open before each decision since a moment, in seconds."""
        query = select(DecisionRow.seconds).where(
            DecisionRow.agency_id == agency_id, DecisionRow.at >= since, DecisionRow.seconds.is_not(None)
        )
        return [float(value) for value in (await self._session.execute(query)).scalars() if value is not None]

    async def views(self, account_id: str) -> Sequence[SavedViewRow]:
        """The saved views of one person, by name."""
        query = select(SavedViewRow).where(SavedViewRow.account_id == account_id).order_by(SavedViewRow.name)
        return (await self._session.execute(query)).scalars().all()

    async def view(self, account_id: str, view_id: str) -> SavedViewRow | None:
        """One of them."""
        row = await self._session.get(SavedViewRow, view_id)
        return row if row is not None and row.account_id == account_id else None

    async def remove_view(self, row: SavedViewRow) -> None:
        """Forget it."""
        await self._session.delete(row)

    async def checks(self, interview_id: str) -> Sequence[CheckRow]:
        """Every verification, oldest first."""
        query = select(CheckRow).where(CheckRow.interview_id == interview_id).order_by(CheckRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def checks_until(self, last: date, statuses: Iterable[str]) -> Sequence[CheckRow]:
        """Verifications that count and end by `last`, of files that stand at one of `statuses`."""
        newest = select(func.max(CheckRow.id)).group_by(CheckRow.interview_id, CheckRow.what).scalar_subquery()
        query = (
            select(CheckRow)
            .join(FileRow, FileRow.interview_id == CheckRow.interview_id)
            .where(CheckRow.id.in_(newest), CheckRow.valid_until <= last, FileRow.status.in_(list(statuses)))
            .order_by(CheckRow.valid_until, CheckRow.id)
        )
        return (await self._session.execute(query)).scalars().all()

    async def reminder(self, check_id: int, days: int) -> ReminderRow | None:
        """That this was told so many days before, if it was."""
        query = select(ReminderRow).where(ReminderRow.check_id == check_id, ReminderRow.days == days)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def claim(self, reminder_id: int, now: datetime) -> bool:
        """Mark a reminder as told to her; whether nobody had before."""
        query = update(ReminderRow).where(ReminderRow.id == reminder_id, ReminderRow.told_at.is_(None))
        result = await self._session.execute(query.values(told_at=now))
        return isinstance(result, CursorResult) and result.rowcount == 1

    async def release(self, reminder_id: int) -> None:
        """It was not told after all."""
        await self._session.execute(update(ReminderRow).where(ReminderRow.id == reminder_id).values(told_at=None))

    async def reminders(self, agency_id: str, today: date, limit: int) -> Sequence[tuple[ReminderRow, FileRow]]:
        """Reminders of papers that have not ended long ago, soonest first, with their files."""
        query = (
            select(ReminderRow, FileRow)
            .join(FileRow, FileRow.interview_id == ReminderRow.interview_id)
            .where(ReminderRow.agency_id == agency_id, ReminderRow.valid_until >= today)
            .order_by(ReminderRow.valid_until, ReminderRow.days)
        )
        return [(row[0], row[1]) for row in await self._session.execute(query.limit(limit))]

    async def papers(self, interview_id: str) -> Sequence[PaperRow]:
        """Every proof document, removed ones included, oldest first."""
        query = select(PaperRow).where(PaperRow.interview_id == interview_id).order_by(PaperRow.added_at, PaperRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def paper(self, interview_id: str, paper_id: str) -> PaperRow | None:
        """One of them."""
        row = await self._session.get(PaperRow, paper_id)
        return row if row is not None and row.interview_id == interview_id else None

    async def known_papers(self, keys: Iterable[str]) -> set[str]:
        """Those of the files' keys that belong to a document which is still kept."""
        query = select(PaperRow.blob_key).where(PaperRow.blob_key.in_(list(keys)), PaperRow.removed_at.is_(None))
        return set((await self._session.execute(query)).scalars())

    async def erase(self, interview_id: str) -> None:
        """Remove what was written, checked and asked about her; decisions stay until the interview itself goes."""
        for table in (ReminderRow, CheckRow, PaperRow, NoteRow, QuestionRow, VisitRow, FileWordsRow, TallyRow):
            await self._session.execute(delete(table).where(table.interview_id == interview_id))

    async def run(self, query: Any) -> Sequence[Any]:  # noqa: ANN401 - any select
        """The rows of a query the queue made."""
        return (await self._session.execute(query)).all()
