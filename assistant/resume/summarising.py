"""A chat model joins the opening lines of a résumé into a paragraph; every sentence is held to its lines.

The lines are composed from facts before the model sees them, and its sentences rest on the facts of the lines they
name. A sentence that says more, or a paragraph that leaves something out, and the lines stay as they were.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from assistant.models.chat import Chat, ChatError
from assistant.models.chat_checks import covers, sentence_trouble
from assistant.models.chat_prompts import Prompt
from assistant.profile.fold import Folded
from assistant.profile.model import Language
from assistant.resume.compose import compose
from assistant.resume.evidence import unique
from assistant.resume.model import Line, ResumeOptions
from assistant.resume.wording import has_superlative

log = logging.getLogger(__name__)

_KEPT: Final = 200
_LONGER: Final = 1.4


class Summarising:
    """The opening of a résumé within `seconds`; the same lines give the same sentences while the process lives."""

    def __init__(self, chat: Chat, prompt: Prompt, seconds: float) -> None:
        self._chat = chat
        self._prompt = prompt
        self._seconds = seconds
        self._made: OrderedDict[tuple[str, ...], tuple[Line, ...]] = OrderedDict()

    async def opening(self, folded: Folded, language: Language, options: ResumeOptions) -> tuple[Line, ...]:
        """Lines for `ResumeOptions.opening`; none where the composed ones stay."""
        section = compose(folded.profile, folded.live, language, options).section("summary")
        lines = section.lines if section else ()
        if len(lines) < 2:
            return ()
        key = (language, str(self._prompt.version), *(f"{line.text}{line.evidence}" for line in lines))
        if key not in self._made:
            made = await self._ask(lines, language)
            if made is None:
                return ()
            self._made[key] = made
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        return self._made[key]

    async def _ask(self, lines: Sequence[Line], language: Language) -> tuple[Line, ...] | None:
        """Checked lines, none when the model's were refused, None when it gave nothing."""
        if self._prompt.shape is None:
            return None
        listed = "\n".join(f"[{number}] {line.text}" for number, line in enumerate(lines, 1))
        try:
            found = await self._chat.fill(
                "resume",
                self._prompt.messages(language, {"lines": listed}),
                self._prompt.shape,
                seconds=self._seconds,
                tokens=self._prompt.tokens,
            )
        except ChatError:
            return None
        sentences = [(str(each["text"]).strip(), tuple(each["from"])) for each in found["sentences"]]
        return opening_of(sentences, lines, language, self._prompt.system(language))


def opening_of(
    sentences: Sequence[tuple[str, tuple[int, ...]]], lines: Sequence[Line], language: Language, orders: str = ""
) -> tuple[Line, ...]:
    """The sentences as lines of a résumé, each with the facts of the lines it names (numbered from 1).

    None at all if one is not borne out or something is left out.
    """
    made: list[Line] = []
    for text, numbers in sentences:
        if not numbers or not all(1 <= number <= len(lines) for number in numbers):
            return _refused("line")
        rests = [lines[number - 1] for number in dict.fromkeys(numbers)]
        given = "".join(line.text for line in rests)
        trouble = sentence_trouble(text, given, language, orders)
        if trouble is not None or has_superlative(text) or len(text) > _LONGER * len(given):
            return _refused(trouble or "praise")
        evidence = unique(i for line in rests for i in line.evidence)
        made.append(Line(key="opening", text=text, evidence=evidence, verified=all(line.verified for line in rests)))
    whole = [line.text for line in lines]
    if not covers([line.text for line in made], whole, language):
        return _refused("incomplete")
    return tuple(made)


def _refused(code: str) -> tuple[Line, ...]:
    log.info("opening_refused", extra={"code": code})
    return ()
