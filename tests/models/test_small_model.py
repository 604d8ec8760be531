"""The product against a real chat model, where one is served: set `AYI_TEST_CHAT_URL` (and `AYI_TEST_CHAT_MODEL`).

Nothing here depends on how good the model is. Whatever it says, the interview keeps what it would have without it.
"""

from __future__ import annotations

import os

import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.settings import Settings
from tests.interview.assisted import LONG, room, talk

URL = os.environ.get("AYI_TEST_CHAT_URL")
TURNS = ("同意", "我叫王芳", LONG, "河南周口的", "月休四天")


@pytest.mark.slow
@pytest.mark.skipif(URL is None, reason="AYI_TEST_CHAT_URL names no chat server")
async def test_an_interview_with_a_real_model_keeps_everything_and_quotes_her_truly(
    settings: Settings, clock: FixedClock
) -> None:
    alone = settings.model_copy(update={"data_dir": settings.data_dir / "alone"})
    async with room(alone, clock, None) as (service, _):
        _, before = await talk(service, TURNS)
    name = os.environ.get("AYI_TEST_CHAT_MODEL", "model")
    models = {"model_read": name, "model_talk": name}
    waits = {"model_read_seconds": 90.0, "model_talk_seconds": 90.0, "model_seconds": 120.0}
    async with room(settings, clock, URL, **models, **waits) as (service, used):
        opened = await service.open("zh", None, "text")
        replies = [(await service.answer(opened.id, opened.token, text)).reply.text for text in TURNS]
        view = await service.view(opened.id, opened.token)
        assert used.chat is not None
        assert used.chat.tallies["read"].calls >= 3
    profile = view.folded.profile.wire()
    assert {field: profile.get(field) for field in before} == before
    assert all(replies)
    words = {line.turn_id: line.text for line in view.transcript if line.role == "worker"}
    for fact in view.facts:
        assert words[fact.turn_id or ""][fact.start : fact.end] == fact.quote
