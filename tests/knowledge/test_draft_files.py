"""Drafts as files, read back: every word is there, every blank is marked, nothing is loaded or run."""

from __future__ import annotations

import io
import re
from typing import get_args

import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from assistant.knowledge.draft_files import FILES, DraftFormat, render_docx, render_html, render_pdf
from assistant.knowledge.draft_values import LINE
from assistant.profile.model import Language, WorkerProfile
from tests.knowledge.drafting import HOSTILE, LANGUAGES, TERMS, drafted, words


def read_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_reads_back(language: Language) -> None:
    draft = drafted("three_party", language, terms=TERMS)
    text = read_pdf(render_pdf(draft))
    wanted = [draft.header, draft.title, *draft.notices]
    wanted += [part for clause in draft.clauses for part in (clause.heading, clause.basis)]
    for part in wanted:
        assert re.sub(r"\s", "", part) in text, part
    assert text.count(LINE) == draft.blanks
    assert text.count(re.sub(r"\s", "", draft.header)) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_file_reads_back_and_marks_its_blanks(language: Language) -> None:
    draft = drafted("three_party", language, terms=TERMS)
    document = Document(io.BytesIO(render_docx(draft)))
    assert document.sections[0].header.paragraphs[0].text == draft.header
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert words(draft).splitlines() == [line for line in text.splitlines() if line in words(draft).splitlines()]
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == [LINE] * draft.blanks


def test_the_page_marks_its_blanks_and_may_load_nothing() -> None:
    draft = drafted()
    page = HTMLParser(render_html(draft))
    assert len(page.css(".blank")) == draft.blanks
    policies = [tag.attributes["content"] or "" for tag in page.css("meta[http-equiv]")]
    assert [policy.split(";")[0] for policy in policies] == ["default-src 'none'"]


@pytest.mark.parametrize("kind", get_args(DraftFormat))
def test_every_format_has_its_file(kind: DraftFormat) -> None:
    starts = {"html": b"<!doctype html>", "pdf": b"%PDF", "docx": b"PK"}
    assert FILES[kind].make(drafted("consent")).lstrip().startswith(starts[kind])


def test_words_are_never_taken_for_markup_or_templates() -> None:
    draft = drafted(profile=WorkerProfile(name=HOSTILE), household={"name": HOSTILE})
    html = render_html(draft)
    assert "<script" not in html
    assert HOSTILE in HTMLParser(html).text()
    assert "{{7*7}}" in read_pdf(render_pdf(draft))
