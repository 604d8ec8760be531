"""What a server can do is measured, and what it will be let do follows from that."""

from __future__ import annotations

import json
from typing import Any

from assistant.models.chat import ChatError, Failure
from assistant.models.chat_check import Examination, Finding, reads, words
from assistant.models.chat_prompts import prompts
from assistant.models.chat_server import OpenAIServer
from tests.models.fake_chat import FakeChat
from tests.models.scripted_server import Answer, Script, scripted

COLOURS = '{"colours": ["红", "青"]}'


async def examined(script: Script) -> dict[str, Finding]:
    with scripted(script) as server:
        client = OpenAIServer(server.url, "", 5.0)
        found = await Examination(client, "m", "JSON: {schema}").findings()
        await client.close()
    return {each.what: each for each in found}


def able(body: dict[str, Any]) -> Answer | str:
    if body.get("stream"):
        return "一二三四五"
    last = body["messages"][-1]["content"]
    return "月嫂照顾产妇和新生儿。" if "月嫂" in last else COLOURS


async def test_an_able_server_can_do_everything() -> None:
    found = await examined(able)
    assert len(found) == 5
    assert all(each.works for each in found.values())


async def test_a_server_without_tools_and_schemas_is_seen_through() -> None:
    def plain(body: dict[str, Any]) -> Answer | str:
        return Answer(status=400) if "tools" in body or "response_format" in body else able(body)

    found = await examined(plain)
    assert [each.works for what, each in found.items() if what.startswith("JSON")] == [False, False, True]
    assert found["JSON by schema"].detail == "unsupported"


async def test_a_model_that_speaks_something_else_is_told() -> None:
    assert (await examined(lambda _: "A nanny cares for babies."))["answers in Chinese"].detail == "not Chinese"
    assert (await examined(lambda _: "月嫂照顧產婦和寶寶"))["answers in Chinese"].detail == "not simplified"


async def test_when_nobody_answers_nothing_more_is_tried() -> None:
    client = OpenAIServer("http://127.0.0.1:9/v1", "", 5.0)
    found = await Examination(client, "m", "{schema}").findings()
    await client.close()
    assert [(each.what, each.detail) for each in found] == [("answers in Chinese", "unreachable")]
    wrong_key = await examined(lambda _: Answer(status=401))
    assert [each.detail for each in wrong_key.values()] == ["rejected"]


async def test_reading_is_served_by_who_reads_the_examples() -> None:
    prompt = prompts()["read"]
    example = next(each for each in prompt.examples if each.language == "zh")
    assert isinstance(example.answer, dict)
    reader = FakeChat(json.loads(json.dumps(example.answer)))
    assert (await reads(reader, prompt, "m", wait=60)).verdict == "yes"
    assert (await reads(reader, prompt, "m", wait=0)).verdict == "slow"
    invented = {"facts": [{"field": "jobs", "quote": "金牌", "value": "", "denied": False}]}
    assert (await reads(FakeChat(invented), prompt, "m", wait=60)).verdict == "no"
    assert (await reads(FakeChat(ChatError(Failure.MALFORMED)), prompt, "m", wait=60)).verdict == "no"


async def test_talk_is_served_by_whose_words_pass() -> None:
    prompt = prompts()["talk"]
    example = next(each for each in prompt.examples if each.language == "zh")
    assert (await words(FakeChat(str(example.answer)), prompt, "m", wait=60)).verdict == "yes"
    assert (await words(FakeChat("您结婚了吗？"), prompt, "m", wait=60)).verdict == "no"
    assert (await words(FakeChat(ChatError(Failure.TIMEOUT)), prompt, "m", wait=60)).verdict == "no"
