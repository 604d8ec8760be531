"""The reply made ready while she may still go on: in the pause after her words, before they are taken as her turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container
from contextlib import suppress

from assistant.kit.errors import AyiError
from assistant.speech.live.parts import Conversation, Voice
from assistant.speech.live.tasks import Tasks


class Foresight:
    """Finds out what would be answered to her words so far, and has its first sound made.

    Nothing is taken and nothing is said of it: if she goes on, it was for nothing.
    """

    def __init__(
        self, conversation: Conversation, voice: Voice | None, tasks: Tasks, found: Callable[[], None]
    ) -> None:
        self._conversation = conversation
        self._voice = voice
        self._tasks = tasks
        self._found = found
        self._task: asyncio.Task[None] | None = None
        self._begins: str | None = None
        self.looking = False

    def look(self, text: str) -> None:
        """These are her words so far; what was made ready for others is given up."""
        self.forget()
        if self._voice is not None:
            self.looking = True
            self._task = self._tasks.start(self._work(self._voice, text))

    def forget(self) -> None:
        """She goes on, or her turn is taken: what is not under way is not begun."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._begins, self.looking = None, False

    def over(self) -> None:
        """Her turn is taken: what was foreseen answers nothing any more; what is under way is finished."""
        self._begins, self.looking = None, False

    def opening(self, among: Container[str]) -> str | None:
        """The piece the reply begins with, if it is one of these; what is said is said in that piece."""
        return self._begins if self._begins in among else None

    async def _work(self, voice: Voice, text: str) -> None:
        # What cannot be foreseen is answered in its time, and its error told then.
        with suppress(AyiError):
            reply = None
            try:
                reply = await self._conversation.foresee(text)
            finally:
                # Her turn may have been taken meanwhile: then it opens nothing.
                open_still, self.looking = self.looking, False
            if reply and open_still:
                self._begins = next(iter(voice.pieces(reply, self._conversation.language)), None)
            self._found()
            if reply:
                await voice.ready(reply, self._conversation.language)
