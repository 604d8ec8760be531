"""A résumé's opening joined by a model: every sentence rests on the facts of its lines, and nothing is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.models.chat import ChatError, Failure
from assistant.models.chat_prompts import prompts
from assistant.profile.fold import Folded, fold
from assistant.profile.model import Fact
from assistant.resume.compose import compose
from assistant.resume.model import Line, ResumeOptions
from assistant.resume.summarising import Summarising, opening_of
from assistant.understanding.reader import read
from assistant.understanding.reading import Context
from tests.models.fake_chat import FakeChat

OPTIONS = ResumeOptions(generated_on=date(2026, 11, 22))
WORDS = "我叫王芳，老家河南周口，七九年的，月嫂干了八年，做过三十家，月休四天，想要一万二一个月"


def folded() -> Folded:
    facts: list[Fact] = list(read(WORDS, Context(today=date(2026, 11, 22), language="zh"), "t1").facts)
    return fold(facts)


def lines() -> tuple[Line, ...]:
    section = compose(folded().profile, folded().live, "zh", OPTIONS).section("summary")
    assert section is not None
    return section.lines


def joined() -> dict[str, Any]:
    """Every line as it is, the last two as one sentence."""
    given = [line.text for line in lines()]
    last = "，".join(text.rstrip("。") for text in given[1:]) + "。"
    return {"sentences": [{"text": given[0], "from": [1]}, {"text": last, "from": list(range(2, len(given) + 1))}]}


async def opening(said: dict[str, Any] | ChatError) -> tuple[Line, ...]:
    return await Summarising(FakeChat(said), prompts()["resume"], 5).opening(folded(), "zh", OPTIONS)


async def test_sentences_that_say_what_the_lines_say_become_the_opening() -> None:
    made = await opening(joined())
    assert len(made) == 2
    resume = compose(folded().profile, folded().live, "zh", replace(OPTIONS, opening=made))
    section = resume.section("summary")
    assert section is not None
    assert section.lines == made
    # Every sentence still rests on her words.
    known = {evidence.id for evidence in resume.evidence}
    assert all(line.evidence and set(line.evidence) <= known for line in made)
    assert {i for line in made for i in line.evidence} == {i for line in lines() for i in line.evidence}


def test_the_profile_has_something_to_say() -> None:
    assert len(lines()) >= 3


@pytest.mark.parametrize(
    "text",
    [
        "月嫂9年，做过30家。",
        "月嫂8年，做过30家，经验丰富。",
        "月嫂8年，做过30家，有健康证。",
        "月嫂8年，做过30家，会川菜。",
        "Maternity nurse for 8 years.",
        "月嫂8年，做过30家。" * 9,
    ],
)
async def test_a_sentence_that_says_more_leaves_the_lines_as_they_were(text: str) -> None:
    said = joined()
    said["sentences"][1] |= {"text": text}
    assert await opening(said) == ()


async def test_a_paragraph_that_leaves_something_out_does_too() -> None:
    assert await opening({"sentences": joined()["sentences"][:1]}) == ()


async def test_so_does_a_model_that_fails() -> None:
    assert await opening(ChatError(Failure.TIMEOUT)) == ()


def test_a_line_that_is_not_there_carries_nothing() -> None:
    assert opening_of([(lines()[0].text, (9,))], lines(), "zh") == ()


async def test_the_same_lines_are_asked_about_once() -> None:
    chat = FakeChat(joined())
    summarising = Summarising(chat, prompts()["resume"], 5)
    first = await summarising.opening(folded(), "zh", OPTIONS)
    assert await summarising.opening(folded(), "zh", OPTIONS) == first
    assert len(chat.asked) == 1


def test_an_opening_that_rests_on_facts_that_are_gone_is_not_used() -> None:
    stale = (Line(key="opening", text="月嫂8年。", evidence=(99,)),)
    resume = compose(folded().profile, folded().live, "zh", replace(OPTIONS, opening=stale))
    section = resume.section("summary")
    assert section is not None
    assert section.lines == lines()
