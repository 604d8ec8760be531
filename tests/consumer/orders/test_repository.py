"""What the tables of orders are asked for, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from assistant.consumer.orders.model import Moderation, NewReview
from assistant.kit import migrations
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import ConflictError
from assistant.kit.sealed import sealer_of
from assistant.kit.settings import Settings
from tests.consumer.orders.conftest import PHONE, TUESDAY, House, begin, furnished


async def walk(house: House) -> None:
    """From a request to nothing left, past every query there is."""
    await house.shortlist.keep(house.consumer, "int_li")
    sent = await asyncio.gather(*(house.ask(client_order_id="a") for _ in range(3)))
    (order_id,) = {order.id for order in sent}
    with pytest.raises(ConflictError):
        await house.ask()
    await house.step(house.worker, order_id, "agree", times=[TUESDAY])
    await house.step(house.recruiter, order_id, "confirm", meeting=TUESDAY)
    assert (await house.orders.contact(house.recruiter, order_id)).phone == PHONE.number
    house.clock.advance(days=3)
    await house.step(house.consumer, order_id, "meet")
    await house.step(house.recruiter, order_id, "hire", terms={"pay_amount": 7800, "pay_unit": "month"})
    await house.reviews.write(house.consumer, order_id, NewReview(ratings={"skill": 4}, text="不错"))
    (review,) = await house.reviews.waiting(house.recruiter, "zh")
    await house.reviews.publish(house.recruiter, review.id, Moderation(version=1))
    page = await house.orders.agency_orders(house.recruiter, "zh", ["hired", "met"])
    assert ([item.id for item in page.items], page.counts, page.reviews_waiting) == ([order_id], {"hired": 1}, 0)
    assert (await house.orders.agency_orders(house.recruiter, "zh", cursor=order_id)).items == []
    second = await house.ask("int_li", times=["2026-11-28T10:00"])
    house.clock.advance(days=4)
    assert (await house.orders.tend(), await house.reviews.tend()) == (1, 0)
    assert (await house.orders.row(house.recruiter, second.id)).state == "expired"
    assert (await house.reviews.reviews_of("int_wang", "zh")).count == 1
    await house.orders.forget_worker("int_wang")
    await house.orders.forget_chat("chat_1", asked=False)
    await house.orders.forget_worker("int_li")
    assert (await house.orders.agency_orders(house.recruiter, "zh")).items == []


async def test_sqlite(house: House) -> None:
    await walk(house)


@pytest.mark.postgres
async def test_postgresql(postgres_url: str, clock: FixedClock, settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(postgres_url.replace("postgresql://", "postgresql+asyncpg://"), sealer_of(settings))
    try:
        await migrations.upgrade(database)
        await begin(database, clock)
        await walk(furnished(database, clock, settings))
    finally:
        await database.close()
