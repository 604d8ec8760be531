"""A model is asked what it reads; what it says are candidates and nothing more."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.models.chat import ChatError, Failure
from assistant.models.chat_prompts import prompts
from assistant.models.reading_model import LONGEST, ReadingModel
from assistant.profile.model import Topic
from assistant.understanding.llm.candidates import Candidate
from assistant.understanding.reading import Context
from tests.models.fake_chat import FakeChat

CONTEXT = Context(today=date(2026, 11, 22), asking=Topic.EXPERIENCE, language="zh")
FACT = {"field": "jobs", "quote": "月嫂", "value": "", "denied": True}


def model(chat: FakeChat) -> ReadingModel:
    return ReadingModel(chat, prompts()["read"], 5)


async def test_candidates_carry_field_quote_value_and_whether_it_is_denied() -> None:
    chat = FakeChat({"facts": [FACT, FACT | {"value": "月嫂", "denied": False}]})
    assert await model(chat).candidates("月嫂没做过", CONTEXT) == [
        Candidate("jobs", "月嫂", None, "negative"),
        Candidate("jobs", "月嫂", "月嫂", "positive"),
    ]
    question = chat.asked[0][-1].content
    assert "experience" in question
    assert "月嫂没做过" in question


@pytest.mark.parametrize("text", ["。。。", "123", "好" * (LONGEST + 1)])
async def test_what_holds_no_words_or_too_many_is_not_sent(text: str) -> None:
    chat = FakeChat({"facts": [FACT]})
    assert await model(chat).candidates(text, CONTEXT) == []
    assert chat.asked == []


async def test_an_english_turn_is_asked_about_in_english() -> None:
    chat = FakeChat({"facts": []})
    await model(chat).candidates("I have been a nanny for six years", CONTEXT)
    assert chat.asked[0][0].content == prompts()["read"].system("en")


async def test_in_time_or_not_at_all() -> None:
    assert await model(FakeChat({"facts": [FACT]})).in_time("月嫂", CONTEXT, 5) != []
    assert await model(FakeChat({"facts": [FACT]}, seconds=5)).in_time("月嫂", CONTEXT, 0.01) == []
    assert await model(FakeChat(ChatError(Failure.SERVER))).in_time("月嫂", CONTEXT, 5) == []
