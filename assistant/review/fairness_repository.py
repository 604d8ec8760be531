"""All SQL of the fairness report."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.tables import InterviewRow
from assistant.review.trust_tables import ExposureRow, FairnessCountRow

_AT_ONCE = 100


class FairnessRepository:
    """Exposures and counts within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def interviews(self, agency_id: str) -> AsyncIterator[InterviewRow]:
        """Every interview of an agency."""
        after = ""
        while True:
            query = select(InterviewRow).where(InterviewRow.agency_id == agency_id, InterviewRow.id > after)
            rows = (await self._session.execute(query.order_by(InterviewRow.id).limit(_AT_ONCE))).scalars().all()
            for row in rows:
                yield row
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].id
            # What was counted is not held on to.
            self._session.expunge_all()

    async def exposures(self, interview_id: str) -> dict[str, int]:
        """How often she was shown, by month."""
        query = select(ExposureRow.month, ExposureRow.shown).where(ExposureRow.interview_id == interview_id)
        return {row[0]: row[1] for row in await self._session.execute(query)}

    async def count_shown(self, interview_ids: Iterable[str], month: str) -> None:
        """Count that these were shown once more; who has no file here (made-up people) is left out."""
        query = select(InterviewRow.id).where(InterviewRow.id.in_(sorted(set(interview_ids))))
        for interview_id in (await self._session.execute(query.order_by(InterviewRow.id))).scalars().all():
            row = await self._session.get(ExposureRow, (interview_id, month), with_for_update=True)
            if row is None:
                self._session.add(ExposureRow(interview_id=interview_id, month=month, shown=1))
            else:
                row.shown += 1

    async def kept(self, agency_id: str, since: str, until: str) -> Sequence[FairnessCountRow]:
        """What those who were erased have left behind."""
        query = select(FairnessCountRow).where(
            FairnessCountRow.agency_id == agency_id, FairnessCountRow.month >= since, FairnessCountRow.month <= until
        )
        return (await self._session.execute(query)).scalars().all()

    async def keep(self, agency_id: str, month: str, stage: str, kind: str, value: str, of: float, had: float) -> None:
        """Add to what is left behind."""
        row = await self._session.get(FairnessCountRow, (agency_id, month, stage, kind, value), with_for_update=True)
        if row is None:
            row = FairnessCountRow(agency_id=agency_id, month=month, stage=stage, kind=kind, value=value, of=0, had=0)
            self._session.add(row)
        row.of += of
        row.had += had
