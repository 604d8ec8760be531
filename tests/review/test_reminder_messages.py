"""Before a paper ends she gets one message for every mark, if she wants them; her number is in no log."""

from __future__ import annotations

import logging

import pytest

from assistant.accounts.sms import ConsoleSms
from assistant.kit.logs import safe_fields
from assistant.wiring_review import filing_of, review_rooms
from tests.review.conftest import COOK, LI, NANNY, Office

PHONE = "13812345678"


async def watched(office: Office, words: str = COOK, *, messages: bool = True) -> str:
    """Approved, with papers that end in a year, and with a number."""
    file_id = await office.interview(words, f"电话是{PHONE}")
    await office.take(file_id)
    await office.verify(file_id)
    if messages:
        await office.consent(file_id, "messages")
    return file_id


async def day_after_day(office: Office, days: int) -> None:
    for _ in range(days):
        await office.rooms.reminders.run()
        await office.rooms.reminders.run()
        office.clock.advance(days=1)


async def test_one_message_goes_for_every_mark_of_every_paper(office: Office) -> None:
    file_id = await watched(office)
    office.clock.advance(days=333)  # the record ends in 31 days, the check-up a day later
    await day_after_day(office, 34)
    assert [number for number, _ in office.sms.sent] == [PHONE] * 6
    texts = [text for _, text in office.sms.sent]
    assert sum("健康证" in text for text in texts) == 3
    assert any("还有30天" in text for text in texts)
    assert all("王" not in text and "http" not in text for text in texts)
    sent = [entry for entry in await office.trail(file_id) if entry.action == "message.send"]
    assert sorted((entry.detail["what"], entry.detail["days"]) for entry in sent) == [
        (what, days) for what in ("health", "record_check") for days in (1, 7, 30)
    ]


async def test_none_goes_without_her_consent_or_after_she_took_it_back(office: Office) -> None:
    await watched(office, messages=False)
    other = await watched(office)
    await office.consent(other, "messages", given=False)
    office.clock.advance(days=340)
    await office.rooms.reminders.run()
    assert office.sms.sent == []
    assert len(await office.rooms.reminders.reminders(LI)) == 4


async def test_nobody_without_a_number_is_written_to(office: Office) -> None:
    file_id = await office.approved(NANNY)
    await office.consent(file_id, "messages")
    office.clock.advance(days=340)
    await office.rooms.reminders.run()
    assert office.sms.sent == []


async def test_one_that_could_not_be_sent_goes_with_the_next_round(office: Office) -> None:
    await watched(office)
    office.clock.advance(days=340)
    office.sms.fail(2)
    await office.rooms.reminders.run()
    assert office.sms.sent == []
    await office.rooms.reminders.run()
    assert len(office.sms.sent) == 2
    await office.rooms.reminders.run()
    assert len(office.sms.sent) == 2


async def test_none_goes_at_night(office: Office) -> None:
    await watched(office)
    office.clock.advance(days=340, hours=8)  # half past three in the morning where the people live
    await office.rooms.reminders.run()
    assert office.sms.sent == []
    office.clock.advance(hours=6)
    await office.rooms.reminders.run()
    assert len(office.sms.sent) == 2


async def test_neither_the_log_nor_the_trail_holds_the_number(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    file_id = await watched(office)
    office.clock.advance(days=340)
    with caplog.at_level(logging.INFO):
        await office.rooms.reminders.run()
    records = [record for record in caplog.records if record.msg == "reminder_sent"]
    assert len(records) == 2
    assert all(PHONE not in str(vars(record)) for record in caplog.records)
    assert safe_fields({"code": records[0].__dict__["code"]}) == {"code": records[0].__dict__["code"]}
    assert all(PHONE not in str(entry) for entry in await office.trail(file_id))


async def test_without_a_gateway_messages_are_printed_with_the_number_covered(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    await watched(office)
    office.clock.advance(days=340)
    filing = filing_of(office.database, office.settings, office.clock)
    pool = office.rooms.verification._pool
    rooms = review_rooms(office.database, office.settings, office.clock, office.interviews, filing, pool, ConsoleSms())
    await rooms.reminders.run()
    printed = capsys.readouterr().err
    assert "[SMS 138****5678]" in printed
    assert PHONE not in printed
