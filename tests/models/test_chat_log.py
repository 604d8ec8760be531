"""A call leaves a span with figures and codes, and never a word of what was asked or answered."""

from __future__ import annotations

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant.models.chat import ChatError, Failure, Usage
from assistant.models.chat_log import CallLog


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


def only(spans: InMemorySpanExporter) -> ReadableSpan:
    [span] = spans.get_finished_spans()
    return span


def test_a_call_is_a_span_of_the_conventions(spans: InMemorySpanExporter) -> None:
    log = CallLog("models.test")
    with log.call("read", "strong") as call:
        call.usage = Usage(100, 20)
    span = only(spans)
    assert span.name == "chat strong"
    assert dict(span.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "strong",
        "server.address": "models.test",
        "ayi.task": "read",
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 20,
    }
    assert log.tallies["read"].calls == 1
    assert log.tallies["read"].tokens == 120


def test_a_failure_is_a_code(spans: InMemorySpanExporter) -> None:
    log = CallLog("models.test")
    with pytest.raises(ChatError), log.call("talk", "strong"):
        raise ChatError(Failure.TIMEOUT)
    assert (only(spans).attributes or {})["error.type"] == "timeout"
    assert log.tallies["talk"].failed == 1


def test_what_an_error_says_is_not_recorded(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="王芳"), CallLog("models.test").call("read", "strong"):
        raise ValueError("王芳 13812345678")
    span = only(spans)
    assert span.events == ()
    assert "王芳" not in span.to_json()


def test_without_an_sdk_nothing_happens() -> None:
    with CallLog("models.test").call("read", "strong"):
        pass
