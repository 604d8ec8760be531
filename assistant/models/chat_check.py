"""Measures what a chat server can do with a few small requests, and what the product will let it do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Final, Literal

from assistant.models.chat import Asked, Chat, ChatError, ChatServer, Heard, Message, Shape, Task
from assistant.models.chat_checks import reply_trouble
from assistant.models.chat_prompts import Prompt, probes
from assistant.models.chat_structured import WAYS, Way, asked, options, parse
from assistant.models.reading_model import candidates_in
from assistant.profile.model import Language
from assistant.understanding.llm.candidates import places_of
from assistant.vocabulary.folding import is_simplified

Verdict = Literal["yes", "no", "slow"]

_TOKENS: Final = 60
_COLOURS: Final = Shape(
    "colours",
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["colours"],
        "properties": {"colours": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}},
    },
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried: whether it works, how long it took in seconds, and a code that says more."""

    what: str
    works: bool
    seconds: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """Whether a model will serve a task, and within the time a turn waits for it."""

    task: Task
    model: str
    verdict: Verdict
    detail: str = ""


class Examination:
    """Looks at one model of a server. `instruction` asks for JSON in words."""

    def __init__(self, server: ChatServer, model: str, instruction: str) -> None:
        self._server = server
        self._model = model
        self._instruction = instruction

    async def findings(self) -> list[Finding]:
        """Everything that is tried, in order; stops after the first when nobody answers."""
        first = await self._try("answers in Chinese", self._chinese)
        if not first.works and first.detail in {"unreachable", "rejected"}:
            return [first]
        streams = await self._try("streams", self._streams)
        return [first, streams, *[await self._try(f"JSON by {way}", partial(self._json, way)) for way in WAYS]]

    async def _try(self, what: str, attempt: Callable[[], Awaitable[str]]) -> Finding:
        started = perf_counter()
        try:
            detail = await attempt()
        except ChatError as error:
            return Finding(what, works=False, seconds=perf_counter() - started, detail=error.failure.value)
        return Finding(what, works=not detail, seconds=perf_counter() - started, detail=detail)

    async def _chinese(self) -> str:
        messages = (Message("user", probes()["chinese"]),)
        answered = await self._server.ask(Asked(self._model, messages, _TOKENS * 2))
        han = [char for char in answered.text if "\u4e00" <= char <= "\u9fff"]
        if len(han) * 2 < len(answered.text.strip()):
            return "not Chinese"
        return "" if is_simplified("".join(han)) else "not simplified"

    async def _streams(self) -> str:
        heard = Heard()
        messages = (Message("user", probes()["stream"]),)
        pieces = [piece async for piece in self._server.stream(Asked(self._model, messages, _TOKENS), heard)]
        return "" if len(pieces) > 1 else "in one piece"

    async def _json(self, way: Way) -> str:
        messages = asked(way, (Message("user", probes()["json"]),), _COLOURS, self._instruction)
        answered = await self._server.ask(Asked(self._model, messages, _TOKENS * 2, options(way, _COLOURS)))
        parse(answered.text, _COLOURS)
        return ""


async def reads(chat: Chat, prompt: Prompt, model: str, wait: float) -> Service:
    """Whether the reading model answers the prompt's examples as they should be, within `wait` seconds."""
    if prompt.shape is None:
        return Service("read", model, "no", "no schema")
    right = wanted = 0
    started = perf_counter()
    examples = [example for example in prompt.examples if example.language == "zh" and isinstance(example.answer, dict)]
    for example in examples:
        messages = prompt.messages("zh", example.variables)
        try:
            found = candidates_in(await chat.fill("read", messages, prompt.shape, seconds=120, tokens=prompt.tokens))
        except ChatError as error:
            return Service("read", model, "no", error.failure.value)
        expected = candidates_in(example.answer) if isinstance(example.answer, dict) else []
        quotes = all(places_of(each.quote, example.variables["words"]) for each in found)
        right += quotes and {each.field for each in found} == {each.field for each in expected}
        wanted += 1
    took = (perf_counter() - started) / max(wanted, 1)
    if not right:
        return Service("read", model, "no", "reads none of the examples")
    detail = f"{right} of {wanted} examples, {took:.1f} s each"
    return Service("read", model, "yes" if took <= wait else "slow", detail)


async def words(chat: Chat, prompt: Prompt, model: str, wait: float, language: Language = "zh") -> Service:
    """Whether the talking model words the prompt's examples in a way that passes, within `wait` seconds."""
    passed = tried = 0
    started = perf_counter()
    for example in (each for each in prompt.examples if each.language == language):
        reply = example.variables["reply"]
        try:
            said = await chat.write(
                "talk", prompt.messages(language, example.variables), seconds=120, tokens=prompt.tokens
            )
        except ChatError as error:
            return Service("talk", model, "no", error.failure.value)
        passed += reply_trouble(said.strip(), reply, (), language, prompt.system(language)) is None
        tried += 1
    took = (perf_counter() - started) / max(tried, 1)
    if not passed:
        return Service("talk", model, "no", "no reply passes the checks")
    detail = f"{passed} of {tried} replies pass, {took:.1f} s each"
    return Service("talk", model, "yes" if took <= wait else "slow", detail)
