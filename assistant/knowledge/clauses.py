"""Cuts a document into clauses without losing, doubling or moving a character.

The chunks of a text, joined, are the text. Each chunk holds a clause (or a part of one too long for the encoder) with
the path of headings above it; a heading is never left without the words it heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.knowledge.headings import CLAUSE_LEVEL, Heading, read_heading

_SENTENCE_END = re.compile(r"(?<=[。！？!?；;])|(?<=\n)")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*\n?")


@dataclass(frozen=True, slots=True)
class Chunk:
    """`text[start:end]` of a document, and where in it: `path` from the outermost heading to the clause's own."""

    start: int
    end: int
    text: str
    path: tuple[str, ...]
    title: str

    @property
    def locator(self) -> str:
        """The clause's own number, as a reader would cite it; empty before the first heading."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    heading: Heading | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class _Section:
    """Lines under one path. `bare` while it holds nothing but headings."""

    lines: list[_Line]
    path: tuple[str, ...]
    title: str
    bare: bool


def cut(text: str, limit: int) -> list[Chunk]:
    """The chunks of `text`, in order, none longer than `limit` characters.

    Raises:
        ValueError: `limit` is not positive.
    """
    if limit < 1:
        raise ValueError("limit must be positive")
    chunks: list[Chunk] = []
    for section in _sections(_lines(text)):
        chunks.extend(_fit(section, limit))
    return chunks


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    position, before = 0, ""
    for piece in text.splitlines(keepends=True):
        heading = None if _TABLE_ROW.fullmatch(piece) else read_heading(piece.rstrip("\r\n"), before)
        lines.append(_Line(position, piece, heading))
        position += len(piece)
        before = piece if piece.strip() else ""
    return lines


def _sections(lines: Sequence[_Line]) -> list[_Section]:
    """Runs of lines that open with a clause heading; a run of headings alone joins the clause it leads to."""
    sections: list[_Section] = []
    stack: list[Heading] = []
    for line in lines:
        heading = line.heading
        if heading is not None and heading.level <= CLAUSE_LEVEL:
            stack = [above for above in stack if above.level < heading.level] + [heading]
            path, title = tuple(each.locator for each in stack), heading.title
            bare = not _has_body(line, heading)
            if sections and sections[-1].bare:
                sections[-1].lines.append(line)
                sections[-1].path, sections[-1].title, sections[-1].bare = path, title, bare
            else:
                sections.append(_Section([line], path, title, bare))
            continue
        if not sections:
            sections.append(_Section([], (), "", bare=True))
        sections[-1].lines.append(line)
        sections[-1].bare = sections[-1].bare and not line.text.strip()
    # Headings at the very end lead to nothing: they close the clause before them.
    if len(sections) > 1 and sections[-1].bare:
        last = sections.pop()
        sections[-1].lines.extend(last.lines)
    return sections


def _has_body(line: _Line, heading: Heading) -> bool:
    """Whether the heading's own line already says something beyond number and title."""
    return not heading.title and len(line.text.strip().lstrip("# \t")) > len(heading.locator) + 1


def _fit(section: _Section, limit: int) -> Iterator[Chunk]:
    """The section in as few chunks as hold it, cut where it hurts least: items, table rows, sentences, characters."""
    start = section.lines[0].start
    whole = "".join(line.text for line in section.lines)
    if len(whole) <= limit:
        yield Chunk(start, start + len(whole), whole, section.path, section.title)
        return
    taken = ""
    for piece in _pieces(section.lines, limit):
        if taken and len(taken) + len(piece) > limit:
            yield Chunk(start, start + len(taken), taken, section.path, section.title)
            start += len(taken)
            taken = ""
        taken += piece
    if taken:
        yield Chunk(start, start + len(taken), taken, section.path, section.title)


def _pieces(lines: Sequence[_Line], limit: int) -> Iterator[str]:
    """Pieces no longer than `limit` that must not be cut further. Headings and blank lines stay with what follows."""
    held = ""
    for line in lines:
        for sentence in _SENTENCE_END.split(line.text):
            if not sentence:
                continue
            is_heading_only = line.heading is not None and sentence == line.text and bool(line.heading.title)
            if (is_heading_only or not sentence.strip()) and len(held) + len(sentence) < limit // 2:
                held += sentence
                continue
            yield from _hard(held + sentence, limit)
            held = ""
    if held:
        yield from _hard(held, limit)


def _hard(text: str, limit: int) -> Iterator[str]:
    for at in range(0, len(text), limit):
        yield text[at : at + limit]
