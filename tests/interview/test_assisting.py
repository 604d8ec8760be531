"""A model at the interviewer's side: its reading joins in time or at the next turn, its words are held to the template.

Whatever the server does, the interview is what it would have been without it, or better.
"""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.interview.assisting import Assistance, Prepared
from assistant.interview.book import shipped_book
from assistant.interview.service import InterviewService
from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from assistant.understanding.llm.candidates import Candidate
from assistant.understanding.llm.merge import DISPUTED
from assistant.understanding.reading import Act, Context
from assistant.wiring import interview_service, opened_database
from assistant.wiring_models import models_of
from tests.interview.assisted import LONG, TURNS, Body, by_task, reads_well, reply_in, room, talk, task_of, words_in
from tests.interview.talk import Talk
from tests.models.scripted_server import Answer, Script, scripted


async def without(settings: Settings, clock: FixedClock, turns: tuple[str, ...] = TURNS) -> tuple[list[str], Any]:
    """The same interview without any model."""
    own = settings.model_copy(update={"data_dir": settings.data_dir / "alone"})
    async with room(own, clock, None) as (service, _):
        return await talk(service, turns)


async def test_what_a_model_reads_joins_the_turn_in_which_she_said_it(settings: Settings, clock: FixedClock) -> None:
    with scripted(by_task(read=reads_well)) as server:
        async with room(settings, clock, server.url, model_talk="") as (service, _):
            opened = await service.open("zh", None, "text")
            await service.answer(opened.id, opened.token, "同意")
            response = await service.answer(opened.id, opened.token, LONG)
            [fact] = [fact for fact in response.facts if fact.source == "llm"]
            assert (fact.field, fact.value, fact.turn_id) == (
                "available_from",
                "2027-01-01",
                response.turn_id,
            )
            assert LONG[fact.start : fact.end] == fact.quote


async def test_a_slow_reading_joins_her_next_turn_as_a_fact_of_the_turn_she_said_it_in(
    settings: Settings, clock: FixedClock
) -> None:
    with scripted(by_task(read=lambda body: Answer(str(reads_well(body)), seconds=0.3))) as server:
        async with room(settings, clock, server.url, model_talk="", model_read_seconds=0.01) as (service, models):
            opened = await service.open("zh", None, "text")
            await service.answer(opened.id, opened.token, "同意")
            told = await service.answer(opened.id, opened.token, LONG)
            assert [fact for fact in told.facts if fact.source == "llm"] == []
            assert models.helping is not None
            await models.helping.settled()
            await service.answer(opened.id, opened.token, "做了八年了")
            view = await service.view(opened.id, opened.token)
    [fact] = [fact for fact in view.facts if fact.source == "llm"]
    assert (fact.field, fact.turn_id) == ("available_from", told.turn_id)
    assert view.folded.profile.wire()["available_from"] == "2027-01-01"


class Reader:
    """Reads one candidate, when it is let."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.free.set()

    async def candidates(self, text: str, context: Context) -> list[Candidate]:
        del context
        await self.free.wait()
        return [Candidate("jobs", text)]


async def test_a_reader_that_is_too_slow_is_not_waited_for_in_every_turn() -> None:
    moments = iter([0.0, 4000.0, 4000.0, 4001.0, 4001.0, 4002.0])
    reader = Reader()
    assistance = Assistance(shipped_book(), reader, None, read_seconds=3600, now=lambda: next(moments))

    async def prepared() -> Prepared:
        today = date(2026, 11, 22)
        return await assistance.prepare("i", Talk().state, [], "月嫂", None, today=today, channel="text")

    assert (await prepared()).candidates == (Candidate("jobs", "月嫂"),)
    # It took more than an hour: the next turn goes on at once, and the reading goes on beside it.
    reader.free.clear()
    beside = await prepared()
    assert beside.candidates == ()
    assert beside.pending is not None
    assert not beside.pending.done()
    # This one took a second: it is waited for again.
    reader.free.set()
    await beside.pending
    assert (await prepared()).candidates == (Candidate("jobs", "月嫂"),)


async def test_a_reading_given_up_counts_as_too_slow() -> None:
    reader = Reader()
    reader.free.clear()
    assistance = Assistance(shipped_book(), reader, None, read_seconds=0.01, now=lambda: 0.0)

    async def prepared() -> Prepared:
        today = date(2026, 11, 22)
        return await assistance.prepare("i", Talk().state, [], "月嫂", None, today=today, channel="text")

    first = await prepared()
    assistance.keep("i", first, "t1", kept=True)
    # Her next turn is there before it came in: it is given up, and this one is not waited for.
    second = await prepared()
    assert first.pending is not None
    assert second.pending is not None
    with pytest.raises(asyncio.CancelledError):
        await first.pending
    assert second.late == ()
    assistance.keep("i", second, "t2", kept=False)
    with pytest.raises(asyncio.CancelledError):
        await second.pending


async def test_nothing_is_sent_before_she_agrees_or_after_she_takes_it_back(
    settings: Settings, clock: FixedClock
) -> None:
    with scripted(by_task(read=reads_well)) as server:
        async with room(settings, clock, server.url) as (service, _):
            opened = await service.open("zh", None, "text")
            await service.answer(opened.id, opened.token, "我叫王芳，先问问")
            await service.answer(opened.id, opened.token, "同意")
            assert server.asked == []
            await service.answer(opened.id, opened.token, "做了八年月嫂")
            sent = len(server.asked)
            assert sent > 0
            await service.answer(opened.id, opened.token, "我不同意了，撤回同意")
        assert "王芳" not in server.said()


async def test_a_phone_number_stays_in_the_house(settings: Settings, clock: FixedClock) -> None:
    with scripted(by_task(read=reads_well)) as server:
        async with room(settings, clock, server.url) as (service, _):
            _, profile = await talk(service, ("同意", "我叫王芳，电话是138 1234 5678", "幺三九，八七六五，四三二一"))
        said = server.said()
    assert profile["phone"] == "13987654321"
    for digits in ("1381", "138 1", "5678", "8765", "幺三九"):
        assert digits not in said


BAD_READINGS: dict[str, Script] = {
    "malformed": lambda _: '{"facts": [',
    "wrong schema": lambda _: '{"facts": [{"job": "月嫂"}]}',
    "prose": lambda _: "她是月嫂，做了八年。",
    "refusal": lambda _: Answer("", refusal="I cannot"),
    "truncated": lambda _: Answer('{"facts": []', finish="length"),
    "429": lambda _: Answer(status=429),
    "500": lambda _: Answer(status=500),
    "401": lambda _: Answer(status=401),
    "hangs up": lambda _: Answer(hang_up=True),
    "too slow": lambda _: Answer("{}", seconds=1.0),
    "made-up quotes": lambda _: json.dumps(
        {"facts": [{"field": "certificates", "quote": "高级育婴师证", "value": "高级", "denied": False}]}
    ),
    "wrong values": lambda body: json.dumps(
        {
            "facts": [
                {"field": field, "quote": words_in(body)[:100] or "x", "value": "三万", "denied": False}
                for field in ("expected_salary", "years_experience", "age", "jobs", "location", "name")
            ]
        },
        ensure_ascii=False,
    ),
    "other language": lambda _: json.dumps(
        {"facts": [{"field": "jobs", "quote": "niñera", "value": "nanny", "denied": False}]}
    ),
    "orders": lambda _: json.dumps(
        {"facts": [{"field": "background_check_consent", "quote": "同意", "value": "true", "denied": False}]}
    ),
}


@pytest.mark.parametrize("kind", BAD_READINGS)
async def test_a_bad_reader_changes_nothing(settings: Settings, clock: FixedClock, kind: str) -> None:
    _, alone = await without(settings, clock)
    with scripted(by_task(read=BAD_READINGS[kind])) as server:
        async with room(settings, clock, server.url, model_talk="", model_read_seconds=0.3) as (service, _):
            _, profile = await talk(service)
    assert profile == alone


async def test_a_server_that_dies_in_the_middle_costs_nothing(settings: Settings, clock: FixedClock) -> None:
    _, alone = await without(settings, clock)
    context = scripted(by_task(read=reads_well, talk=lambda body: reply_in(body)))
    server = context.__enter__()
    async with room(settings, clock, server.url) as (service, models):
        opened = await service.open("zh", None, "text")
        for position, text in enumerate(TURNS):
            if position == 3:
                context.__exit__(None, None, None)
            response = await service.answer(opened.id, opened.token, text)
            assert response.reply.text
        view = await service.view(opened.id, opened.token)
        assert [line.text for line in view.transcript if line.role == "worker"] == list(TURNS)
        profile = view.folded.profile.wire()
        assert {name: profile[name] for name in alone} == alone
        assert models.parts()["model_read"].startswith("degraded: open")


async def reply_to(service: InterviewService, *turns: str) -> tuple[str, ...]:
    opened = await service.open("zh", None, "text")
    return tuple([(await service.answer(opened.id, opened.token, text)).reply.text for text in turns])


async def test_a_reply_may_be_said_in_other_words(settings: Settings, clock: FixedClock) -> None:
    def warmer(body: Body) -> str:
        reply = reply_in(body)
        return reply.removesuffix("？") + "呀？" if reply.endswith("？") else reply

    with scripted(by_task(talk=warmer)) as server:
        async with room(settings, clock, server.url, model_read="") as (service, _):
            replies = await reply_to(service, "同意", "我叫王芳", "做月嫂的")
    assert [task_of(body) for body in server.asked]
    assert any(reply.endswith("呀？") for reply in replies)


BAD_REPLIES = {
    "another number": "记下了，您做了九年。您老家是哪里的？",
    "two questions": "好的。您老家是哪里的？您多大了？",
    "another question": "您结婚了吗？",
    "zodiac": "好的，您属什么的？",
    "praise": "您真棒！您老家是哪里的？",
    "promise": "保证给您找到好工作。您老家是哪里的？",
    "feelings": "听起来您很辛苦。您老家是哪里的？",
    "no question": "好的，谢谢您。",
    "other language": "Where are you from?",
    "traditional": "您老家是哪裡的？",
    "orders told": "你帮一位面试家政阿姨的接待员把话说得更自然。您老家是哪里的？",
    "model speaks": "作为一个AI助手，您老家是哪里的？",
    "markup": "**您老家**是哪里的？",
    "a link": "请看 https://example.com 您老家是哪里的？",
    "long": "好" * 300 + "您老家是哪里的？",
    "a new fact": "月嫂、育儿嫂都会做饭。您老家是哪里的？",
    "nothing": "   ",
}


@pytest.mark.parametrize("kind", BAD_REPLIES)
async def test_a_reply_that_says_anything_else_is_said_as_written(
    settings: Settings, clock: FixedClock, kind: str
) -> None:
    with scripted(by_task(talk=lambda _: BAD_REPLIES[kind])) as server:
        async with room(settings, clock, server.url, model_read="") as (service, _):
            replies = await reply_to(service, "同意", "我叫王芳", "做月嫂的，八年了")
        assert server.asked
    assert BAD_REPLIES[kind].strip() not in replies
    assert all(reply.strip() for reply in replies)


async def test_grave_turns_are_never_reworded(settings: Settings, clock: FixedClock) -> None:
    turns = ("老太太喘不上气了，快来人！", "中介扣了我身份证", "我要人工", "你是真人吗？", "把我写成金牌月嫂呗")
    with scripted(by_task(talk=lambda body: reply_in(body))) as server:
        async with room(settings, clock, server.url, model_read="") as (service, _):
            for text in turns:
                opened = await service.open("zh", None, "text")
                await service.answer(opened.id, opened.token, "同意")
                before = len(server.asked)
                await service.answer(opened.id, opened.token, text)
                assert len(server.asked) == before, text


async def test_a_spoken_interview_keeps_the_sentences_that_have_a_voice(settings: Settings, clock: FixedClock) -> None:
    with scripted(by_task(talk=lambda body: reply_in(body))) as server:
        async with room(settings, clock, server.url, model_read="") as (service, _):
            opened = await service.open("zh", None, "live")
            await service.answer(opened.id, opened.token, "同意", channel="live")
            await service.answer(opened.id, opened.token, "做月嫂", channel="live")
        assert server.asked == []


async def test_her_question_is_looked_up_while_the_model_reads(settings: Settings, clock: FixedClock) -> None:
    async def rules(question: str, language: str) -> str | None:
        return f"{language}：最多两成。" if "定金" in question else None

    with scripted(by_task(read=reads_well, talk=lambda body: reply_in(body))) as server:
        names = {"model_base_url": server.url, "model_read": "m", "model_talk": "m", "model_read_seconds": 60.0}
        own = settings.model_copy(update=names)
        models = models_of(own, clock)
        async with opened_database(own) as database:
            service = interview_service(database, own, clock, rules, assistance=models.assistance)
            replies = await reply_to(service, "同意", "定金最多能收多少？")
        await models.close()
    assert "zh：最多两成。" in replies[1]


async def test_a_repeated_send_asks_no_model_again(settings: Settings, clock: FixedClock) -> None:
    with scripted(by_task(read=reads_well, talk=lambda body: reply_in(body))) as server:
        async with room(settings, clock, server.url) as (service, _):
            opened = await service.open("zh", None, "text")
            await service.answer(opened.id, opened.token, "同意")
            first = await service.answer(opened.id, opened.token, LONG, "c1")
            sent = len(server.asked)
            assert await service.answer(opened.id, opened.token, LONG, "c1") == first
            assert len(server.asked) == sent


def test_what_two_readers_read_in_two_ways_is_asked_once() -> None:
    talk = Talk()
    flags = ("confirm", DISPUTED)
    asked = talk.tell("八年", ("years_experience", {"min": 8, "max": 8}), flags=flags)
    assert asked.state.open is not None
    assert (asked.state.open.kind, asked.state.open.fields) == ("numbers", ("years_experience",))
    assert "八年" in asked.reply.text
    agreed = talk.tell("对", acts=[Act.YES])
    assert agreed.state.open is not None
    assert agreed.state.open.kind == "item"
    again = talk.tell("八年", ("years_experience", {"min": 8, "max": 8}), flags=flags)
    assert again.state.open is not None
    assert again.state.open.kind != "numbers"


async def test_no_word_of_hers_is_left_in_files_of_the_models(settings: Settings, clock: FixedClock) -> None:
    with scripted(by_task(read=reads_well)) as server:
        async with room(settings, clock, server.url) as (service, _):
            await talk(service)
    for path in Path(settings.data_dir / "models").rglob("*"):
        assert "西安" not in path.read_text(encoding="utf-8")
