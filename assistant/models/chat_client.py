"""The one place where chat models are called: bounded in time, number and cost, tried again where that may help."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

from assistant.models import chat_structured as structured
from assistant.models.chat import (
    Answered,
    Asked,
    ChatError,
    ChatServer,
    Failure,
    Heard,
    Message,
    Shape,
    Task,
    Usage,
)
from assistant.models.chat_breaker import Breaker, BreakerState
from assistant.models.chat_budget import Budget
from assistant.models.chat_log import Call, CallLog, Tally
from assistant.models.chat_retry import pause

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

# What says nothing against the server: the request was wrong, or the answer was, or nobody asked.
_NOT_ITS_FAULT = frozenset({Failure.OFF, Failure.BUDGET, Failure.BROKEN, Failure.UNSUPPORTED, Failure.REFUSED})


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the client: attempts of one call, calls at the same time."""

    attempts: int = 2
    concurrency: int = 4


@dataclass(slots=True)
class Machinery:
    """Time and chance, so that tests can hold them."""

    now: Callable[[], float] = monotonic
    sleep: Sleep = asyncio.sleep
    chance: Callable[[], float] = field(default_factory=lambda: random.SystemRandom().random)


class ChatClient:
    """Models by task on one server. Implements `Chat`.

    `instruction` asks for JSON in words, with the slot `{schema}`, for servers that know no better way.
    """

    def __init__(
        self,
        server: ChatServer,
        models: Mapping[Task, str],
        budget: Budget,
        *,
        limits: Limits | None = None,
        ways: structured.Ways | None = None,
        instruction: str = "{schema}",
        machinery: Machinery | None = None,
    ) -> None:
        self._server = server
        self._models = {task: model for task, model in models.items() if model}
        self._budget = budget
        self._limits = limits or Limits()
        self._ways = ways or structured.Ways()
        self._instruction = instruction
        self._machinery = machinery or Machinery()
        self._room = asyncio.Semaphore(self._limits.concurrency)
        self._breakers = {task: Breaker(self._machinery.now) for task in self._models}
        self._log = CallLog(server.name)

    def serves(self, task: Task) -> bool:
        """Whether a model is set for the task."""
        return task in self._models

    def model(self, task: Task) -> str | None:
        """The model of a task."""
        return self._models.get(task)

    @property
    def server(self) -> ChatServer:
        """The server behind it, for measuring what it can do."""
        return self._server

    @property
    def tallies(self) -> Mapping[Task, Tally]:
        """Calls since the start, by task."""
        return self._log.tallies

    def states(self) -> dict[Task, str]:
        """By task: the model's name, and what keeps it from being asked at the moment."""
        return {task: self._state(task, model) for task, model in self._models.items()}

    def _state(self, task: Task, model: str) -> str:
        state: BreakerState = self._breakers[task].state
        if state != "closed":
            return f"degraded: {state}, without {model}"
        return model if self._budget.open() else f"degraded: budget, without {model}"

    async def write(self, task: Task, messages: Sequence[Message], *, seconds: float, tokens: int) -> str:
        """Plain text.

        Raises:
            ChatError: none within `seconds`.
        """

        async def work(call: Call, model: str) -> str:
            answered = await self._tried(Asked(model, tuple(messages), tokens), call)
            if not answered.text.strip():
                raise ChatError(Failure.MALFORMED)
            return answered.text

        return await self._within(task, seconds, work)

    async def fill(
        self, task: Task, messages: Sequence[Message], shape: Shape, *, seconds: float, tokens: int
    ) -> dict[str, Any]:
        """JSON that fits the shape, by the way this model answered last, or the next one it knows.

        Raises:
            ChatError: none within `seconds`.
        """

        async def work(call: Call, model: str) -> dict[str, Any]:
            way: structured.Way | None = self._ways.of(model)
            failed = ChatError(Failure.MALFORMED)
            while way is not None:
                call.way = way
                try:
                    found = await self._filled(call, model, messages, shape, way, tokens)
                except ChatError as error:
                    if error.failure not in (Failure.UNSUPPORTED, Failure.MALFORMED):
                        raise
                    failed = error
                    self._ways.bad(model, way, error.failure)
                    way = self._ways.after(way)
                    continue
                self._ways.good(model, way)
                return found
            raise failed

        return await self._within(task, seconds, work)

    async def _filled(
        self, call: Call, model: str, messages: Sequence[Message], shape: Shape, way: structured.Way, tokens: int
    ) -> dict[str, Any]:
        words = structured.asked(way, messages, shape, self._instruction)
        answered = await self._tried(Asked(model, words, tokens, structured.options(way, shape)), call)
        return structured.parse(answered.text, shape)

    async def stream(
        self, task: Task, messages: Sequence[Message], *, seconds: float, tokens: int
    ) -> AsyncGenerator[str, None]:
        """Plain text, piece by piece; what has begun is not tried again.

        Raises:
            ChatError: it could not begin, or broke off, or `seconds` are over.
        """
        heard = Heard()
        async with self._entered(task) as (call, model):
            call.attempts, call.way = 1, "stream"
            pieces = self._server.stream(Asked(model, tuple(messages), tokens), heard)
            deadline = self._machinery.now() + seconds
            try:
                while True:
                    left = deadline - self._machinery.now()
                    try:
                        yield await asyncio.wait_for(anext(pieces), max(left, 0.0))
                    except StopAsyncIteration:
                        break
                    except TimeoutError:
                        raise ChatError(Failure.TIMEOUT) from None
            finally:
                await pieces.aclose()
                call.usage = heard.usage
                self._budget.spend(heard.usage.total)

    async def _within(self, task: Task, seconds: float, work: Callable[[Call, str], Awaitable[T]]) -> T:
        """The work's result within so many seconds, the wait for a place among them."""
        async with self._entered(task) as (call, model):
            try:
                async with asyncio.timeout(seconds):
                    async with self._room:
                        return await work(call, model)
            except TimeoutError:
                raise ChatError(Failure.TIMEOUT) from None

    async def close(self) -> None:
        """Give the server's connections back."""
        await self._server.close()

    @asynccontextmanager
    async def _entered(self, task: Task) -> AsyncIterator[tuple[Call, str]]:
        """A call that may go out, written down, and the breaker told how it ended."""
        model = self._models.get(task)
        if model is None:
            raise ChatError(Failure.OFF)
        if not self._budget.open():
            raise ChatError(Failure.BUDGET)
        breaker = self._breakers[task]
        if not breaker.enter():
            raise ChatError(Failure.BROKEN)
        try:
            with self._log.call(task, model) as call:
                yield call, model
        except ChatError as error:
            breaker.left() if error.failure in _NOT_ITS_FAULT else breaker.failed()
            raise
        except BaseException:
            breaker.left()
            raise
        breaker.passed()

    async def _tried(self, asked: Asked, call: Call) -> Answered:
        """One request, sent again where that may help."""
        for attempt in range(1, self._limits.attempts + 1):
            call.attempts += 1
            try:
                answered = await self._server.ask(asked)
            except ChatError as error:
                self._budget.spend(0)
                wait = pause(attempt, error, self._machinery.chance())
                if wait is None or attempt == self._limits.attempts:
                    raise
                await self._machinery.sleep(wait)
                continue
            self._budget.spend(answered.usage.total)
            call.usage = Usage(
                call.usage.tokens_in + answered.usage.tokens_in, call.usage.tokens_out + answered.usage.tokens_out
            )
            return answered
        raise ChatError(Failure.UNREACHABLE)
