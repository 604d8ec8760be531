"""A report is made once for all who ask meanwhile; whoever waits is told how far it is."""

from __future__ import annotations

import asyncio

import pytest

from assistant.review.fairness import FairnessReport
from assistant.review.fairness_reports import Asked, FairnessReports
from assistant.review.tallies import Progress

ASKED = Asked("north", "2026-01", "2026-11", "zh")


class Slow:
    """Ends when it is told to."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.begun = 0

    async def report(self, agency: str, since: str, until: str, _: str, progress: Progress) -> FairnessReport:
        self.begun += 1
        progress.of, progress.done = 10, 4
        await self.go_on.wait()
        if agency == "broken":
            raise RuntimeError
        return FairnessReport(since=since, until=until, alert_below=0.8, least=30, rows=[])


async def test_whoever_waits_too_long_is_told_how_far_it_is_and_gets_the_same_report_later() -> None:
    slow = Slow()
    reports = FairnessReports(slow)  # type: ignore[arg-type] # only `report` is asked
    waiting = await reports.ask(ASKED, 0.01)
    assert isinstance(waiting, Progress)
    assert (waiting.done, waiting.of) == (4, 10)
    assert isinstance(await reports.ask(ASKED, 0.01), Progress)
    slow.go_on.set()
    made = await reports.ask(ASKED, 5)
    assert isinstance(made, FairnessReport)
    assert slow.begun == 1
    assert isinstance(await reports.ask(ASKED, 5), FairnessReport)
    assert slow.begun == 2, "what was given is made anew when it is asked for again"


async def test_what_fails_fails_for_whoever_asked_and_is_tried_again() -> None:
    slow = Slow()
    slow.go_on.set()
    reports = FairnessReports(slow)  # type: ignore[arg-type] # only `report` is asked
    for _ in range(2):
        with pytest.raises(RuntimeError):
            await reports.ask(ASKED._replace(agency_id="broken"), 5)
    assert slow.begun == 2


async def test_what_is_under_way_at_the_end_is_given_up() -> None:
    reports = FairnessReports(Slow())  # type: ignore[arg-type] # only `report` is asked
    await reports.ask(ASKED, 0)
    await reports.close()
    assert len(asyncio.all_tasks()) == 1, "only this test"
