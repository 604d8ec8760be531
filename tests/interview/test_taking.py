"""A turn taken: a guess put to her becomes hers only by her word, and everything is stored before the reply."""

from __future__ import annotations

import pytest

from assistant.interview.service import InterviewService
from assistant.interview.views import InterviewView
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.settings import Settings
from assistant.profile.model import Topic
from assistant.speech.model import Trouble
from assistant.wiring import interview_service


@pytest.fixture
def service(database: Database, settings: Settings, clock: FixedClock) -> InterviewService:
    return interview_service(database, settings, clock)


async def told(service: InterviewService, *texts: str) -> InterviewView:
    """After consent, her name and a guess at her job, what is kept once she has said so much more."""
    opened = await service.open("zh", None, "audio")
    for text in ("同意", "我叫王芳"):
        await service.answer(opened.id, opened.token, text)
    await service.unheard(opened.id, opened.token, Trouble.UNCLEAR, suggestion="月嫂")
    for text in texts:
        await service.answer(opened.id, opened.token, text)
    return await service.view(opened.id, opened.token)


def own(view: InterviewView) -> list[str]:
    return [line.text for line in view.transcript if line.role == "worker"]


async def test_what_she_agrees_to_have_said_stands_in_the_turn_she_said_it_in(service: InterviewService) -> None:
    view = await told(service, "是")
    assert own(view)[-2:] == ["月嫂", "是"]
    job = next(fact for fact in view.facts if fact.field == "jobs")
    turn = next(line for line in view.transcript if line.turn_id == job.turn_id and line.role == "worker")
    assert turn.text[job.start : job.end] == job.quote == "月嫂"


async def test_what_she_says_she_did_not_say_leaves_no_fact_and_is_asked_again(service: InterviewService) -> None:
    view = await told(service, "不是")
    assert [fact.field for fact in view.facts] == ["name"]
    assert "月嫂" not in own(view)
    assert view.reply.asking is Topic.JOB


async def test_other_words_are_taken_in_place_of_the_guess(service: InterviewService) -> None:
    view = await told(service, "保姆")
    assert [fact.quote for fact in view.facts if fact.field == "jobs"] == ["保姆"]
    assert "月嫂" not in own(view)


async def test_the_state_of_the_interview_goes_with_its_facts(service: InterviewService) -> None:
    view = await told(service, "保姆", "做了六年")
    assert view.folded.profile.wire()["years_experience"] == {"min": 6, "max": 6}
    # A number heard is said back, in one wording or another.
    assert "六年" in view.reply.text
