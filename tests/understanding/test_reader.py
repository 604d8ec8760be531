"""The front door chooses the language by the words."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.reader import language_of, read
from assistant.understanding.reading import Context


@pytest.mark.parametrize(
    ("text", "interview", "language"),
    [
        ("我做月嫂", None, "zh"),
        ("I am a nanny", None, "en"),
        ("I am a nanny", "zh", "en"),
        ("我会给baby洗澡", "en", "zh"),
        ("ok", "zh", "zh"),
        ("45", "en", "en"),
        ("", None, "zh"),
    ],
)
def test_language(text: str, interview: str | None, language: str) -> None:
    assert language_of(text, interview) == language  # type: ignore[arg-type]  # parametrized literals


def test_each_language_has_its_reader() -> None:
    context = Context(date(2026, 11, 22))
    assert [fact.value for fact in read("我叫王芳", context).facts] == ["王芳"]
    assert any(fact.field == "jobs" for fact in read("I work as a nanny", context).facts)
