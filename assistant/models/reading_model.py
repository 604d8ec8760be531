"""Asks a chat model what it reads in a turn. What it says are candidates, to be borne out by the words."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from assistant.models.chat import Chat, ChatError
from assistant.models.chat_private import masked
from assistant.models.chat_prompts import Prompt
from assistant.understanding.llm.candidates import Candidate
from assistant.understanding.reader import language_of
from assistant.understanding.reading import Context

# Longer turns are stories; a model's attention, and her time, end before them.
LONGEST: Final = 1200
_ALL: Final = "everything"


class ReadingModel:
    """One turn in, candidates out. Phone and identity numbers are covered before anything leaves.

    `seconds` bounds one reading, far beyond what a turn waits for it.
    """

    def __init__(self, chat: Chat, prompt: Prompt, seconds: float) -> None:
        self._chat = chat
        self._prompt = prompt
        self._seconds = seconds

    async def candidates(self, text: str, context: Context) -> list[Candidate]:
        """What the model reads.

        Raises:
            ChatError: nothing, in time.
        """
        if self._prompt.shape is None or len(text) > LONGEST or not any(char.isalpha() for char in text):
            return []
        language = language_of(text, context.language)
        values = {"asking": context.asking.value if context.asking else _ALL, "words": masked(text)}
        found = await self._chat.fill(
            "read",
            self._prompt.messages(language, values),
            self._prompt.shape,
            seconds=self._seconds,
            tokens=self._prompt.tokens,
        )
        return candidates_in(found)

    async def in_time(self, text: str, context: Context, seconds: float) -> list[Candidate]:
        """What the model reads within so many seconds; nothing when it fails or takes longer."""
        try:
            async with asyncio.timeout(seconds):
                return await self.candidates(text, context)
        except (ChatError, TimeoutError):
            return []


def candidates_in(found: dict[str, Any]) -> list[Candidate]:
    """The candidates of an answer that fits the schema of the reading prompt."""
    return [
        Candidate(
            field=fact["field"],
            quote=fact["quote"],
            value=fact["value"] or None,
            polarity="negative" if fact["denied"] else "positive",
        )
        for fact in found["facts"]
    ]
