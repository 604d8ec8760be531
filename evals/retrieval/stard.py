"""STARD: lay questions over statutes (oneal2000/STARD, MIT), read from outside the project."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from assistant.knowledge.documents import Clause, Document, Front
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.tokens import tokens
from evals.retrieval.measure import Ranked

TODAY = date(2026, 11, 22)


def documents(folder: Path) -> list[Document]:
    """The statute articles of the pool, one clause a document."""
    made: list[Document] = []
    for row in _rows(folder / "stard.pool.jsonl"):
        front = Front(
            id=f"stard-{row['id']}",
            title=str(row["name"]),
            title_en="STARD article",
            kind="law",
            issuer="STARD",
            jurisdiction="cn",
            effective_from=None,
            status="in_force",
            source="STARD",
            source_id="STARD",
            checked_on=TODAY,
            review_by=date(2030, 1, 1),
            quality="A",
        )
        made.append(Document(front, "", (Clause(front.id, str(row["id"]), "", str(row["text"]), ""),), front.id))
    return made


def questions(folder: Path) -> list[tuple[str, frozenset[str]]]:
    """Each question whose answer is in the pool, with the keys of its gold articles."""
    held = {str(row["id"]) for row in _rows(folder / "stard.pool.jsonl")}
    found: list[tuple[str, frozenset[str]]] = []
    for row in _rows(folder / "stard.dev.queries.jsonl"):
        gold = row["gold"] if isinstance(row["gold"], list) else []
        keys = frozenset(f"stard-{each}#{each}" for each in map(str, gold) if each in held)
        if keys:
            found.append((str(row["query"]), keys))
    return found


def rank(asked: list[tuple[str, frozenset[str]]], search: Callable[[str], list[str]]) -> list[Ranked]:
    """What `search` finds for every question."""
    return [Ranked(gold, tuple(search(text))) for text, gold in asked]


def by_keywords(repository: LibraryRepository) -> Callable[[str], list[str]]:
    """BM25 over characters and pairs alone: the figure to beat."""

    def search(text: str) -> list[str]:
        numbers = [n for n, _ in repository.search(tokens(text), 10)]
        return [stored.clause.key for stored in repository.clauses(numbers)]

    return search


def by_everything(retriever: Retriever) -> Callable[[str], list[str]]:
    """The product's own search."""

    def search(text: str) -> list[str]:
        return [hit.stored.clause.key for hit in retriever.search(understand(text), TODAY, 10)]

    return search


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
