"""How people hear of orders: by text message, in their language, with a link that opens; nothing fails with it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from assistant.accounts.flows_repository import FlowRepository
from assistant.accounts.sms import ScriptedSms
from assistant.accounts.tables import ConsumerKeyRow
from assistant.consumer.orders.repository import OrderRepository
from assistant.consumer.orders.tables import OrderRow
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.matching.model import PublishedWorker
from assistant.wiring import interview_service
from assistant.wiring_orders import OrderMessages, order_rooms, reindex_numbers


class Nobody:
    """Nobody is published."""

    async def worker(self, worker_id: str) -> PublishedWorker | None:
        del worker_id
        return None


@pytest.fixture
async def interview(database: Database, settings: Settings, clock: FixedClock) -> str:
    service = interview_service(database, settings, clock)
    opened = await service.open("zh", None, "text")
    await service.answer(opened.id, opened.token, "同意")
    await service.answer(opened.id, opened.token, "我叫欧阳秋月，电话13800138000")
    return opened.id


def messages(database: Database, settings: Settings, clock: FixedClock, sms: ScriptedSms) -> OrderMessages:
    own = settings.model_copy(update={"agency_name": "好家政", "public_url": "https://ayi.example/"})
    return OrderMessages(database, own, clock, sms)


async def test_she_gets_a_link_that_opens_for_some_days(
    database: Database, settings: Settings, clock: FixedClock, interview: str
) -> None:
    sms = ScriptedSms()
    told = messages(database, settings, clock, sms)
    await told.tell_worker(interview, "asked", 14)
    await told.settle()
    ((phone, text),) = sms.sent
    assert (phone, text.startswith("【好家政】有一家想约您见面")) == ("13800138000", True)
    found = re.search(rf"https://ayi\.example/i/requests#{interview}\.(\S+)$", text)
    assert found is not None
    service = interview_service(database, settings, clock)
    async with database.reading() as session:
        assert (await service.authorise(session, interview, found[1])).id == interview
    clock.advance(days=15)
    async with database.reading() as session:
        with pytest.raises(Exception, match="token_wrong"):
            await service.authorise(session, interview, found[1])


async def test_without_an_address_of_ones_own_there_is_no_link(
    database: Database, settings: Settings, clock: FixedClock, interview: str
) -> None:
    sms = ScriptedSms()
    told = OrderMessages(database, settings, clock, sms)
    await told.tell_worker(interview, "asked", 14)
    await told.settle()
    assert "#" not in sms.sent[0][1]


async def test_who_gave_no_number_or_is_gone_gets_no_message(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    sms = ScriptedSms()
    told = messages(database, settings, clock, sms)
    await told.tell_worker("int_nobody", "asked", 14)
    await told.settle()
    assert sms.sent == []


async def test_what_cannot_be_sent_undoes_nothing(database: Database, settings: Settings, clock: FixedClock) -> None:
    sms = ScriptedSms()
    sms.fail(1)
    told = messages(database, settings, clock, sms)
    await told.tell_consumer("13800138000", "agreed", "zh")
    await told.settle()
    assert sms.sent == []


@pytest.mark.parametrize("kind", ["agreed", "declined", "confirmed", "cancelled"])
async def test_a_household_reads_its_own_language(
    database: Database, settings: Settings, clock: FixedClock, kind: str
) -> None:
    sms = ScriptedSms()
    told = messages(database, settings, clock, sms)
    await told.tell_consumer("13800138000", kind, "en")
    await told.tell_consumer("13800138000", kind, "zh")
    await told.settle()
    english, chinese = (text for _, text in sorted(sms.sent, key=lambda pair: pair[1].startswith("【")))
    assert english.isascii() or "好家政" in english
    assert chinese.startswith("【好家政】")


async def test_a_household_is_led_to_its_requests_on_whatever_phone(
    database: Database, settings: Settings, clock: FixedClock
) -> None:
    sms = ScriptedSms()
    told = messages(database, settings, clock, sms)
    await told.tell_consumer("13800138000", "gone", "zh")
    await told.settle()
    assert sms.sent[0][1].endswith("https://ayi.example/find#orders")


async def test_the_rooms_tend_themselves(database: Database, settings: Settings, clock: FixedClock) -> None:
    rooms = order_rooms(database, settings, clock, Nobody(), ScriptedSms())
    await rooms.tend()


async def test_a_token_goes_on_reaching_its_orders_when_the_secret_is_another(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    async with database.session() as session:
        FlowRepository(session).add(
            ConsumerKeyRow(
                token_digest="d" * 64, phone_index="before", created_at=now, expires_at=now + timedelta(days=9)
            )
        )
        OrderRepository(session).add(
            OrderRow(
                id="ord_1",
                agency_id="default",
                version=1,
                state="ended",
                language="zh",
                phone="13800138000",
                phone_index="before",
                times=[],
                picked=[],
                created_at=now,
                updated_at=now,
            )
        )
    assert await reindex_numbers(database, lambda number: f"now-{number}") == 1
    assert await reindex_numbers(database, lambda number: f"now-{number}") == 0
    async with database.reading() as session:
        key = await FlowRepository(session).consumer_key("d" * 64)
        assert key is not None
        assert [row.id for row in await OrderRepository(session).of_consumer(key.phone_index)] == ["ord_1"]
