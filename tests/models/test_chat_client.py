"""The client of chat models over real HTTP: what it asks for, what it survives, what it leaves alone, what it costs."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from assistant.kit.clock import FixedClock
from assistant.models.chat import ChatError, Failure, Message, Shape
from assistant.models.chat_budget import Budget
from assistant.models.chat_client import ChatClient, Limits, Machinery
from assistant.models.chat_server import OpenAIServer
from assistant.models.chat_structured import Ways
from tests.models.scripted_server import Answer, Script, ScriptedServer, scripted

SHAPE = Shape(
    "colours",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["colour"],
        "properties": {"colour": {"type": "string"}},
    },
)
GOOD = '{"colour": "红"}'
TURN = (Message("system", "Say a colour."), Message("user", "苹果"))

Start = Callable[..., tuple[ScriptedServer, ChatClient]]


class Time:
    """Seconds that pass when told to, and the pauses that were asked for."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def machinery(self) -> Machinery:
        return Machinery(now=lambda: self.now, sleep=self.sleep, chance=lambda: 0.5)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def start(clock: FixedClock, time: Time) -> AsyncIterator[Start]:
    open_servers, clients = [], []

    def begin(script: Script, **options: Any) -> tuple[ScriptedServer, ChatClient]:
        context = scripted(script)
        server = context.__enter__()
        open_servers.append(context)
        clients.append(client_of(server.url, clock, time, **options))
        return server, clients[-1]

    yield begin
    for client in clients:
        await client.close()
    for context in open_servers:
        context.__exit__(None, None, None)


def client_of(url: str, clock: FixedClock, time: Time, **options: Any) -> ChatClient:
    budget = options.pop("budget", None) or Budget(clock)
    return ChatClient(
        OpenAIServer(url, "key", 5.0, options.pop("http_client", None)),
        {"read": "strong", "talk": "strong"},
        budget,
        machinery=time.machinery(),
        instruction="JSON: {schema}",
        **options,
    )


async def write(client: ChatClient, seconds: float = 5.0) -> str:
    return await client.write("talk", TURN, seconds=seconds, tokens=50)


async def fill(client: ChatClient, seconds: float = 5.0) -> dict[str, Any]:
    return await client.fill("read", TURN, SHAPE, seconds=seconds, tokens=50)


async def failure(client: ChatClient, seconds: float = 5.0) -> Failure:
    with pytest.raises(ChatError) as raised:
        await write(client, seconds)
    return raised.value.failure


async def test_a_text_is_asked_for_by_the_model_of_the_task(start: Start) -> None:
    server, client = start(lambda _: "红")
    assert await write(client) == "红"
    [asked] = server.asked
    assert asked["model"] == "strong"
    assert asked["max_tokens"] == 50
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]


async def test_a_task_without_a_model_is_off_and_nothing_is_sent(start: Start) -> None:
    server, client = start(lambda _: "红")
    with pytest.raises(ChatError) as raised:
        await client.write("answer", TURN, seconds=5, tokens=50)
    assert raised.value.failure is Failure.OFF
    assert not client.serves("answer")
    assert server.asked == []


async def test_json_is_first_asked_for_by_its_schema(start: Start) -> None:
    server, client = start(lambda _: GOOD)
    assert await fill(client) == {"colour": "红"}
    described = server.asked[0]["response_format"]["json_schema"]
    assert described["schema"] == SHAPE.schema
    assert described["strict"] is True


def only_tools(body: dict[str, Any]) -> Answer:
    return Answer(GOOD) if "tools" in body else Answer(status=400)


def only_words(body: dict[str, Any]) -> Answer:
    if "tools" in body or "response_format" in body:
        return Answer(status=422)
    return Answer(f"<think>苹果是 {{红}} 的</think>好的：\n```json\n{GOOD}\n```\n还要别的吗？")


@pytest.mark.parametrize(("script", "way", "requests"), [(only_tools, "tools", 2), (only_words, "prompt", 3)])
async def test_a_server_that_knows_no_schema_is_asked_in_the_way_it_knows_and_that_is_remembered(
    start: Start, tmp_path: Path, script: Script, way: str, requests: int, clock: FixedClock, time: Time
) -> None:
    server, client = start(script, ways=Ways(tmp_path / "ways.json"))
    assert await fill(client) == {"colour": "红"}
    assert len(server.asked) == requests
    assert await fill(client) == {"colour": "红"}
    assert len(server.asked) == requests + 1
    # Another start of the product knows it, too.
    other = client_of(server.url, clock, time, ways=Ways(tmp_path / "ways.json"))
    assert await fill(other) == {"colour": "红"}
    await other.close()
    assert len(server.asked) == requests + 2
    assert json.loads((tmp_path / "ways.json").read_text()) == {"strong": way}


@pytest.mark.parametrize(
    "text",
    ["", "红", '{"colour": ', '{"colour": 7}', '{"color": "red"}', "[]", '{"colour": "红", "more": 1}', "{" * 5000],
)
async def test_what_is_no_json_of_the_schema_is_nothing(start: Start, text: str) -> None:
    server, client = start(lambda _: text)
    with pytest.raises(ChatError) as raised:
        await fill(client)
    assert raised.value.failure is Failure.MALFORMED
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer("红", finish="length"), Failure.TRUNCATED),
        (Answer("", finish="content_filter"), Failure.REFUSED),
        (Answer("", refusal="I cannot help"), Failure.REFUSED),
        (Answer(raw="<html>busy</html>"), Failure.MALFORMED),
        (Answer(raw='{"choices": []}'), Failure.MALFORMED),
        (Answer(raw='{"choices": null}'), Failure.MALFORMED),
        (Answer("  "), Failure.MALFORMED),
        (Answer(status=401), Failure.REJECTED),
        (Answer(status=404), Failure.REJECTED),
    ],
)
async def test_an_answer_that_is_none_has_a_name_and_is_not_asked_for_again(
    start: Start, answer: Answer, expected: Failure
) -> None:
    server, client = start(lambda _: answer)
    assert await failure(client) is expected
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(status=429), Failure.LIMITED),
        (Answer(status=500), Failure.SERVER),
        (Answer(status=503), Failure.SERVER),
        (Answer(status=504), Failure.TIMEOUT),
        (Answer(hang_up=True), Failure.UNREACHABLE),
    ],
)
async def test_what_may_pass_by_itself_is_tried_again_and_then_given_up(
    start: Start, time: Time, answer: Answer, expected: Failure
) -> None:
    server, client = start(lambda _: answer, limits=Limits(attempts=3))
    assert await failure(client) is expected
    assert len(server.asked) == 3
    assert time.slept == [0.3, 0.6]


async def test_a_second_attempt_may_succeed(start: Start) -> None:
    answers = iter([Answer(status=500), Answer("红")])
    _, client = start(lambda _: next(answers))
    assert await write(client) == "红"


async def test_the_server_says_how_long_to_wait(start: Start, time: Time) -> None:
    answers = iter([Answer(status=429, headers={"retry-after": "2"}), Answer("红")])
    _, client = start(lambda _: next(answers))
    assert await write(client) == "红"
    assert time.slept == [2.0]


async def test_a_slow_server_is_given_up_in_time(start: Start) -> None:
    _, client = start(lambda _: Answer("红", seconds=3.0))
    assert await failure(client, seconds=0.1) is Failure.TIMEOUT


async def test_nobody_listening_is_told_at_once(clock: FixedClock, time: Time) -> None:
    client = client_of("http://127.0.0.1:9/v1", clock, time)
    assert await failure(client) is Failure.UNREACHABLE
    await client.close()


async def test_a_failing_server_is_left_alone_and_tried_again_with_one_request(start: Start, time: Time) -> None:
    healthy = False
    server, client = start(lambda _: Answer("红") if healthy else Answer(status=500), limits=Limits(attempts=1))
    for _ in range(4):
        assert await failure(client) is Failure.SERVER
    assert await failure(client) is Failure.BROKEN
    assert len(server.asked) == 4
    assert client.states()["talk"] == "degraded: open, without strong"
    assert client.states()["read"] == "strong"
    time.now += 21
    assert await failure(client) is Failure.SERVER  # the probe
    assert await failure(client) is Failure.BROKEN
    time.now += 41
    healthy = True
    assert await write(client) == "红"
    assert client.states()["talk"] == "strong"


async def test_no_more_than_so_many_requests_at_the_same_time(start: Start) -> None:
    server, client = start(lambda _: Answer("红", seconds=0.05), limits=Limits(concurrency=2))
    await asyncio.gather(*(write(client) for _ in range(8)))
    assert len(server.asked) == 8
    assert server.most_at_once <= 2


async def test_a_day_has_its_bound_of_requests_and_tokens(start: Start, clock: FixedClock, tmp_path: Path) -> None:
    path = tmp_path / "budget.json"
    server, client = start(lambda _: "红", budget=Budget(clock, requests=2, path=path))
    await write(client)
    await write(client)
    assert await failure(client) is Failure.BUDGET
    assert len(server.asked) == 2
    assert client.states()["talk"] == "degraded: budget, without strong"
    # A restart does not fill the purse, the next day does.
    assert not Budget(clock, requests=2, path=path).open()
    assert not Budget(clock, tokens=240, path=path).open()
    clock.advance(days=1)
    assert await write(client) == "红"


async def test_tokens_are_estimated_where_the_server_does_not_count(start: Start, clock: FixedClock) -> None:
    budget = Budget(clock)
    _, client = start(lambda _: Answer("红苹果", usage=False), budget=budget)
    await write(client)
    assert 3 <= budget.tokens <= 40


async def test_a_stream_comes_in_pieces(start: Start) -> None:
    _, client = start(lambda _: "苹果是红的，也有青的。")
    pieces = [piece async for piece in client.stream("talk", TURN, seconds=5, tokens=50)]
    assert len(pieces) > 1
    assert "".join(pieces) == "苹果是红的，也有青的。"


@pytest.mark.parametrize("answer", [Answer("苹果是红的。", cut=True), Answer("苹果是", finish="length")])
async def test_a_stream_that_breaks_off_is_no_answer(start: Start, answer: Answer) -> None:
    _, client = start(lambda _: answer)
    with pytest.raises(ChatError) as raised:
        async for _ in client.stream("talk", TURN, seconds=5, tokens=50):
            pass
    assert raised.value.failure is Failure.TRUNCATED


async def test_the_log_has_figures_and_no_words(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    _, client = start(lambda _: "红苹果")
    with caplog.at_level(logging.INFO, "assistant.models"):
        await write(client)
    [record] = [r for r in caplog.records if r.msg == "model_called"]
    assert (record.__dict__["part"], record.__dict__["tokens_in"], record.__dict__["tokens_out"]) == ("talk", 100, 20)
    assert "苹果" not in str(record.__dict__)
    assert client.tallies["talk"].calls == 1


async def test_the_same_through_a_mocked_transport(clock: FixedClock, time: Time) -> None:
    """`openai` brings a transport of its own; with one of httpx its requests can be mocked."""
    completion = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "红"}, "finish_reason": "stop"}],
    }
    with respx.mock(base_url="http://models.test/v1") as mock:
        route = mock.post("/chat/completions")
        route.side_effect = [httpx.Response(429, headers={"retry-after": "1"}), httpx.Response(200, json=completion)]
        async with httpx.AsyncClient() as http:
            client = client_of("http://models.test/v1", clock, time, http_client=http)
            assert await write(client) == "红"
        assert route.call_count == 2
        assert route.calls[0].request.headers["authorization"] == "Bearer key"
    assert time.slept == [1.0]


async def test_a_timeout_of_the_transport_is_one_of_ours(clock: FixedClock, time: Time) -> None:
    with respx.mock(base_url="http://models.test/v1") as mock:
        mock.post("/chat/completions").side_effect = httpx.ReadTimeout("slow")
        async with httpx.AsyncClient() as http:
            client = client_of("http://models.test/v1", clock, time, http_client=http)
            assert await failure(client) is Failure.TIMEOUT
