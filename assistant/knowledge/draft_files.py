"""A draft as HTML, PDF and DOCX. Blanks are underlined and shaded; every page says that it is a draft."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.kit.data import data_path
from assistant.kit.press import ONE_AT_A_TIME, lay_out
from assistant.knowledge.draft_values import LINE
from assistant.knowledge.drafts import Draft, Run

DraftFormat = Literal["html", "pdf", "docx"]

_HTML_LANG: Final = {"zh": "zh-CN", "en": "en"}
_DOCX_FONTS: Final = {"zh": "宋体", "en": "Times New Roman"}


@dataclass(frozen=True, slots=True)
class DraftFile:
    """How a format is made and what it is called on the wire."""

    media_type: str
    make: Callable[[Draft], bytes]


def render_html(draft: Draft) -> str:
    """The draft as one self-contained page without script."""
    html: str = _page().render(draft=draft, lang=_HTML_LANG[draft.language], style=_style(), policy=policy(), line=LINE)
    return html


def render_pdf(draft: Draft) -> bytes:
    """The draft on A4 pages.

    Raises:
        UnavailableError: the libraries that lay out pages are not installed.
    """
    with ONE_AT_A_TIME:
        document = lay_out(render_html(draft), "", media="print")
        pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return pdf


def render_docx(draft: Draft) -> bytes:
    """The draft as a Word file whose blanks can be typed over."""
    # Needed for this one format only.
    from docx import Document
    from docx.shared import Pt

    document = Document()
    _fonts(document, draft.language)
    document.core_properties.title = draft.title
    document.sections[0].header.paragraphs[0].text = draft.header
    document.add_heading(draft.title, 0)
    for notice in draft.notices:
        document.add_paragraph().add_run(notice).italic = True
    for clause in draft.clauses:
        document.add_heading(clause.heading, 2)
        for line in clause.lines:
            _add(document.add_paragraph(), line)
        if clause.basis:
            document.add_paragraph().add_run(clause.basis).font.size = Pt(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FILES: Final[dict[DraftFormat, DraftFile]] = {
    "html": DraftFile("text/html; charset=utf-8", lambda draft: render_html(draft).encode()),
    "pdf": DraftFile("application/pdf", render_pdf),
    "docx": DraftFile("application/vnd.openxmlformats-officedocument.wordprocessingml.document", render_docx),
}


@cache
def policy() -> str:
    """A Content-Security-Policy under which the page shows itself and can do nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _page() -> Any:  # noqa: ANN401 - a template has no narrower use
    loader = FileSystemLoader(data_path("web", "templates"))
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return made.get_template("draft.html.j2")


@cache
def _style() -> str:
    return data_path("web", "templates", "draft.css").read_text(encoding="utf-8")


def _fonts(document: Any, language: str) -> None:  # noqa: ANN401 - the library's own class is a factory's product
    """One face for both scripts; Word keeps the face of Chinese characters apart."""
    from docx.oxml.ns import qn

    face = _DOCX_FONTS[language]
    for name in ("Normal", "Title", "Heading 2"):
        style = document.styles[name]
        style.font.name = face
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _DOCX_FONTS["zh"])


def _add(paragraph: Any, runs: Sequence[Run]) -> None:  # noqa: ANN401 - the library ships no usable types
    from docx.enum.text import WD_COLOR_INDEX

    for run in runs:
        added = paragraph.add_run(LINE if run.blank else run.text)
        if run.blank:
            added.font.highlight_color = WD_COLOR_INDEX.YELLOW
