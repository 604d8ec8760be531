"""A chat model says the clause of an answer in plainer words; every sentence is held against the clause it names.

Nothing else of an answer changes: what is decided, refused or cited, where it stands and since when. A sentence that
adds, drops or turns anything ends it, and the clause is said as it is written.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from assistant.knowledge.answers import Answer, source_begins
from assistant.models.chat import Chat, ChatError
from assistant.models.chat_checks import clause_trouble, covers
from assistant.models.chat_private import masked
from assistant.models.chat_prompts import Prompt
from assistant.profile.model import Language

log = logging.getLogger(__name__)

_NUMBERED: Final = re.compile(r"\s*[\[【(（](\d{1,2})[\]】)）]\s*(.+)")
_MOST: Final = 3
_SHORTEST: Final = 12
_LONGEST: Final[dict[Language, int]] = {"zh": 600, "en": 1800}
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


class PlainWords:
    """Answers in plainer words within `seconds`, or as they were."""

    def __init__(self, chat: Chat, prompt: Prompt, seconds: float) -> None:
        self._chat = chat
        self._prompt = prompt
        self._seconds = seconds

    async def said(self, answer: Answer, question: str, seconds: float | None = None) -> Answer:
        """The answer with its first clause in plain words where that could be done and checked.

        `seconds` replaces the bound for this once.
        """
        found = _clause(answer)
        if found is None:
            return answer
        clause, language = found
        values = {"question": masked(question), "clauses": f"[1] {clause}"}
        messages = self._prompt.messages(language, values)
        try:
            pieces = self._chat.stream("answer", messages, seconds=seconds or self._seconds, tokens=self._prompt.tokens)
            plain = await _checked(pieces, clause, self._prompt.system(language), language)
        except ChatError:
            return answer
        if plain is None:
            return answer
        return answer.model_copy(update={"text": plain + answer.text[len(clause) :]})


def _clause(answer: Answer) -> tuple[str, Language] | None:
    """The clause the answer says first, word for word, and its language; None where nothing is to be said otherwise.

    A citation holds the clause as it is in force. An answer in English says the library's English of it, in one line
    before the line that names the source.
    """
    if answer.kind != "answer" or not answer.citations:
        return None
    first, _, rest = answer.text.partition("\n")
    if first == answer.citations[0].excerpt and not first.isascii():
        language: Language = "zh"
    elif not _HAN.search(first) and rest.startswith(source_begins("en")):
        language = "en"
    else:
        return None
    return (first, language) if _SHORTEST <= len(first) <= _LONGEST[language] else None


async def _checked(pieces: AsyncGenerator[str, None], clause: str, orders: str, language: Language) -> str | None:
    """The sentences as they come in, each checked at once; None at the first that is not borne out.

    Together they must still hold every number, name and negation of the clause: a rule without its exception is
    another rule.
    """
    said: list[str] = []
    rest = ""
    async with aclosing(pieces) as coming:
        async for piece in coming:
            rest += piece
            *lines, rest = rest.split("\n")
            for line in lines:
                if not _take(line, said, clause, orders, language):
                    return None
    if not _take(rest, said, clause, orders, language) or not said:
        return None
    if len(said) > _MOST or not covers(said, [clause], language):
        log.info("plain_words_refused", extra={"code": "incomplete"})
        return None
    return (" " if language == "en" else "").join(said)


def _take(line: str, said: list[str], clause: str, orders: str, language: Language) -> bool:
    """Add a line's sentence; whether the model may go on."""
    if not line.strip():
        return True
    numbered = _NUMBERED.fullmatch(line.strip())
    trouble = "clause" if numbered is None or numbered[1] != "1" else None
    if numbered is not None and trouble is None:
        sentence = numbered[2].strip()
        trouble = clause_trouble(sentence, clause, language, orders)
        said.append(sentence)
    if trouble is not None:
        log.info("plain_words_refused", extra={"code": trouble})
    return trouble is None
