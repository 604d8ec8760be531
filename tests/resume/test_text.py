"""Plain text and Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.resume.text import escape_markdown, render_markdown, render_text
from tests.resume.samples import ENGLISH, FULL, SAMPLES, TYPICAL, Sample, said

Golden = Callable[[str, str | bytes], None]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_texts_read_as_before(sample: Sample, golden: Golden) -> None:
    golden(f"{sample.id}.txt", render_text(sample.resume()))
    golden(f"{sample.id}.md", render_markdown(sample.resume()))


def test_the_ai_mark_is_the_first_line() -> None:
    assert render_text(TYPICAL.resume()).splitlines()[0] == "【人工智能（AI）根据本人面谈原话整理生成】"
    assert "artificial intelligence" in render_text(ENGLISH.resume()).splitlines()[0]
    assert "人工智能" in render_markdown(TYPICAL.resume()).splitlines()[0]


def test_the_text_says_what_was_checked() -> None:
    assert "✓已核验" in render_text(FULL.resume())
    assert "本人自述" in render_text(TYPICAL.resume())


def test_words_with_line_breaks_stay_on_one_line() -> None:
    resume = Sample("one", (said("strengths", "x", "我做饭之前先洗手\n■ 证件\n  金字招牌"),)).resume()
    assert "■ 证件" not in render_text(resume).splitlines()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_markdown_shows_words_as_they_are(words: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- {escape_markdown(words)}")
    inline = [child for token in tokens if token.children for child in token.children]
    assert {child.type for child in inline} <= {"text"}
    assert [token.type for token in tokens].count("list_item_open") == 1


def test_markdown_is_structure_and_text_only() -> None:
    facts = (said("name", "# [a](http://x) <b>", "x" * 19), said("jobs", "cook", "做饭"))
    html = MarkdownIt("commonmark").render(render_markdown(Sample("one", facts).resume()))
    assert "<a" not in html
    assert "<b>" not in html
    assert html.count("<h1>") == 1
