"""Messages go to the console, or to a gateway; what is in them goes nowhere else."""

from __future__ import annotations

import io
import json

import httpx2
import pytest

from assistant.accounts.sms import ConsoleSms, GatewaySms, ScriptedSms, sms_of
from assistant.kit.errors import UnavailableError
from assistant.kit.settings import Settings

PHONE = "13800138000"


async def test_the_console_prints_the_code_and_hides_the_middle_of_the_number() -> None:
    stream = io.StringIO()
    await ConsoleSms(stream).send(PHONE, "code 123456")
    assert stream.getvalue() == "[SMS 138****8000] code 123456\n"


async def test_a_gateway_gets_number_sender_and_text() -> None:
    asked: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(202)

    gateway = GatewaySms("https://sms.example/send", "key", "Ayi", lambda: httpx2.MockTransport(answer))
    await gateway.send(PHONE, "code 123456")
    assert asked[0].headers["authorization"] == "Bearer key"
    assert json.loads(asked[0].content) == {"to": PHONE, "from": "Ayi", "text": "code 123456"}


@pytest.mark.parametrize("status", [400, 500])
async def test_a_gateway_that_refuses_says_nothing_of_the_message(status: int) -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(status))
    with pytest.raises(UnavailableError) as failed:
        await GatewaySms("https://sms.example/send", None, "Ayi", lambda: transport).send(PHONE, "code 123456")
    assert failed.value.__cause__ is None
    assert PHONE not in str(failed.value)


def test_which_sender_is_used_the_settings_say(settings: Settings) -> None:
    assert isinstance(sms_of(settings), ConsoleSms)
    assert isinstance(sms_of(settings.model_copy(update={"sms_url": "https://sms.example/send"})), GatewaySms)


async def test_the_scripted_one_keeps_messages_and_fails_when_told() -> None:
    sms = ScriptedSms()
    sms.fail(1)
    with pytest.raises(UnavailableError):
        await sms.send(PHONE, "one")
    await sms.send(PHONE, "two")
    assert sms.sent == [(PHONE, "two")]
