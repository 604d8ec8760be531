"""Plain text and Markdown: the same lines, for a chat window or a notebook."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from assistant.resume.model import Line, Resume, Section
from assistant.resume.wording import Phrases, wording

_RULE: Final = 12
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_LINE_START: Final = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")


def render_text(resume: Resume) -> str:
    """The résumé as plain text, the AI mark first."""
    words = wording(resume.language)
    blocks = ["\n".join(part for part in (f"【{words.ai_label_long}】", resume.display_name, resume.headline) if part)]
    blocks += [_text_section(section, resume) for section in resume.sections]
    blocks.append("\n".join(["—" * _RULE, *_foot(resume)]))
    return "\n\n".join(blocks) + "\n"


def _text_section(section: Section, resume: Resume) -> str:
    lines = [f"■ {section.title}"]
    lines += [f"  {_marked(_labelled(line, resume), line, resume)}" for line in section.lines]
    return "\n".join(lines)


def render_markdown(resume: Resume) -> str:
    """The résumé as Markdown; whatever she said stays text, whatever characters it holds."""
    words = wording(resume.language)
    parts = [f"> {escape_markdown(words.ai_label_long)}", f"# {escape_markdown(resume.display_name)}"]
    if resume.headline:
        parts.append(f"**{escape_markdown(resume.headline)}**")
    for section in resume.sections:
        parts.append(f"## {escape_markdown(section.title)}")
        parts.append(_markdown_lines(section, resume))
    parts.append("---\n\n" + "  \n".join(escape_markdown(line) for line in _foot(resume)))
    return "\n\n".join(parts) + "\n"


def _markdown_lines(section: Section, resume: Resume) -> str:
    if section.id == "summary":
        return "\n\n".join(escape_markdown(line.text) for line in section.lines)
    return "\n".join(_markdown_line(line, resume) for line in section.lines)


def _markdown_line(line: Line, resume: Resume) -> str:
    if line.quoted:
        return f"> {escape_markdown(line.text)}\n"
    head = f"**{escape_markdown(line.label)}**{_colon(resume)}" if line.label else ""
    return f"- {head}{escape_markdown(_marked(line.text, line, resume))}"


def _labelled(line: Line, resume: Resume) -> str:
    if line.quoted:
        return wording(resume.language).names["quote"].format(text=_one_line(line.text))
    return f"{line.label}{_colon(resume)}{_one_line(line.text)}" if line.label else _one_line(line.text)


def _colon(resume: Resume) -> str:
    return "：" if resume.language == "zh" else ": "


def _marked(text: str, line: Line, resume: Resume) -> str:
    return f"{text} ✓{wording(resume.language).verified}" if line.verified else text


def _foot(resume: Resume) -> list[str]:
    words = wording(resume.language)
    date = Phrases(resume.language).date(resume.generated_on.isoformat())
    made = words.generated.format(date=date)
    number = words.reference.format(reference=resume.reference) if resume.reference else ""
    return [words.other_note, " · ".join(part for part in (made, number) if part)]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is: its signs are escaped, line breaks and controls become spaces."""
    clean = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    escaped = _MARKDOWN.sub(r"\\\1", _one_line(clean)).replace("://", ":\u2060//")
    return _LINE_START.sub(r"\1\\\2", escaped)
