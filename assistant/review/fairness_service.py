"""Makes the fairness report of an agency, counts who is shown, and keeps the counts of those who are erased."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.model import People
from assistant.interview.state import InterviewState, Phase
from assistant.interview.tables import InterviewRow
from assistant.interview.views import heard_in
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.matching.compare import Comparison
from assistant.matching.model import Found, Need, PublishedWorker
from assistant.profile.model import Language
from assistant.review.fairness import Count, FairnessReport, Record, counts_of, report
from assistant.review.fairness_repository import Evidence, FairnessRepository

log = logging.getLogger(__name__)


class FairnessService:
    """The report's front door."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._counting: set[asyncio.Task[None]] = set()

    async def report(self, agency_id: str, since: str, until: str, language: Language) -> FairnessReport:
        """The report of whole months, `YYYY-MM`, both included."""
        counts: list[Count] = []
        async with self._database.reading() as session:
            repository = FairnessRepository(session)
            counts += [
                Count(row.month, row.stage, row.kind, row.value, row.of, row.had)  # type: ignore[arg-type] # only `keep_counts` writes them
                for row in await repository.kept(agency_id, since, until)
            ]
            async for rows in repository.interviews(agency_id):
                evidence = await repository.evidence([row.id for row in rows])
                # Beside the server: ten thousand files are seconds of counting.
                counts += await asyncio.to_thread(self._counted, rows, evidence)
        return await asyncio.to_thread(report, counts, since, until, language)

    def _counted(self, rows: Sequence[InterviewRow], evidence: Mapping[str, Evidence]) -> list[Count]:
        return [count for row in rows for count in counts_of(self._record(row, evidence[row.id]))]

    async def keep_counts(self, session: AsyncSession, interview: InterviewRow) -> None:
        """Keep what somebody adds to the report before she is erased, in the caller's transaction."""
        repository = FairnessRepository(session)
        evidence = await repository.evidence([interview.id])
        for count in counts_of(self._record(interview, evidence[interview.id])):
            await repository.keep(
                interview.agency_id, count.month, count.stage, count.kind, count.value, count.of, count.had
            )

    async def shown(self, worker_ids: Sequence[str]) -> None:
        """Count that these people were shown to a consumer."""
        if not worker_ids:
            return
        async with self._database.session() as session:
            await FairnessRepository(session).count_shown(worker_ids, self._month())

    def note_shown(self, worker_ids: Sequence[str]) -> None:
        """The same beside the answer: nobody waits for it, and what fails is logged."""
        task = asyncio.get_running_loop().create_task(self._shown_quietly(worker_ids))
        self._counting.add(task)
        task.add_done_callback(self._counting.discard)

    async def settle(self) -> None:
        """Wait until everything noted is counted."""
        await asyncio.gather(*self._counting)

    async def _shown_quietly(self, worker_ids: Sequence[str]) -> None:
        try:
            await self.shown(worker_ids)
        except Exception:
            log.exception("exposure_not_counted")

    def _record(self, row: InterviewRow, evidence: Evidence) -> Record:
        heard = [transcript for each in evidence.recordings if (transcript := heard_in(each)) is not None]
        state = InterviewState.model_validate(row.state)
        now = self._clock.now()
        months = {
            month
            for issued, ended, until in evidence.cards
            for month in _months(f"{issued:%Y-%m}", f"{min(ended or now, until, now):%Y-%m}")
        }
        return Record(
            opened=f"{row.created_at:%Y-%m}",
            completed=state.phase is Phase.DONE,
            consented=state.consented,
            facts=evidence.facts,
            confidences=[transcript.confidence for transcript in heard],
            decisions=evidence.decisions,
            shown=evidence.shown,
            published=sorted(months),
            year=row.created_at.year,
        )

    def _month(self) -> str:
        return f"{self._clock.now():%Y-%m}"


class CountedPeople:
    """The search as the consumer's room asks it, with everybody it shows counted afterwards, by id alone."""

    def __init__(self, people: People, fairness: FairnessService) -> None:
        self._people = people
        self._fairness = fairness

    async def worker(self, worker_id: str) -> PublishedWorker | None:
        """One published person, or None."""
        return await self._people.worker(worker_id)

    async def search(
        self,
        need: Need,
        *,
        language: Language,
        limit: int = 5,
        personal: bool = True,
        exclude: Iterable[str] = (),
    ) -> Found:
        """Who fits a need; those found are counted as shown."""
        found = await self._people.search(need, language=language, limit=limit, personal=personal, exclude=exclude)
        self._fairness.note_shown(
            [*(match.worker_id for match in found.matches), *(miss.match.worker_id for miss in found.near_misses)]
        )
        return found

    async def count(self) -> int:
        """How many people are published."""
        return await self._people.count()

    async def compare(self, ids: Sequence[str], need: Need | None, language: Language) -> Comparison:
        """People side by side."""
        return await self._people.compare(ids, need, language)


def _months(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`."""
    year, month = (int(part) for part in first.split("-"))
    found = []
    while (name := f"{year:04}-{month:02}") <= last:
        found.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
