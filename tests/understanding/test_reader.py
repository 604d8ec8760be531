"""The front door chooses the language by the words."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understanding.en import patterns
from assistant.understanding.reader import asks, language_of, read, warm_up
from assistant.understanding.reading import Act, Context
from assistant.understanding.zh import grammar


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


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("你们收不收押金？", True),
        ("做了八年，試工給不給錢", True),
        ("我做月嫂的", False),
        ("Do I pay a deposit?", True),
        ("I am a nanny", False),
    ],
)
def test_a_question_is_told_without_reading_the_facts(text: str, *, asking: bool) -> None:
    context = Context(date(2026, 11, 22))
    assert asks(text, context) is asking is read(text, context).does(Act.QUESTION)


def test_each_language_has_its_reader() -> None:
    context = Context(date(2026, 11, 22))
    assert [fact.value for fact in read("我叫王芳", context).facts] == ["王芳"]
    assert any(fact.field == "jobs" for fact in read("I work as a nanny", context).facts)


def test_after_warming_up_no_turn_waits_for_a_construction() -> None:
    warm_up()
    before = grammar.pattern.cache_info().misses, patterns.pattern.cache_info().misses
    context = Context(date(2026, 11, 22))
    read("以前在北京做过月嫂，现在不做了，想找个白班，养狗的不去", context)
    read("I used to be a cleaner but not any more, no dogs please", context)
    assert (grammar.pattern.cache_info().misses, patterns.pattern.cache_info().misses) == before
