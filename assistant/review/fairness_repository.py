"""All SQL of the fairness report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from assistant.interview.tables import FactRow, InterviewRow, RecordingRow
from assistant.profile.model import Fact
from assistant.review.tables import DecisionRow
from assistant.review.trust_tables import CardRow, ErasureRow, ExposureRow, FairnessCountRow, TallyRow

_AT_ONCE: Final = 500
_DECIDED: Final = ("approve", "decline")


@dataclass(frozen=True, slots=True)
class Standing:
    """An interview and the tally kept of it: `mark` is what the interview comes to now, `kept` what it came to then."""

    interview_id: str
    mark: str
    kept: str | None
    tally: list[Any] | None


@dataclass(frozen=True, slots=True)
class Heard:
    """An interview's row, its facts in order, and its recordings."""

    row: InterviewRow
    facts: list[Fact]
    recordings: list[RecordingRow]


@dataclass(slots=True)
class Happened:
    """What became of a file: the last decision (when, which), its cards (issued, ended, good until), its exposure."""

    decided: tuple[datetime, str] | None
    cards: list[tuple[datetime, datetime | None, datetime]]
    shown: dict[str, int]


class FairnessRepository:
    """Tallies, exposures and counts within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def agencies(self) -> Sequence[str]:
        """Every agency with interviews."""
        return (await self._session.execute(select(InterviewRow.agency_id).distinct())).scalars().all()

    async def count(self, agency_id: str) -> int:
        """How many interviews an agency has."""
        query = select(func.count()).select_from(InterviewRow).where(*_counted(agency_id))
        return (await self._session.execute(query)).scalar_one()

    async def standings(self, agency_id: str) -> AsyncIterator[Sequence[Standing]]:
        """Every interview of an agency with what is kept of it, some hundreds at a time.

        Facts are only ever added or all removed, and whatever else a tally is made of changes with a turn or with the
        number of recordings: so these few figures tell whether it still fits, and no word is opened for it.
        """
        facts = select(func.count(), func.max(FactRow.id)).where(FactRow.interview_id == InterviewRow.id)
        number, last = (facts.with_only_columns(column).scalar_subquery() for column in facts.selected_columns)
        recordings = select(func.count(RecordingRow.transcript)).where(RecordingRow.interview_id == InterviewRow.id)
        columns = (
            InterviewRow.id,
            InterviewRow.updated_at,
            InterviewRow.turns,
            number,
            last,
            recordings.scalar_subquery(),
            TallyRow.mark,
            TallyRow.tally,
        )
        query = select(*columns).outerjoin(TallyRow, TallyRow.interview_id == InterviewRow.id)
        ordered = query.where(*_counted(agency_id)).order_by(InterviewRow.id).limit(_AT_ONCE)
        after = ""
        while True:
            found = (await self._session.execute(ordered.where(InterviewRow.id > after))).all()
            if found:
                yield [
                    Standing(name, f"{at:%Y-%m-%dT%H:%M:%S.%f} {turns} {number} {last} {heard}", kept, tally)
                    for name, at, turns, number, last, heard, kept, tally in found
                ]
            if len(found) < _AT_ONCE:
                return
            after = found[-1][0]

    async def heard(self, interview_ids: Collection[str]) -> Sequence[Heard]:
        """What a tally is made of, of many at once: a few queries, not a few for each."""
        rows = (await self._session.execute(select(InterviewRow).where(InterviewRow.id.in_(interview_ids)))).scalars()
        found = {row.id: Heard(row, [], []) for row in rows}
        facts = select(FactRow.interview_id, FactRow.fact).where(FactRow.interview_id.in_(found))
        for name, fact in await self._session.execute(facts.order_by(FactRow.position)):
            found[name].facts.append(Fact.model_validate(fact))
        recordings = select(RecordingRow).where(RecordingRow.interview_id.in_(found))
        for recording in (await self._session.execute(recordings)).scalars():
            found[recording.interview_id].recordings.append(recording)
        return list(found.values())

    async def keep_tallies(self, tallies: Mapping[str, tuple[str, list[Any]]]) -> None:
        """Keep tallies, each with its mark, in place of earlier ones; who is gone meanwhile is left out."""
        there = select(InterviewRow.id).where(InterviewRow.id.in_(tallies)).with_for_update(key_share=True)
        names = (await self._session.execute(there)).scalars().all()
        await self._session.execute(delete(TallyRow).where(TallyRow.interview_id.in_(names)))
        self._session.add_all(
            TallyRow(interview_id=name, mark=tallies[name][0], tally=tallies[name][1]) for name in names
        )

    async def happened_in(self, agency_id: str) -> Mapping[str, Happened]:
        """What became of the files of an agency; of whom nothing did, nothing stands here."""
        return await self._happened(InterviewRow.agency_id == agency_id)

    async def happened_to(self, interview_id: str) -> Happened:
        """What became of one file."""
        return (await self._happened(InterviewRow.id == interview_id))[interview_id]

    async def _happened(self, whose: ColumnElement[bool]) -> Mapping[str, Happened]:
        found: defaultdict[str, Happened] = defaultdict(lambda: Happened(None, [], {}))
        decisions = select(DecisionRow.interview_id, DecisionRow.at, DecisionRow.action)
        decisions = decisions.join(InterviewRow, InterviewRow.id == DecisionRow.interview_id)
        decided = decisions.where(whose, DecisionRow.action.in_(_DECIDED)).order_by(DecisionRow.id)
        for name, at, action in await self._session.execute(decided):
            found[name].decided = (at, action)
        cards = select(CardRow.interview_id, CardRow.issued_at, CardRow.ended_at, CardRow.valid_until)
        cards = cards.join(InterviewRow, InterviewRow.id == CardRow.interview_id).where(whose)
        for name, issued, ended, until in await self._session.execute(cards):
            found[name].cards.append((issued, ended, until))
        shown = select(ExposureRow.interview_id, ExposureRow.month, ExposureRow.shown)
        shown = shown.join(InterviewRow, InterviewRow.id == ExposureRow.interview_id).where(whose)
        for name, month, count in await self._session.execute(shown):
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


def _counted(agency_id: str) -> tuple[ColumnElement[bool], ...]:
    """Interviews of an agency whose counts are not left behind already, because an erasure of theirs is under way."""
    return InterviewRow.agency_id == agency_id, InterviewRow.id.not_in(select(ErasureRow.interview_id))
