"""Fairness reports under way: whoever asks waits a moment, and is told how far it is when it takes longer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from assistant.profile.model import Language
from assistant.review.fairness import FairnessReport
from assistant.review.fairness_service import FairnessService
from assistant.review.tallies import Progress


class Asked(NamedTuple):
    """Which report: of whole months, `YYYY-MM`, both included."""

    agency_id: str
    since: str
    until: str
    language: Language


@dataclass(frozen=True, slots=True)
class _Job:
    task: asyncio.Task[FairnessReport]
    progress: Progress


class FairnessReports:
    """Makes each report once, however often it is asked for meanwhile."""

    def __init__(self, fairness: FairnessService) -> None:
        self._fairness = fairness
        self._jobs: dict[Asked, _Job] = {}

    async def ask(self, asked: Asked, patience: float) -> FairnessReport | Progress:
        """The report, or how far it is after `patience` seconds; a report that was given is made anew when asked again.

        Raises whatever making it raises.
        """
        job = self._jobs.get(asked) or self._begin(asked)
        await asyncio.wait({job.task}, timeout=patience)
        if not job.task.done():
            return job.progress
        self._jobs.pop(asked, None)
        return await job.task

    async def close(self) -> None:
        """Give up what nobody will wait for any more."""
        jobs, self._jobs = self._jobs, {}
        for job in jobs.values():
            job.task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await job.task

    def _begin(self, asked: Asked) -> _Job:
        # Finished ones that nobody came back for are let go.
        self._jobs = {each: job for each, job in self._jobs.items() if not job.task.done()}
        progress = Progress()
        job = self._jobs[asked] = _Job(asyncio.create_task(self._fairness.report(*asked, progress)), progress)
        return job
