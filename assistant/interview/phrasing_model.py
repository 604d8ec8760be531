"""A chat model says the interviewer's reply in other words; what it may not say is not said."""

from __future__ import annotations

import logging

from assistant.interview.assisting import Wish
from assistant.models.chat import Chat, ChatError
from assistant.models.chat_checks import reply_trouble
from assistant.models.chat_private import masked
from assistant.models.chat_prompts import Prompt

log = logging.getLogger(__name__)

_AROUND = " \t\r\n\"'“”「」『』"
# Of a long answer the model needs only how it ends.
_WORDS = 200


class PhrasingModel:
    """Reworded replies within `seconds`; any failure, delay or trouble leaves the reply as it was."""

    def __init__(self, chat: Chat, prompt: Prompt, seconds: float) -> None:
        self._chat = chat
        self._prompt = prompt
        self._seconds = seconds

    async def reworded(self, wish: Wish) -> str | None:
        """Other words for the reply, or None."""
        values = {"reply": wish.reply, "words": masked(wish.words[-_WORDS:])}
        messages = self._prompt.messages(wish.language, values)
        try:
            text = await self._chat.write("talk", messages, seconds=self._seconds, tokens=self._prompt.tokens)
        except ChatError:
            return None
        said = text.strip(_AROUND)
        trouble = reply_trouble(said, wish.reply, wish.wordings, wish.language, self._prompt.system(wish.language))
        if trouble is not None:
            log.info("rewording_refused", extra={"code": trouble})
            return None
        return said
