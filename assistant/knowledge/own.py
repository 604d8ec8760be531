"""An operator's own documents: read, cut into clauses, kept beside the index, superseded by date, really removed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from assistant.kit.errors import NotFoundError
from assistant.knowledge.clauses import Chunk, cut
from assistant.knowledge.documents import OWN, Clause, Document, DocumentStatus, Front, Kind

# The encoder reads 512 tokens: about this many Chinese characters, with room for the title before them.
CLAUSE_CHARACTERS = 420
_REVIEW_DAYS = 365
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Description:
    """What the operator says of a file; the rest is read from it."""

    title: str
    kind: Kind = "contract"
    jurisdiction: str = "cn"
    effective_from: date | None = None
    issuer: str = ""
    number: str | None = None
    status: DocumentStatus = "in_force"


def make_document(text: str, description: Description, today: date) -> Document:
    """A document of the text's clauses. The id depends on title and content, so the same file again is the same one.

    No character is lost: the clauses' bodies, joined, are the text.
    """
    digest = hashlib.sha256(f"{description.title}\n{text}".encode()).hexdigest()[:10]
    slug = _UNSAFE.sub("-", description.title.lower()).strip("-")[:40]
    front = Front(
        id="-".join(part for part in ("own", slug, digest) if part),
        title=description.title.strip() or digest,
        title_en=description.title.strip() or digest,
        kind=description.kind,
        issuer=description.issuer or description.title,
        number=description.number,
        jurisdiction=description.jurisdiction,
        effective_from=description.effective_from,
        status=description.status,
        source=description.title,
        source_id=OWN,
        checked_on=today,
        review_by=today + timedelta(days=_REVIEW_DAYS),
        quality="B",
    )
    return Document(front, "", tuple(_clauses(front.id, cut(text, CLAUSE_CHARACTERS))), front.id)


def _clauses(document: str, chunks: Iterable[Chunk]) -> Iterable[Clause]:
    """Chunks as clauses. Locators must be unique: parts of one clause are counted, clauses outside any are "开头"."""
    seen: dict[str, int] = {}
    for chunk in chunks:
        locator = "·".join(chunk.path) or "开头"
        seen[locator] = seen.get(locator, 0) + 1
        if seen[locator] > 1:
            locator = f"{locator}（{seen[locator]}）"
        yield Clause(document, locator, chunk.title, chunk.text, "")


class OwnDocuments:
    """The folder of an operator's documents, one JSON file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[Document, ...]:
        """Every document, those that a later version of the same title replaced marked superseded from its date on."""
        documents = [_from_json(path) for path in sorted(self._folder.glob("*.json"))]
        return tuple(_superseded(document, documents) for document in documents)

    def save(self, document: Document) -> None:
        """Keep a document; the same one again changes nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        content = {
            "front": document.front.model_dump(mode="json"),
            "lead": document.lead,
            "clauses": [dataclasses.asdict(clause) for clause in document.clauses],
        }
        path = self._folder / f"{document.front.id}.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(path)

    def remove(self, document_id: str) -> None:
        """Delete a document's file.

        Raises:
            NotFoundError: it is not one of the operator's own.
        """
        path = self._folder / f"{document_id}.json"
        if _UNSAFE.sub("-", document_id) != document_id or not path.is_file():
            raise NotFoundError("document_unknown")
        path.unlink()


def _from_json(path: Path) -> Document:
    content = json.loads(path.read_text(encoding="utf-8"))
    clauses = tuple(
        Clause(**(raw | {"asked": tuple(raw["asked"]), "see": tuple(raw["see"])})) for raw in content["clauses"]
    )
    return Document(Front.model_validate(content["front"]), content["lead"], clauses, path.name)


def _superseded(document: Document, documents: Iterable[Document]) -> Document:
    """The document with its end set to the day before the next version of the same title begins."""
    mine = document.front
    later = [
        other.front.effective_from
        for other in documents
        if other.front.title == mine.title
        and other.front.id != mine.id
        and other.front.effective_from is not None
        and (mine.effective_from is None or other.front.effective_from > mine.effective_from)
    ]
    if not later or mine.effective_to is not None:
        return document
    front = mine.model_copy(update={"effective_to": min(later) - timedelta(days=1)})
    return dataclasses.replace(document, front=front)
