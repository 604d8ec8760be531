"""All SQL of the interview room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import CursorResult, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.tables import EventRow, FactRow, InterviewKeyRow, InterviewRow, RecordingRow, TurnRow
from assistant.profile.model import Fact
from assistant.speech.model import Transcript, confirmed

# Of every turn: put together once.
_LOCKED = select(InterviewRow).where(InterviewRow.id == bindparam("interview_id")).with_for_update()
_FACTS = select(FactRow.fact).where(FactRow.interview_id == bindparam("interview_id")).order_by(FactRow.position)

# Nobody asks what numbers they got: one statement for all of them.
_ADD_FACTS = insert(FactRow.__table__)  # type: ignore[arg-type] # a table, which is typed as anything to select from


class InterviewRepository:
    """Interviews within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @property
    def session(self) -> AsyncSession:
        """The transaction."""
        return self._session

    def add(self, row: InterviewRow | InterviewKeyRow | TurnRow) -> None:
        """Write a new interview, token or turn when the transaction ends."""
        self._session.add(row)

    async def get(self, interview_id: str, *, lock: bool = False) -> InterviewRow | None:
        """The interview, held against other writers until the transaction ends if `lock`."""
        if lock:
            return (await self._session.execute(_LOCKED, {"interview_id": interview_id})).scalar_one_or_none()
        return await self._session.get(InterviewRow, interview_id)

    async def has_key(self, interview_id: str, digest: str, now: datetime) -> bool:
        """Whether a further token with this digest opens the interview now."""
        key = await self._session.get(InterviewKeyRow, digest)
        return key is not None and key.interview_id == interview_id and now < key.expires_at

    async def of_phone(self, phone_index: str) -> Sequence[InterviewRow]:
        """Every interview in which this number was given, newest first."""
        query = select(InterviewRow).where(InterviewRow.phone_index == phone_index)
        return (await self._session.execute(query.order_by(InterviewRow.created_at.desc()))).scalars().all()

    async def turn_of_client(self, interview_id: str, client_turn_id: str) -> TurnRow | None:
        """The turn a client already sent under this id of its own."""
        query = select(TurnRow).where(TurnRow.interview_id == interview_id, TurnRow.client_turn_id == client_turn_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def turn(self, interview_id: str, turn_id: str) -> TurnRow | None:
        """One turn of the interview."""
        query = select(TurnRow).where(TurnRow.interview_id == interview_id, TurnRow.id == turn_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def turns(self, interview_id: str) -> Sequence[TurnRow]:
        """Every turn, oldest first."""
        query = select(TurnRow).where(TurnRow.interview_id == interview_id).order_by(TurnRow.position)
        return (await self._session.execute(query)).scalars().all()

    async def last_turn(self, interview_id: str) -> TurnRow | None:
        """The newest turn."""
        query = select(TurnRow).where(TurnRow.interview_id == interview_id).order_by(TurnRow.position.desc()).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def heard_after_all(self, interview_id: str, turn_id: str, text: str) -> None:
        """Write down what she says she said in an earlier turn, and in its recording beside what was heard."""
        turn = await self.turn(interview_id, turn_id)
        if turn is not None:
            turn.text = text
        recording = await RecordingRepository(self._session).of_turn(interview_id, turn_id)
        if recording is not None and recording.transcript:
            recording.transcript = confirmed(Transcript.model_validate(recording.transcript)).model_dump(mode="json")
            recording.status = "heard"

    async def facts(self, interview_id: str) -> list[Fact]:
        """Every fact, in the order they were said."""
        rows = await self._session.execute(_FACTS, {"interview_id": interview_id})
        return [Fact.model_validate(value) for value in rows.scalars()]

    async def add_facts(self, interview_id: str, facts: Iterable[Fact], after: int, at: datetime) -> None:
        """Append facts behind the `after` facts already there."""
        rows = [
            {
                "interview_id": interview_id,
                "position": after + n,
                "fact": fact.model_dump(mode="json"),
                "created_at": at,
            }
            for n, fact in enumerate(facts)
        ]
        if rows:
            await self._session.execute(_ADD_FACTS, rows)

    def add_events(self, interview_id: str, turn_id: str | None, kinds: Iterable[str], at: datetime) -> None:
        """Append events of one turn."""
        self._session.add_all(
            EventRow(interview_id=interview_id, turn_id=turn_id, kind=kind, created_at=at) for kind in kinds
        )

    async def events(self, interview_id: str) -> Sequence[EventRow]:
        """Every event, oldest first."""
        query = select(EventRow).where(EventRow.interview_id == interview_id).order_by(EventRow.id)
        return (await self._session.execute(query)).scalars().all()

    async def erase_words(self, interview_id: str) -> None:
        """Remove everything she said and all that was understood; the bare interview and its events stay."""
        for table in (RecordingRow, TurnRow, FactRow):
            await self._session.execute(delete(table).where(table.interview_id == interview_id))

    async def delete(self, interview_id: str) -> bool:
        """Remove the interview and all that hangs on it; whether there was one."""
        for table in (InterviewKeyRow, RecordingRow, EventRow, FactRow, TurnRow):
            await self._session.execute(delete(table).where(table.interview_id == interview_id))
        result = await self._session.execute(delete(InterviewRow).where(InterviewRow.id == interview_id))
        return isinstance(result, CursorResult) and result.rowcount > 0

    async def expired(self, now: datetime, limit: int = 500) -> Sequence[str]:
        """Ids of interviews whose time is over, oldest first."""
        query = select(InterviewRow.id).where(InterviewRow.expires_at < now).order_by(InterviewRow.expires_at)
        return (await self._session.execute(query.limit(limit))).scalars().all()

    async def count_by_phase(self) -> dict[str, int]:
        """How many interviews are in each phase."""
        query = select(InterviewRow.phase, func.count()).group_by(InterviewRow.phase)
        return {row[0]: row[1] for row in await self._session.execute(query)}


class RecordingRepository:
    """Recordings within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: RecordingRow) -> None:
        """Write a new recording when the transaction ends."""
        self._session.add(row)

    async def of_client(self, interview_id: str, client_turn_id: str) -> RecordingRow | None:
        """The recording sent under this id of the client's own."""
        query = select(RecordingRow).where(
            RecordingRow.interview_id == interview_id, RecordingRow.client_turn_id == client_turn_id
        )
        return (await self._session.execute(query)).scalar_one_or_none()

    async def of_turn(self, interview_id: str, turn_id: str) -> RecordingRow | None:
        """The recording that became this turn."""
        query = select(RecordingRow).where(RecordingRow.interview_id == interview_id, RecordingRow.turn_id == turn_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def of_interview(self, interview_id: str) -> Sequence[RecordingRow]:
        """Every recording of the interview, oldest first."""
        query = select(RecordingRow).where(RecordingRow.interview_id == interview_id)
        return (await self._session.execute(query.order_by(RecordingRow.created_at, RecordingRow.id))).scalars().all()

    async def remove(self, ids: Iterable[str]) -> None:
        """Remove these recordings; their files are the caller's to remove."""
        await self._session.execute(delete(RecordingRow).where(RecordingRow.id.in_(list(ids))))

    async def expired(self, now: datetime, limit: int = 500) -> Sequence[RecordingRow]:
        """Recordings whose time is over, oldest first."""
        query = select(RecordingRow).where(RecordingRow.expires_at < now).order_by(RecordingRow.expires_at)
        return (await self._session.execute(query.limit(limit))).scalars().all()

    async def known(self, keys: Iterable[str]) -> set[str]:
        """Those of the files' keys that belong to a recording."""
        query = select(RecordingRow.blob_key).where(RecordingRow.blob_key.in_(list(keys)))
        return set((await self._session.execute(query)).scalars())
