"""The short-list of a chat."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.kit.errors import NotFoundError, TooManyError
from assistant.kit.people import Actor
from tests.consumer.orders.conftest import House


async def test_people_are_kept_in_the_order_they_were_added_once_each(house: House) -> None:
    await house.shortlist.keep(house.consumer, "int_wang")
    house.clock.advance(seconds=1)
    await house.shortlist.keep(house.consumer, "int_li")
    kept = await house.shortlist.keep(house.consumer, "int_wang")
    assert [(each.display_name, each.card_url) for each in kept] == [
        ("王阿姨", "/w/card-int_wang"),
        ("李阿姨", "/w/card-int_li"),
    ]


async def test_of_who_is_not_published_any_more_nothing_is_told(house: House) -> None:
    await house.shortlist.keep(house.consumer, "int_wang")
    del house.people.found["int_wang"]
    (gone,) = await house.shortlist.show(house.consumer)
    assert (gone.gone, gone.display_name, gone.card_url) == (True, None, None)
    assert await house.shortlist.drop(house.consumer, "int_wang") == []


async def test_who_is_not_published_cannot_be_kept(house: House) -> None:
    with pytest.raises(NotFoundError):
        await house.shortlist.keep(house.consumer, "int_nobody")


async def test_a_list_is_its_chats_own(house: House, new_chat: Any) -> None:
    await new_chat("chat_2")
    await house.shortlist.keep(house.consumer, "int_wang")
    assert await house.shortlist.show(Actor("chat_2", "consumer")) == []
    await house.shortlist.drop(Actor("chat_2", "consumer"), "int_wang")
    assert len(await house.shortlist.show(house.consumer)) == 1


async def test_a_list_has_an_end(house: House) -> None:
    worker = house.people.found["int_wang"]
    for number in range(31):
        house.people.found[f"int_{number}"] = worker.model_copy(update={"worker_id": f"int_{number}"})
    for number in range(30):
        await house.shortlist.keep(house.consumer, f"int_{number}")
    with pytest.raises(TooManyError):
        await house.shortlist.keep(house.consumer, "int_30")
