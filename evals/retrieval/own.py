"""Labelled questions over the library that comes with the product, and what the product's own search finds for them.

The questions were written from the domain's facts before the clauses were read, and never from the questions the
clauses list; `data/LABELS.md` says how they were labelled.
"""

from __future__ import annotations

import fcntl
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.kit.clock import SystemClock
from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.service import KnowledgeService
from assistant.knowledge.tokens import tokens
from assistant.knowledge.vectors import ChromaVectors
from assistant.models.embedding import BundledEmbedder
from evals.retrieval.measure import Ranked, figures
from evals.table import table

Split = Literal["dev", "tune", "hold", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)
# A second pair of halves, written before the search was read; the answers and the search are measured on the same rows.
BLIND: tuple[Split, ...] = ("tune", "hold")
TODAY = date(2026, 11, 22)
DATA = Path(__file__).with_name("data")
_ANSWERS = Path(__file__).resolve().parents[1] / "answers" / "data"
CACHE = Path(__file__).resolve().parent.parent / "out"

_DEPTH = 10
_STYLES = ("zh", "en", "colloquial", "formal", "typo", "dialect", "place", "no_place")


class Question(BaseModel):
    """A question and every clause that truly answers it; `jurisdiction` is what the asker chose, not what she said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    jurisdiction: str | None = None
    gold: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """The product's library as an installation has it, and the parts of its search."""

    service: KnowledgeService
    repository: LibraryRepository
    retriever: Retriever
    index: LibraryIndex


def questions(split: Split, folder: Path = DATA) -> list[Question]:
    """The labelled questions of one split; in `tune` and `hold` the rows of the answers with a clause."""
    blind = split in BLIND
    path = _ANSWERS / f"{split}.jsonl" if blind else folder / f"questions.{split}.jsonl"
    loaded = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if blind:
        loaded = [{name: row[name] for name in Question.model_fields if name in row} for row in loaded if "gold" in row]
    return [Question.model_validate(row) for row in loaded]


@contextmanager
def opened_library(folder: Path = CACHE / "library") -> Iterator[Library]:
    """The shipped library, indexed anew; only embeddings are kept in `folder`, as they depend on text and model alone.

    What an interrupted run added is taken out first. A second run waits until the first has ended.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield from _opened(folder)


def _opened(folder: Path) -> Iterator[Library]:
    shutil.rmtree(folder / "documents", ignore_errors=True)
    embedder = BundledEmbedder(CACHE, threads=2)
    repository = LibraryRepository(folder / "library.db")
    for document_id in repository.digests():
        repository.remove(document_id)
    with tempfile.TemporaryDirectory() as vectors_folder:
        vectors = ChromaVectors("library", Path(vectors_folder))
        service = KnowledgeService(folder, embedder, SystemClock(), vectors=vectors)
        try:
            service.build()
            index = LibraryIndex(repository, vectors, embedder)
            yield Library(service, repository, Retriever(repository, vectors, embedder), index)
        finally:
            repository.close()
            service.close()


def systems(library: Library) -> dict[str, Callable[[Question], list[str]]]:
    """Plain BM25 beside the product's search: each gives clause keys, best first."""

    def keywords(question: Question) -> list[str]:
        numbers = [n for n, _ in library.repository.search(tokens(question.text), _DEPTH)]
        return [stored.clause.key for stored in library.repository.clauses(numbers)]

    def everything(question: Question) -> list[str]:
        query = understand(question.text, question.jurisdiction)
        return [hit.stored.clause.key for hit in library.retriever.search(query, TODAY, _DEPTH)]

    return {"BM25, characters and pairs": keywords, "keywords and meaning": everything}


def rank(asked: Iterable[Question], search: Callable[[Question], list[str]]) -> list[tuple[Question, Ranked]]:
    """What `search` finds for every question."""
    return [(q, Ranked(frozenset(q.gold), tuple(search(q)))) for q in asked]


def summary(found: dict[str, list[tuple[Question, Ranked]]]) -> str:
    """One line a system."""
    rows: list[tuple[str, ...]] = []
    head: tuple[str, ...] = ()
    for name, ranked in found.items():
        result = figures([r for _, r in ranked])
        head = ("system", "questions", *result)
        rows.append((name, str(len(ranked)), *(f"{value:.3f}" for value in result.values())))
    return table(head, rows)


def breakdown(ranked: list[tuple[Question, Ranked]]) -> str:
    """The product's figures by the way of asking."""
    rows = []
    for style in _STYLES:
        part = [r for q, r in ranked if style in q.tags]
        if part:
            result = figures(part)
            rows.append((style, len(part), *(f"{result[k]:.3f}" for k in ("hit@1", "hit@3", "recall@10", "MRR"))))
    return table(("asked", "questions", "hit@1", "hit@3", "recall@10", "MRR"), rows)


def errors(ranked: list[tuple[Question, Ranked]], depth: int = 3) -> list[str]:
    """The questions whose gold clause is not among the first `depth`, with what stood there instead."""
    return [
        f"{q.id} {q.text} [{q.jurisdiction or '-'}]\n  gold  {' '.join(q.gold)}\n  found {' '.join(r.found[:depth])}"
        for q, r in ranked
        if r.rank is None or r.rank > depth
    ]
