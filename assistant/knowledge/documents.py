"""Documents as they are kept: Markdown with front matter, clauses under `## locator title`, checked before use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.kit.data import data_path, load_yaml

Kind = Literal["law", "regulation", "standard", "contract", "policy", "guide"]
DocumentStatus = Literal["in_force", "draft", "superseded", "recommended", "practice", "not_held"]
Quality = Literal["A", "B", "C", "D"]
DocumentId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9\-]{2,80}$")]

_FRONT = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_CLAUSE = re.compile(r"^## +(\S+)(?: +(.*))?$", re.MULTILINE)
_ASKED = re.compile(r"^> ?常问[：:](.*)$", re.MULTILINE)
_ENGLISH = re.compile(r"^EN: ?(.*)$", re.MULTILINE)
_SEE = re.compile(r"^见[：:](.*)$", re.MULTILINE)

OWN = "own"
"""The source of operators' own documents."""


class Front(BaseModel):
    """The front matter: what a document is, where it binds and since when, and how far its source may be trusted."""

    model_config = ConfigDict(extra="forbid")

    id: DocumentId
    title: Annotated[str, StringConstraints(min_length=2)]
    title_en: Annotated[str, StringConstraints(min_length=2)]
    kind: Kind
    issuer: Annotated[str, StringConstraints(min_length=1)]
    number: str | None = None
    jurisdiction: str
    effective_from: date | None
    effective_to: date | None = None
    status: DocumentStatus
    source: Annotated[str, StringConstraints(min_length=2)]
    source_id: Annotated[str, StringConstraints(min_length=1)]
    checked_on: date
    review_by: date
    quality: Quality


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it says in our words, in both languages, what people ask it, and which clauses it points to."""

    document: str
    locator: str
    title: str
    body: str
    english: str
    asked: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """`document#locator`, unique in the library."""
        return f"{self.document}#{self.locator}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its clauses, in order."""

    front: Front
    lead: str
    clauses: tuple[Clause, ...] = ()
    path: str = ""


class DocumentError(ValueError):
    """A document file cannot be used; the sentence names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something `check` found wrong with a document."""

    document: str
    what: str

    def __str__(self) -> str:
        return f"{self.document}: {self.what}"


def parse(text: str, name: str) -> Document:
    """A document from its file's text.

    Raises:
        DocumentError: the front matter is missing, is not YAML, or lacks a field.
    """
    match = _FRONT.match(text)
    if match is None:
        raise DocumentError(f"{name}: no front matter between --- lines")
    try:
        front = Front.model_validate(yaml.safe_load(match[1]))
    except yaml.YAMLError:
        raise DocumentError(f"{name}: the front matter is not YAML") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise DocumentError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    body = text[match.end() :]
    heads = list(_CLAUSE.finditer(body))
    ends = [head.start() for head in heads[1:]] + [len(body)]
    clauses = tuple(_clause(front.id, head, body[head.end() : end]) for head, end in zip(heads, ends, strict=True))
    lead = body[: heads[0].start()] if heads else body
    return Document(front, lead.strip(), clauses, name)


def _clause(document: str, head: re.Match[str], text: str) -> Clause:
    asked = tuple(part.strip() for line in _ASKED.findall(text) for part in re.split(r"[｜|]", line) if part.strip())
    see = tuple(part.strip() for line in _SEE.findall(text) for part in re.split(r"[；;、，,]", line) if part.strip())
    english = " ".join(_ENGLISH.findall(text)).strip()
    body = text
    for pattern in (_ASKED, _ENGLISH, _SEE):
        body = pattern.sub("", body)
    return Clause(document, head[1], (head[2] or "").strip(), _squeeze(body), english, asked, see)


def _squeeze(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", text).strip()


@cache
def jurisdictions() -> dict[str, dict[str, str]]:
    """Every jurisdiction a document may bind in: id to its names."""
    loaded: list[dict[str, str]] = load_yaml(data_path("knowledge_base", "taxonomy", "jurisdictions.yaml"))
    return {entry["id"]: entry for entry in loaded}


def document_files(folder: Path | None = None) -> Iterator[Path]:
    """Every document file below the library's folder, in a fixed order."""
    root = folder or data_path("knowledge_base", "documents")
    return iter(sorted(root.rglob("*.md")) if root.is_dir() else [])


def load_library(folder: Path | None = None) -> tuple[Document, ...]:
    """Every document of the library.

    Raises:
        DocumentError: one of them cannot be used.
    """
    root = folder or data_path("knowledge_base", "documents")
    return tuple(
        parse(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()) for path in document_files(folder)
    )


def check(documents: Iterable[Document], today: date) -> list[Problem]:
    """What is wrong with the library: doubled ids or locators, dead references, unknown places, papers past review."""
    documents = list(documents)
    problems: list[Problem] = []
    keys = {clause.key for document in documents for clause in document.clauses}
    seen: set[str] = set()
    for document in documents:
        front = document.front
        if front.id in seen:
            problems.append(Problem(front.id, "the id is used twice"))
        seen.add(front.id)
        if front.jurisdiction not in jurisdictions():
            problems.append(Problem(front.id, f"unknown jurisdiction {front.jurisdiction}"))
        if front.review_by < today:
            problems.append(Problem(front.id, f"was to be reviewed by {front.review_by}"))
        if front.effective_from and front.effective_to and front.effective_to < front.effective_from:
            problems.append(Problem(front.id, "ends before it begins"))
        if not document.clauses:
            problems.append(Problem(front.id, "has no clause"))
        problems.extend(_check_clauses(document, keys))
    return problems


def _check_clauses(document: Document, keys: set[str]) -> Iterator[Problem]:
    locators: set[str] = set()
    for clause in document.clauses:
        if clause.locator in locators:
            yield Problem(document.front.id, f"{clause.locator} stands twice")
        locators.add(clause.locator)
        for what, value in (("no words", clause.body), ("no English", clause.english), ("no title", clause.title)):
            if not value:
                yield Problem(document.front.id, f"{clause.locator} has {what}")
        if not clause.asked:
            yield Problem(document.front.id, f"{clause.locator} names no question it answers")
        for target in clause.see:
            key = target if "#" in target else f"{document.front.id}#{target}"
            if key not in keys:
                yield Problem(document.front.id, f"{clause.locator} points to {target}, which is not there")
