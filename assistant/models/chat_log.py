"""What is written down of a call: task, model, tokens, time and outcome. Never a word of what was asked or answered."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from opentelemetry import trace

from assistant.models.chat import ChatError, Task, Usage

log = logging.getLogger(__name__)

_REMEMBERED: Final = 200


@dataclass(slots=True)
class Call:
    """One call under way. `usage` and `attempts` are filled in as it goes; `way` is how JSON was asked for."""

    usage: Usage = field(default_factory=Usage)
    attempts: int = 0
    way: str = "text"


@dataclass(slots=True)
class Tally:
    """Calls of one task since the start; the newest times in seconds."""

    calls: int = 0
    failed: int = 0
    tokens: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, seconds: float, tokens: int, *, failed: bool) -> None:
        """Count one call."""
        self.calls += 1
        self.failed += failed
        self.tokens += tokens
        self.seconds = [*self.seconds[-_REMEMBERED + 1 :], seconds]


class CallLog:
    """Logs every call, counts it, and wraps it in a span (a no-op unless the operator runs an OpenTelemetry SDK).

    Attribute names follow OpenTelemetry's semantic conventions for generative AI.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self._tracer = trace.get_tracer("assistant.models")
        self.tallies: dict[Task, Tally] = {}

    @contextmanager
    def call(self, task: Task, model: str) -> Iterator[Call]:
        """One call; an error passes through, written down."""
        call = Call()
        started = perf_counter()
        failure: str | None = None
        attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": model, "server.address": self._server}
        # The library would record an exception's text in the span; ours carry codes only, another's may not.
        with self._tracer.start_as_current_span(
            f"chat {model}", attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            span.set_attribute("ayi.task", task)
            try:
                yield call
            except ChatError as error:
                failure = error.failure.value
                raise
            except BaseException as error:
                failure = type(error).__name__
                raise
            finally:
                seconds = perf_counter() - started
                span.set_attribute("gen_ai.usage.input_tokens", call.usage.tokens_in)
                span.set_attribute("gen_ai.usage.output_tokens", call.usage.tokens_out)
                if failure is not None:
                    span.set_attribute("error.type", failure)
                    span.set_status(trace.StatusCode.ERROR, failure)
                self._write(task, call, seconds, failure)

    def _write(self, task: Task, call: Call, seconds: float, failure: str | None) -> None:
        self.tallies.setdefault(task, Tally()).add(seconds, call.usage.total, failed=failure is not None)
        fields = {
            "part": task,
            "ms": round(1000 * seconds),
            "tokens_in": call.usage.tokens_in,
            "tokens_out": call.usage.tokens_out,
            "attempt": call.attempts,
            "code": failure or call.way,
        }
        if failure is None:
            log.info("model_called", extra=fields)
        else:
            log.warning("model_failed", extra=fields)
