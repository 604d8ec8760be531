"""Checks every theme, so that an operator who adds or edits one learns what is wrong before a worker does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import TemplateError
from pydantic import ValidationError
from yaml import YAMLError

from assistant.kit.data import load_yaml
from assistant.profile.fold import fold
from assistant.profile.model import Fact, Language
from assistant.resume.compose import compose
from assistant.resume.model import Resume, ResumeOptions
from assistant.resume.page import render_html
from assistant.resume.theme import SHARED, Palette, Theme, load_theme, themes_folder

_NEEDED: Final = ("theme.yaml", "page.html.j2", "style.css")
_SAMPLE_DAY: Final = date(2026, 1, 1)
# WCAG 2.2, 1.4.3: text of ordinary size.
_CONTRAST: Final = 4.5
_TEXT_ON_GROUND: Final = (
    ("ink", "paper"), ("ink", "card"), ("ink", "accent_soft"), ("muted", "paper"), ("muted", "card"),
    ("accent_ink", "card"), ("accent_ink", "accent_soft"), ("second", "second_soft"), ("card", "accent"),
)  # fmt: skip
_FORBIDDEN_CSS: Final = (
    (re.compile(r"@import", re.IGNORECASE), "its style.css must not use @import"),
    (re.compile(r"url\(\s*['\"]?(?!data:)", re.IGNORECASE), "its style.css may only use url() with data:"),
    (re.compile(r"</", re.IGNORECASE), "its style.css must not hold markup"),
)
_FORBIDDEN_HTML: Final = (
    (re.compile(r"<script\b", re.IGNORECASE), "its page must not have scripts"),
    (re.compile(r"<[^>]+\son\w+\s*=", re.IGNORECASE), "its page must not have event handlers"),
    (re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE), "its page must not use style attributes; use style.css"),
    (re.compile(r"<[^>]+\s(?:src|href)\s*=\s*['\"]?(?!data:)", re.IGNORECASE), "its page must not load anything"),
    (re.compile(r"<(?:iframe|object|embed|form|link|base)\b", re.IGNORECASE), "its page must be self-contained"),
)


def check_themes(folder: Path | None = None) -> list[str]:
    """What is wrong with the themes in `folder` (the shipped ones unless given), a sentence each; empty if nothing."""
    root = folder or themes_folder()
    found = sorted(path for path in root.iterdir() if path.is_dir() and path.name != SHARED)
    if not found:
        return [f"{root.name}: there is no theme"]
    return [f"{path.name}: {problem}" for path in found for problem in _problems(path)]


def _problems(path: Path) -> Iterator[str]:
    missing = [name for name in _NEEDED if not (path / name).is_file()]
    if missing:
        yield f"it lacks {', '.join(missing)}"
        return
    try:
        theme = load_theme(path.name, path.parent)
    except (ValidationError, YAMLError) as error:
        yield f"its theme.yaml is wrong: {' '.join(str(error).split())}"
        return
    if theme.id != path.name:
        yield f"its id is {theme.id}, but its folder is {path.name}"
        return
    yield from _dim(theme.palette)
    style = (path / "style.css").read_text(encoding="utf-8")
    yield from (message for pattern, message in _FORBIDDEN_CSS if pattern.search(style))
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        yield from _page_problems(theme, language, path.parent)


def _page_problems(theme: Theme, language: Language, root: Path) -> Iterator[str]:
    resume = _sample(language).model_copy(update={"theme": theme.id})
    try:
        html = render_html(resume, folder=root)
    except TemplateError as error:
        yield f"its page cannot be drawn ({language}): {error}"
        return
    body = html[html.find("<body") :]
    yield from (message for pattern, message in _FORBIDDEN_HTML if pattern.search(body))
    label = body.find(resume.ai_label)
    if label < 0 or label > body.find(resume.display_name):
        yield f"its page ({language}) must show the AI label before the name"
    if 'id="page-end"' not in body:
        yield 'its page must end with an element of id "page-end"'
    if "AIGC" not in html[: html.find("<body")]:
        yield "its page must carry the AIGC metadata; extend _shared/layout.html.j2"


@cache
def _sample(language: Language) -> Resume:
    rows = load_yaml(themes_folder() / SHARED / "sample.yaml")
    facts = [Fact.model_validate({**row, "start": 0, "end": len(row["quote"])}) for row in rows]
    folded = fold(facts)
    return compose(folded.profile, folded.live, language, ResumeOptions(generated_on=_SAMPLE_DAY))


def _dim(palette: Palette) -> Iterator[str]:
    for text, ground in _TEXT_ON_GROUND:
        ratio = contrast(getattr(palette, text), getattr(palette, ground))
        if ratio < _CONTRAST:
            yield f"{text} on {ground} has a contrast of {ratio:.1f}; text needs {_CONTRAST}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours after WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
