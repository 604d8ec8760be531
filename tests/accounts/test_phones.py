"""With a code to her phone a worker finds her interviews again, and nobody learns whether a number is known."""

from __future__ import annotations

import logging
import re

import pytest

from assistant.accounts.bounds import bounds
from assistant.accounts.phones import phone_number
from assistant.accounts.room import Accounts
from assistant.accounts.sms import ScriptedSms
from assistant.interview.service import InterviewService
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import BadInputError, TooManyError, UnauthorizedError
from assistant.kit.settings import Settings
from assistant.wiring import interview_service

PHONE = "13800138000"
ADDRESS = "203.0.113.7"
HERS = "what her browser was given when it asked"


@pytest.fixture
def interviews(database: Database, settings: Settings, clock: FixedClock) -> InterviewService:
    return interview_service(database, settings, clock)


async def interviewed(interviews: InterviewService, phone: str = PHONE) -> tuple[str, str]:
    """An interview in which she said her number."""
    opened = await interviews.open("zh", None, "text")
    await interviews.answer(opened.id, opened.token, "同意")
    await interviews.answer(opened.id, opened.token, f"我叫王芳，电话是{phone}")
    return opened.id, opened.token


async def code_for(accounts: Accounts, sms: ScriptedSms, purpose: str = "worker", phone: str = PHONE) -> str:
    await accounts.phones.ask(phone, "worker" if purpose == "worker" else "consumer", "zh", ADDRESS, HERS)
    await accounts.phones.settle()
    found = re.search(r"\d{6}", sms.sent[-1][1])
    assert found
    return found.group()


def other(code: str) -> str:
    return "000000" if code != "000000" else "000001"


@pytest.mark.parametrize("written", ["13800138000", "+86 138 0013 8000", "0086-13800138000", "(86)13800138000"])
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert phone_number(written) == PHONE


@pytest.mark.parametrize("written", ["", "12345", "12800138000", "1380013800", "+1 555 010 9999", "电话", "１３８0013"])
def test_codes_go_to_mobiles_only(written: str) -> None:
    with pytest.raises(BadInputError):
        phone_number(written)


async def test_a_worker_gets_a_fresh_token_beside_the_one_she_has(
    accounts: Accounts, interviews: InterviewService, sms: ScriptedSms, clock: FixedClock
) -> None:
    interview_id, token = await interviewed(interviews)
    code = await code_for(accounts, sms)
    assert sms.sent[-1][0] == PHONE
    found = await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)
    assert [each.id for each in found] == [interview_id]
    assert found[0].token != token
    assert (await interviews.view(interview_id, found[0].token)).id == interview_id
    assert (await interviews.view(interview_id, token)).id == interview_id
    clock.advance(days=bounds().phone.worker_days)
    with pytest.raises(UnauthorizedError):
        await interviews.view(interview_id, found[0].token)


async def test_a_token_for_one_interview_opens_no_other(
    accounts: Accounts, interviews: InterviewService, sms: ScriptedSms
) -> None:
    await interviewed(interviews)
    others, _ = await interviewed(interviews, "13900139000")
    code = await code_for(accounts, sms)
    found = await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)
    with pytest.raises(UnauthorizedError):
        await interviews.view(others, found[0].token)


async def test_a_number_she_corrected_finds_it_and_the_wrong_one_does_not(
    accounts: Accounts, interviews: InterviewService, sms: ScriptedSms
) -> None:
    interview_id, token = await interviewed(interviews, "13900139000")
    await interviews.answer(interview_id, token, f"刚才电话说错了，是{PHONE}")
    code = await code_for(accounts, sms)
    assert [each.id for each in await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)] == [interview_id]
    await accounts.phones.ask("13900139000", "worker", "zh", ADDRESS, HERS)
    await accounts.phones.settle()
    assert [phone for phone, _ in sms.sent] == [PHONE]


async def test_an_unknown_number_gets_the_same_answer_and_no_message(accounts: Accounts, sms: ScriptedSms) -> None:
    seconds = await accounts.phones.ask(PHONE, "worker", "zh", ADDRESS, HERS)
    await accounts.phones.settle()
    assert seconds == bounds().phone.code_minutes * 60
    assert sms.sent == []
    with pytest.raises(UnauthorizedError) as refused:
        await accounts.phones.open_interviews(PHONE, "123456", ADDRESS, HERS)
    assert refused.value.key == "code_wrong"


async def test_a_code_is_good_once_for_its_purpose_and_in_time(
    accounts: Accounts, interviews: InterviewService, sms: ScriptedSms, clock: FixedClock
) -> None:
    await interviewed(interviews)
    code = await code_for(accounts, sms)
    with pytest.raises(UnauthorizedError):
        await accounts.phones.open_consumer(PHONE, code, ADDRESS, HERS)
    assert await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)
    with pytest.raises(UnauthorizedError):
        await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)
    clock.advance(minutes=2)
    code = await code_for(accounts, sms)
    clock.advance(minutes=bounds().phone.code_minutes)
    with pytest.raises(UnauthorizedError):
        await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)


async def test_a_code_is_not_guessed(accounts: Accounts, interviews: InterviewService, sms: ScriptedSms) -> None:
    await interviewed(interviews)
    code = await code_for(accounts, sms)
    for _ in range(bounds().phone.wrong):
        with pytest.raises(UnauthorizedError):
            await accounts.phones.open_interviews(PHONE, other(code), ADDRESS, HERS)
    with pytest.raises(UnauthorizedError):
        await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS)


async def test_a_code_read_out_to_somebody_else_is_of_no_use_to_him(
    accounts: Accounts, interviews: InterviewService, sms: ScriptedSms
) -> None:
    await interviewed(interviews)
    code = await code_for(accounts, sms)
    for _ in range(bounds().phone.wrong + 1):
        for his in (None, "", "his own"):
            with pytest.raises(UnauthorizedError) as refused:
                await accounts.phones.open_interviews(PHONE, code, ADDRESS, his)
            assert refused.value.key == "code_elsewhere"
    assert await accounts.phones.open_interviews(PHONE, code, ADDRESS, HERS), "and none of her tries is used up"


async def test_codes_are_not_asked_for_too_often(accounts: Accounts, sms: ScriptedSms, clock: FixedClock) -> None:
    await accounts.phones.ask(PHONE, "consumer", "zh", ADDRESS, HERS)
    with pytest.raises(TooManyError):
        await accounts.phones.ask(PHONE, "consumer", "zh", ADDRESS, HERS)
    hour = bounds().throttles["code_phone_hour"].most
    for _ in range(hour - 1):
        clock.advance(seconds=61)
        await accounts.phones.ask(PHONE, "consumer", "zh", ADDRESS, HERS)
    clock.advance(seconds=61)
    with pytest.raises(TooManyError):
        await accounts.phones.ask(PHONE, "consumer", "zh", ADDRESS, HERS)
    await accounts.phones.settle()
    assert len(sms.sent) == hour


async def test_one_address_cannot_have_messages_sent_to_many(accounts: Accounts) -> None:
    for n in range(bounds().throttles["code_address"].most):
        await accounts.phones.ask(f"138001380{n:02}", "consumer", "zh", ADDRESS, HERS)
    with pytest.raises(TooManyError):
        await accounts.phones.ask("13900139000", "consumer", "zh", ADDRESS, HERS)


async def test_a_consumer_has_a_token_of_her_own(accounts: Accounts, sms: ScriptedSms, clock: FixedClock) -> None:
    opened = await accounts.phones.open_consumer(PHONE, await code_for(accounts, sms, "consumer"), ADDRESS, HERS)
    actor = await accounts.phones.consumer(opened.token)
    assert actor is not None
    assert (actor.role, actor.id) == ("consumer", accounts.phones.index(PHONE))
    assert PHONE not in actor.id
    await accounts.phones.close_consumer(opened.token)
    assert await accounts.phones.consumer(opened.token) is None
    clock.advance(minutes=2)
    later = await accounts.phones.open_consumer(PHONE, await code_for(accounts, sms, "consumer"), ADDRESS, HERS)
    clock.advance(days=bounds().phone.consumer_days)
    assert await accounts.phones.consumer(later.token) is None
    assert await accounts.phones.purge() > 0


async def test_neither_number_nor_code_is_kept_or_logged(
    accounts: Accounts,
    interviews: InterviewService,
    sms: ScriptedSms,
    database: Database,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from sqlalchemy import text

    with caplog.at_level(logging.DEBUG):
        await interviewed(interviews)
        code = await code_for(accounts, sms)
    logged = "".join(str(record.__dict__) for record in caplog.records if record.name.startswith("assistant"))
    assert code not in logged
    assert PHONE not in logged
    async with database.reading() as session:
        rows = str((await session.execute(text("SELECT * FROM phone_codes"))).all())
    assert PHONE not in rows
    assert code not in re.findall(r"\d{6,}", rows)
    assert settings.data_dir.exists()


async def test_a_message_that_cannot_be_sent_is_logged_without_its_words(
    accounts: Accounts, sms: ScriptedSms, caplog: pytest.LogCaptureFixture
) -> None:
    sms.fail(1)
    with caplog.at_level(logging.WARNING):
        await accounts.phones.ask(PHONE, "consumer", "zh", ADDRESS, HERS)
        await accounts.phones.settle()
    assert [record.message for record in caplog.records] == ["sms_failed"]
    assert sms.sent == []
