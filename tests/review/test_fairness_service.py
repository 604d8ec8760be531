"""Who was shown is counted by id alone, the report joins groups to it, and erased people leave only counts."""

from __future__ import annotations

import pytest

from assistant.interview.repository import InterviewRepository
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.matching.model import Found, Match, Need
from assistant.review.fairness_service import CountedPeople, FairnessService
from tests.review.trust_people import AGENCY, CLERK, Trust, enter, trust


class Search:
    """Always finds the same two people; one of them is made up."""

    async def search(self, *_: Need, **__: object) -> Found:
        found = [
            Match(worker_id=name, display_name="王阿姨", card_url="/w/x", score=None, reasons=[], gaps=[])
            for name in ("int_1", "made_up")
        ]
        return Found(matches=found, total=2)


@pytest.fixture
async def rooms(database: Database, clock: FixedClock, settings: Settings) -> Trust:
    made = trust(database, clock, settings)
    await enter(made)
    await made.consent("publish")
    await made.cleared()
    await made.publication.publish(CLERK, "int_1")
    return made


async def test_whoever_is_found_is_counted_as_shown(rooms: Trust) -> None:
    fairness = FairnessService(rooms.database, rooms.clock)
    before = await fairness.report(AGENCY, "2026-11", "2026-11", "zh")
    assert [row.had for row in before.rows if (row.stage, row.kind) == ("exposure", "region")] == [0]
    people = CountedPeople(Search(), fairness)  # type: ignore[arg-type] # only `search` is asked
    found = await people.search(Need(), language="zh")
    assert found.total == 2
    await fairness.settle()
    after = await fairness.report(AGENCY, "2026-11", "2026-11", "zh")
    (row,) = [row for row in after.rows if (row.stage, row.kind) == ("exposure", "region")]
    assert (row.value, row.of, row.had) == ("河南", 1, 1)


async def test_another_agency_sees_nothing_of_it(rooms: Trust) -> None:
    assert (await FairnessService(rooms.database, rooms.clock).report("south", "2026-11", "2026-11", "zh")).rows == []


async def test_whoever_is_erased_leaves_her_counts_and_not_herself(rooms: Trust) -> None:
    fairness = FairnessService(rooms.database, rooms.clock)
    await fairness.shown(["int_1"])
    before = await fairness.report(AGENCY, "2026-11", "2026-11", "zh")
    async with rooms.database.session() as session:
        row = await InterviewRepository(session).get("int_1", lock=True)
        assert row is not None
        await fairness.keep_counts(session, row)
        await rooms.publication.unpublish(session, "int_1", "erased")
        await InterviewRepository(session).delete("int_1")
    after = await fairness.report(AGENCY, "2026-11", "2026-11", "zh")
    assert after == before
    assert after.rows
