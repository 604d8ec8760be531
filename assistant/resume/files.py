"""A résumé as a file, by its ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.kit.errors import NotFoundError
from assistant.profile.fold import Folded
from assistant.profile.model import Language
from assistant.resume.compose import compose
from assistant.resume.data import render_json, render_json_resume
from assistant.resume.model import Resume, ResumeOptions
from assistant.resume.page import render_html
from assistant.resume.text import render_markdown, render_text
from assistant.resume.theme import theme_ids


@dataclass(frozen=True, slots=True)
class FileKind:
    """How one kind of file is made and served. `cpu` marks those that must stay off the event loop."""

    media_type: str
    make: Callable[[Resume], bytes]
    cpu: bool = False


def _pdf(resume: Resume) -> bytes:
    # WeasyPrint takes half a second to import and most processes never print.
    from assistant.resume.paper import render_pdf

    return render_pdf(resume)


def _png(resume: Resume) -> bytes:
    from assistant.resume.paper import render_png

    return render_png(resume)


KINDS: Mapping[str, FileKind] = {
    "txt": FileKind("text/plain; charset=utf-8", lambda resume: render_text(resume).encode()),
    "md": FileKind("text/markdown; charset=utf-8", lambda resume: render_markdown(resume).encode()),
    "html": FileKind("text/html; charset=utf-8", lambda resume: render_html(resume).encode(), cpu=True),
    "pdf": FileKind("application/pdf", _pdf, cpu=True),
    "png": FileKind("image/png", _png, cpu=True),
    "json": FileKind("application/json", lambda resume: render_json(resume).encode()),
    "jsonresume": FileKind("application/json", lambda resume: render_json_resume(resume).encode()),
}


def kind_of(suffix: str) -> FileKind:
    """The kind of file with this ending.

    Raises:
        NotFoundError: résumés do not come in it.
    """
    kind = KINDS.get(suffix)
    if kind is None:
        raise NotFoundError("resume_kind_unknown", kinds=", ".join(KINDS))
    return kind


def make_file(suffix: str, folded: Folded, language: Language, options: ResumeOptions) -> bytes:
    """The résumé of a folded profile as the bytes of one file.

    Raises:
        NotFoundError: there is no such kind of file or no such theme.
    """
    kind = kind_of(suffix)
    if options.theme not in theme_ids():
        raise NotFoundError("theme_unknown", themes=", ".join(theme_ids()))
    return kind.make(compose(folded.profile, folded.live, language, options))
