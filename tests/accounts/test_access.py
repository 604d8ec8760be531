"""An object is reached by whose it is and by staff of its agency; to all others it does not exist."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.accounts.access import access_account, access_interview, access_order, access_order_review, same_agency
from assistant.consumer.orders.tables import OrderRow, ReviewRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import NotFoundError
from assistant.kit.people import DEFAULT_AGENCY, Actor
from assistant.kit.settings import Settings
from assistant.wiring import interview_service
from tests.accounts.conftest import MakeAccount


async def test_an_interview_is_reached_by_her_and_by_staff_of_its_agency(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    service = interview_service(database, settings, clock)
    mine = (await service.open("zh", None, "text", "agn_north")).id
    other = (await service.open("zh", None, "text", "agn_north")).id
    may = [Actor(mine, "worker"), *(Actor("a", role, "agn_north") for role in ("owner", "recruiter", "reviewer"))]
    may_not = [
        Actor(other, "worker"),
        Actor(mine, "consumer"),
        Actor("a", "owner", DEFAULT_AGENCY),
        Actor("a", "owner", None),
        Actor("a", "worker", "agn_north"),
        Actor("operator", "system"),
    ]
    async with database.reading() as session:
        for actor in may:
            assert (await access_interview(session, actor, mine)).id == mine
        for actor in may_not:
            with pytest.raises(NotFoundError) as refused:
                await access_interview(session, actor, mine)
            with pytest.raises(NotFoundError) as absent:
                await access_interview(session, actor, "int_NOBODY")
            assert refused.value.key == absent.value.key


async def test_an_account_is_reached_by_staff_of_its_agency(make_account: MakeAccount, database: Database) -> None:
    account = await make_account()
    async with database.reading() as session:
        assert (await access_account(session, Actor("a", "owner", DEFAULT_AGENCY), account.id)).id == account.id
        with pytest.raises(NotFoundError):
            await access_account(session, Actor("a", "owner", "agn_north"), account.id)


def test_what_has_no_agency_is_the_default_ones() -> None:
    assert same_agency(Actor("a", "owner", DEFAULT_AGENCY), None)
    assert not same_agency(Actor("a", "owner", "agn_north"), None)
    assert not same_agency(Actor("a", "worker", DEFAULT_AGENCY), None)


NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
STAFF = Actor("a", "recruiter", "agn_north")


def order() -> OrderRow:
    return OrderRow(
        id="ord_a",
        chat_id="chat_a",
        worker_id="int_a",
        agency_id="agn_north",
        state="hired",
        version=1,
        language="zh",
        times=[],
        picked=[],
        created_at=NOW,
        updated_at=NOW,
    )


def review() -> ReviewRow:
    return ReviewRow(
        id="rev_a",
        order_id="ord_a",
        worker_id="int_a",
        agency_id="agn_north",
        state="pending",
        version=1,
        ratings={},
        text="好",
        masks=[],
        reply_masks=[],
        created_at=NOW,
        updated_at=NOW,
    )


async def test_an_order_and_its_review_are_reached_by_their_sides_and_by_staff_of_the_agency(
    database: Database,
) -> None:
    async with database.session() as session:
        session.add(order())
        await session.flush()
        session.add(review())
    async with database.reading() as session:
        for actor in (STAFF, Actor("chat_a", "consumer"), Actor("int_a", "worker")):
            assert (await access_order(session, actor, "ord_a")).id == "ord_a"
        for actor in (STAFF, Actor("int_a", "worker")):
            assert (await access_order_review(session, actor, "rev_a")).id == "rev_a"
        for access, name in ((access_order, "ord_a"), (access_order_review, "rev_a"), (access_order, "ord_NOBODY")):
            for actor in (
                Actor("a", "owner", DEFAULT_AGENCY),
                Actor("chat_b", "consumer"),
                Actor("int_b", "worker"),
                Actor("int_a", "consumer"),
                Actor("chat_a", "worker"),
            ):
                with pytest.raises(NotFoundError):
                    await access(session, actor, name)
