"""All SQL of the fairness report."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.tables import FactRow, InterviewRow, RecordingRow
from assistant.profile.model import Fact
from assistant.review.tables import DecisionRow
from assistant.review.trust_tables import CardRow, ExposureRow, FairnessCountRow

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is kept of one interview beside its row.

    `decisions` are (month, action), in order; `cards` when each was issued, ended and ends; `shown` how often by month.
    """

    facts: list[Fact]
    recordings: list[RecordingRow]
    decisions: list[tuple[str, str]]
    cards: list[tuple[datetime, datetime | None, datetime]]
    shown: dict[str, int]


class FairnessRepository:
    """Exposures and counts within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def interviews(self, agency_id: str) -> AsyncIterator[Sequence[InterviewRow]]:
        """Every interview of an agency, a hundred at a time."""
        after = ""
        while True:
            query = select(InterviewRow).where(InterviewRow.agency_id == agency_id, InterviewRow.id > after)
            rows = (await self._session.execute(query.order_by(InterviewRow.id).limit(_AT_ONCE))).scalars().all()
            if rows:
                yield rows
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].id
            # What was counted is not held on to.
            self._session.expunge_all()

    async def evidence(self, interview_ids: Collection[str]) -> Mapping[str, Evidence]:
        """What the report needs beside the interviews' own rows, of many at once: a few queries, not a few for each."""
        found = {interview_id: Evidence([], [], [], [], {}) for interview_id in interview_ids}
        facts = select(FactRow.interview_id, FactRow.fact).where(FactRow.interview_id.in_(found))
        for name, fact in await self._session.execute(facts.order_by(FactRow.position)):
            found[name].facts.append(Fact.model_validate(fact))
        recordings = select(RecordingRow).where(RecordingRow.interview_id.in_(found))
        for recording in (await self._session.execute(recordings)).scalars():
            found[recording.interview_id].recordings.append(recording)
        decisions = select(DecisionRow.interview_id, DecisionRow.at, DecisionRow.action)
        in_order = decisions.where(DecisionRow.interview_id.in_(found)).order_by(DecisionRow.id)
        for name, at, action in await self._session.execute(in_order):
            found[name].decisions.append((f"{at:%Y-%m}", action))
        cards = select(CardRow.interview_id, CardRow.issued_at, CardRow.ended_at, CardRow.valid_until)
        for name, issued, ended, until in await self._session.execute(cards.where(CardRow.interview_id.in_(found))):
            found[name].cards.append((issued, ended, until))
        shown = select(ExposureRow.interview_id, ExposureRow.month, ExposureRow.shown)
        for name, month, count in await self._session.execute(shown.where(ExposureRow.interview_id.in_(found))):
            found[name].shown[month] = count
        return found

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
