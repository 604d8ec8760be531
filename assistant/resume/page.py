"""The HTML page: a theme's template and style filled with a résumé. No script, nothing fetched, one inline style."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from assistant.resume import figures
from assistant.resume.labels import aigc_json
from assistant.resume.model import Resume
from assistant.resume.photo import photo_data_uri
from assistant.resume.theme import SHARED, load_theme, themes_folder
from assistant.resume.wording import OTHER_LANGUAGE, Phrases, wording

_SANS: Final = (
    '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "HarmonyOS Sans SC", "MiSans", '
    '"Microsoft YaHei", "Segoe UI", sans-serif'
)
_SERIF: Final = (
    '"Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "STSong", "Noto Serif", Georgia, serif'
)
_HTML_LANG: Final = {"zh": "zh-CN", "en": "en"}


def render_html(resume: Resume, *, folder: Path | None = None) -> str:
    """The résumé as one self-contained HTML page in its theme. `folder` holds the themes, if not the shipped ones.

    Raises:
        BadInputError: the photo cannot be read.
        NotFoundError: there is no such theme.
        jinja2.TemplateError: the theme's template is wrong.
    """
    root = folder or themes_folder()
    theme = load_theme(resume.theme, root)
    style = stylesheet(theme.id, root)
    words = wording(resume.language)
    return _environment(root).get_template(f"{theme.id}/page.html.j2").render(
        resume=resume,
        theme=theme,
        words=words,
        other=wording(OTHER_LANGUAGE[resume.language]),
        lang=_HTML_LANG[resume.language],
        title=words.names["title"].format(name=resume.display_name),
        date=Phrases(resume.language).date(resume.generated_on.isoformat()),
        style=style,
        policy=page_policy(style),
        aigc=aigc_json(resume),
        photo_uri=photo_data_uri(resume.photo),
        bars=figures.bars(resume, theme),
        wheel=figures.wheel(resume, theme),
        avatar=figures.avatar(resume, theme),
        longest_post=max((post.months or 0 for post in resume.posts), default=0),
    )  # fmt: skip


def page_policy(style: str) -> str:
    """A Content-Security-Policy under which the page shows itself and can do nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def stylesheet(theme_id: str, folder: Path) -> str:
    """The theme's colours and fonts as CSS variables, the shared rules, then its own."""
    theme = load_theme(theme_id, folder)
    colours = {name: value for name, value in theme.palette if isinstance(value, str)}
    colours |= {f"series-{at}": value for at, value in enumerate(theme.palette.series)}
    variables = [f"--{name.replace('_', '-')}: {value};" for name, value in colours.items()]
    heading = _SERIF if theme.heading_font == "serif" else _SANS
    variables += [f"--sans: {_SANS};", f"--serif: {_SERIF};", f"--heading: {heading};"]
    own = (folder / theme.id / "style.css").read_text(encoding="utf-8")
    base = folder / SHARED / "base.css"
    shared = base.read_text(encoding="utf-8") if base.is_file() else ""
    return "\n".join([":root { " + " ".join(variables) + " }", shared, own])


@cache
def _environment(folder: Path) -> SandboxedEnvironment:
    # Shipped shared parts stay available to an operator's own folder of themes.
    loader = FileSystemLoader([folder, themes_folder()])
    return SandboxedEnvironment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
