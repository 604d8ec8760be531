"""Every form of a résumé behind one door: the format's name in, bytes and media type out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from assistant.resume.data import render_json, render_json_resume
from assistant.resume.model import Resume
from assistant.resume.page import render_html
from assistant.resume.paper import render_pdf, render_png
from assistant.resume.photo import photo_data_uri
from assistant.resume.text import render_markdown, render_text

Format = Literal["txt", "md", "html", "pdf", "png", "json", "jsonresume"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    content: bytes
    media_type: str
    suffix: str


def render(resume: Resume, wanted: Format) -> Rendered:
    """The résumé in one format. Takes CPU time: call it in a bounded pool, not on an event loop.

    Raises:
        NotFoundError: the résumé names a theme that does not exist.
        BadInputError: the photo cannot be read.
        UnavailableError: the layout engine is not installed (pdf and png only).
    """
    media_type, suffix, write = _FORMATS[wanted]
    return Rendered(write(resume), media_type, suffix)


def _page(resume: Resume) -> bytes:
    return render_html(resume, photo_uri=photo_data_uri(resume.photo)).encode()


_FORMATS: Final[dict[Format, tuple[str, str, Callable[[Resume], bytes]]]] = {
    "txt": ("text/plain; charset=utf-8", "txt", lambda resume: render_text(resume).encode()),
    "md": ("text/markdown; charset=utf-8", "md", lambda resume: render_markdown(resume).encode()),
    "html": ("text/html; charset=utf-8", "html", _page),
    "pdf": ("application/pdf", "pdf", render_pdf),
    "png": ("image/png", "png", render_png),
    "json": ("application/json", "json", lambda resume: render_json(resume).encode()),
    "jsonresume": ("application/json", "json", lambda resume: render_json_resume(resume).encode()),
}
FORMATS: Final = tuple(_FORMATS)
