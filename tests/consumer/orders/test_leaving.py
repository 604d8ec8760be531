"""What goes with whom: a chat, a worker, both; and what is left when one side is gone."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from assistant.kit.errors import ConflictError
from tests.consumer.orders.conftest import PHONE, TUESDAY, House, everything

WORDS = "她把我的锅弄坏了"


async def test_a_chat_takes_everything_of_its_household_along(house: House) -> None:
    order_id = await house.reach("hired")
    await house.step(house.consumer, order_id, "dispute", reason="damage", words=WORDS)
    await house.orders.forget_chat("chat_1")
    row = await house.orders.row(house.recruiter, order_id)
    assert (row.chat_id, row.phone, row.phone_index, row.called, row.note, row.need) == (None,) * 6
    assert (row.state, row.times, row.picked) == ("ended", [], [])
    kept = await everything(house)
    assert "chat_1" not in kept
    assert PHONE.index not in kept
    (hers,) = await house.orders.worker_orders(house.worker, "zh")
    assert (hers.family, hers.choices) == ([], [])
    seen = await house.orders.agency_view(house.recruiter, order_id, "zh")
    assert all(step.words is None for step in seen.history)


async def test_a_worker_takes_everything_of_hers_along(house: House) -> None:
    order = await house.ask()
    await house.shortlist.keep(house.consumer, "int_wang")
    await house.step(house.worker, order.id, "agree", times=[TUESDAY])
    await house.orders.forget_worker("int_wang")
    kept = await everything(house)
    assert "int_wang" not in kept
    assert "王阿姨" not in kept
    shown = await house.orders.consumer_view(house.consumer, order.id, "zh")
    assert (shown.state, shown.display_name, shown.worker_id) == ("cancelled", "一位阿姨", None)
    assert shown.history[-1].text == "阿姨 · 一方已删除资料"


async def test_when_both_are_gone_nothing_is_left(house: House) -> None:
    await house.reach("ended")
    await house.orders.forget_worker("int_wang")
    await house.orders.forget_chat("chat_1")
    assert await everything(house) == ""


async def test_what_one_side_left_behind_cannot_be_moved_any_more(house: House) -> None:
    order_id = await house.reach("ended")
    await house.orders.forget_chat("chat_1")
    with pytest.raises(ConflictError):
        await house.step(house.worker, order_id, "dispute", reason="pay")


async def test_forgetting_twice_is_forgetting_once(house: House) -> None:
    await house.ask()
    for _ in range(2):
        await house.orders.forget_worker("int_wang")
        await house.orders.forget_chat("chat_1")
    assert await everything(house) == ""


async def test_a_chat_that_went_by_itself_is_noticed(house: House) -> None:
    await house.reach("ended")
    async with house.database.session() as session:
        await session.execute(sql("DELETE FROM chats"))
    assert await house.orders.tend() == 1
    assert PHONE.index not in await everything(house)


async def test_withdrawn_at_once_the_household_is_told_kindly(house: House) -> None:
    order = await house.ask()
    house.messenger.told.clear()
    async with house.database.session() as session:
        await house.orders.withdrawn(session, "int_wang")
    view = await house.orders.consumer_view(house.consumer, order.id, "zh")
    assert view.state == "cancelled"
    assert house.messenger.told == [("consumer", "13800138000", "gone")]
    assert await house.orders.tend() == 0


async def test_what_she_agreed_to_goes_on_when_she_takes_no_new_work(house: House) -> None:
    order_id = await house.reach("worker_agreed")
    async with house.database.session() as session:
        await house.orders.withdrawn(session, "int_wang")
    assert (await house.orders.row(house.consumer, order_id)).state == "worker_agreed"


async def test_whoever_had_asked_somebody_who_deletes_everything_is_told(house: House) -> None:
    await house.reach("confirmed")
    house.messenger.told.clear()
    await house.orders.forget_worker("int_wang")
    assert house.messenger.told == [("consumer", "13800138000", "gone")]


async def test_once_she_is_withdrawn_nobody_waits_for_her_any_more(house: House) -> None:
    order = await house.ask()
    assert await house.orders.tend() == 0
    del house.people.found["int_wang"]
    assert await house.orders.tend() == 1
    shown = await house.orders.consumer_view(house.consumer, order.id, "zh")
    assert (shown.state, shown.history[-1].who) == ("cancelled", "system")
