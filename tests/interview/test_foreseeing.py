"""What is foreseen is what is answered, and leaves no trace."""

from __future__ import annotations

import pytest

from assistant.interview.service import InterviewService
from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.kit.errors import UnauthorizedError
from assistant.kit.settings import Settings
from assistant.wiring import interview_service

_SAID = ("同意", "我叫王芳", "做了八年月嫂", "不对，是七年", "对", "没证", "一万二", "随便", "跳过")


@pytest.fixture
def service(database: Database, settings: Settings, clock: FixedClock) -> InterviewService:
    return interview_service(database, settings, clock)


async def test_the_reply_foreseen_is_the_reply_given(service: InterviewService) -> None:
    opened = await service.open("zh", None, "live")
    for text in _SAID:
        foreseen = await service.foresee(opened.id, opened.token, text, "live")
        answered = await service.answer(opened.id, opened.token, text, channel="live")
        assert foreseen == answered.reply.text


async def test_nothing_is_kept_of_what_was_only_foreseen(service: InterviewService) -> None:
    opened = await service.open("zh", None, "live")
    await service.answer(opened.id, opened.token, "同意", channel="live")
    before = await service.view(opened.id, opened.token)
    await service.foresee(opened.id, opened.token, "我叫王芳，不同意了，都删掉", "live")
    assert await service.view(opened.id, opened.token) == before


async def test_what_has_to_be_looked_up_is_not_foreseen(service: InterviewService) -> None:
    opened = await service.open("zh", None, "live")
    await service.answer(opened.id, opened.token, "同意", channel="live")
    assert await service.foresee(opened.id, opened.token, "加班有没有加班费？", "live") is None


async def test_only_its_own_token_lets_an_interview_be_foreseen(service: InterviewService) -> None:
    opened = await service.open("zh", None, "live")
    with pytest.raises(UnauthorizedError):
        await service.foresee(opened.id, "another", "同意", "live")
