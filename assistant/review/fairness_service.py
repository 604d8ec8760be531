"""Makes the fairness report of an agency, counts who is shown, and keeps the counts of those who are erased."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sqlalchemy.ext.asyncio import AsyncSession

from assistant.consumer.model import People
from assistant.interview.tables import InterviewRow
from assistant.kit.clock import Clock
from assistant.kit.database import Database
from assistant.matching.compare import Comparison
from assistant.matching.model import Found, Need, PublishedWorker
from assistant.profile.model import Language
from assistant.review.fairness import Count, FairnessReport, Outcome, counts_of, report
from assistant.review.fairness_repository import FairnessRepository, Happened
from assistant.review.tallies import Progress, Tallies, tally_of_interview
from assistant.review.trust_tables import FairnessCountRow

log = logging.getLogger(__name__)


class FairnessService:
    """The report's front door."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._tallies = Tallies(database)
        self._counting: set[asyncio.Task[None]] = set()

    async def report(
        self, agency_id: str, since: str, until: str, language: Language, progress: Progress | None = None
    ) -> FairnessReport:
        """The report of whole months, `YYYY-MM`, both included. `progress` is told how far it is."""
        async with self._database.reading() as session:
            repository = FairnessRepository(session)
            left = await repository.kept(agency_id, since, until)
            happened = await repository.happened_in(agency_id)
            tallies = await self._tallies.of(session, agency_id, progress or Progress())

        def made() -> FairnessReport:
            nothing = Outcome()
            people = (
                (tally, self._outcome(happened[name]) if name in happened else nothing)
                for name, tally in tallies.items()
            )
            return report(chain(_left(left), counts_of(people)), since, until, language)

        # Beside the server: ten thousand files are a moment of counting.
        return await asyncio.to_thread(made)

    async def keep_up(self) -> int:
        """Make the tallies that no longer fit, of every agency; how many."""
        async with self._database.reading() as session:
            agencies = await FairnessRepository(session).agencies()
        made = 0
        for agency_id in agencies:
            progress = Progress()
            async with self._database.reading() as session:
                await self._tallies.of(session, agency_id, progress)
            made += progress.made
        return made

    async def keep_counts(self, session: AsyncSession, interview: InterviewRow) -> None:
        """Keep what somebody adds to the report before she is erased, in the caller's transaction."""
        repository = FairnessRepository(session)
        (heard,) = await repository.heard([interview.id])
        outcome = self._outcome(await repository.happened_to(interview.id))
        for month, stage, kind, value, of, had in counts_of([(tally_of_interview(heard), outcome)]):
            await repository.keep(interview.agency_id, month, stage, kind, value, of, had)

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

    def _outcome(self, happened: Happened) -> Outcome:
        now = self._clock.now()
        published = {
            month
            for issued, ended, until in happened.cards
            for month in _months(f"{issued:%Y-%m}", f"{min(ended or now, until, now):%Y-%m}")
        }
        decided = happened.decided
        return Outcome(
            decided=(f"{decided[0]:%Y-%m}", decided[1] == "approve") if decided else None,
            published=sorted(published),
            shown=happened.shown,
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


def _left(rows: Iterable[FairnessCountRow]) -> Iterator[Count]:
    for row in rows:
        yield Count(row.month, row.stage, row.kind, row.value, row.of, row.had)  # type: ignore[arg-type] # only `keep_counts` writes them


def _months(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`."""
    year, month = (int(part) for part in first.split("-"))
    found = []
    while (name := f"{year:04}-{month:02}") <= last:
        found.append(name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
