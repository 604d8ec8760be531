"""A chat that says what it is told to and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from assistant.models.chat import ChatError, Message, Shape, Task


class FakeChat:
    """Implements `Chat`: `said` is the JSON, the text or the failure of every answer, after so many `seconds`."""

    def __init__(self, said: dict[str, Any] | str | ChatError, seconds: float = 0.0) -> None:
        self.said = said
        self.seconds = seconds
        self.asked: list[Sequence[Message]] = []

    def serves(self, task: Task) -> bool:
        """Any."""
        return bool(task)

    async def write(self, task: Task, messages: Sequence[Message], *, seconds: float, tokens: int) -> str:
        """The text."""
        del task, seconds, tokens
        return str(await self._answer(messages))

    async def fill(
        self, task: Task, messages: Sequence[Message], shape: Shape, *, seconds: float, tokens: int
    ) -> dict[str, Any]:
        """The JSON."""
        del task, shape, seconds, tokens
        answer = await self._answer(messages)
        assert isinstance(answer, dict)
        return answer

    async def stream(
        self, task: Task, messages: Sequence[Message], *, seconds: float, tokens: int
    ) -> AsyncGenerator[str, None]:
        """The text in small pieces."""
        del task, seconds, tokens
        text = str(await self._answer(messages))
        for at in range(0, len(text), 4):
            yield text[at : at + 4]

    async def _answer(self, messages: Sequence[Message]) -> dict[str, Any] | str:
        self.asked.append(messages)
        await asyncio.sleep(self.seconds)
        if isinstance(self.said, ChatError):
            raise self.said
        return self.said
