"""A reply in other words: the quotes around it go, her numbers stay in the house, failures leave it as it was."""

from __future__ import annotations

from assistant.interview.assisting import Wish
from assistant.interview.phrasing_model import PhrasingModel
from assistant.models.chat import ChatError, Failure
from assistant.models.chat_prompts import prompts
from tests.models.fake_chat import FakeChat

WISH = Wish("好的。您老家是哪里的？", "我电话13812345678", ("您老家是哪里的？",), "zh")


async def reworded(said: str | ChatError) -> str | None:
    return await PhrasingModel(FakeChat(said), prompts()["talk"], 5).reworded(WISH)


async def test_checked_words_come_without_the_quotes_around_them() -> None:
    assert await reworded("“好嘞，您老家是哪里的呀？”\n") == "好嘞，您老家是哪里的呀？"


async def test_what_does_not_pass_and_what_fails_leaves_the_reply() -> None:
    assert await reworded("您结婚了吗？") is None
    assert await reworded(ChatError(Failure.TIMEOUT)) is None


async def test_her_number_is_not_sent() -> None:
    chat = FakeChat("好")
    await PhrasingModel(chat, prompts()["talk"], 5).reworded(WISH)
    assert "13812345678" not in str(chat.asked)
