"""Searching goes on by keywords alone when the encoder does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from assistant.kit.errors import UnavailableError
from assistant.knowledge.documents import load_library
from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors
from assistant.models.e5_weights import Array
from tests.knowledge.conftest import LIBRARY, RememberingEmbedder


class _Unreachable:
    """A server that is down, for the model of another embedder."""

    def __init__(self, other: RememberingEmbedder) -> None:
        self.name = other.name
        self.dimension = other.dimension

    def queries(self, texts: Sequence[str]) -> Array:
        raise UnavailableError("encoder_unreachable", texts=len(texts))

    passages = queries


def test_keywords_alone_still_find_the_clause(tmp_path: Path, embedder: RememberingEmbedder) -> None:
    repository = LibraryRepository(tmp_path / "library.db")
    vectors = ChromaVectors("down", tmp_path / "vectors")
    LibraryIndex(repository, vectors, embedder).update(load_library(LIBRARY))
    query = understand("定金最多收多少", None)
    found = Retriever(repository, vectors, _Unreachable(embedder)).search(query, date(2026, 11, 22))
    best = Retriever(repository, vectors, embedder).search(query, date(2026, 11, 22))
    repository.close()
    assert found[0].stored.clause.key == best[0].stored.clause.key
    assert all(hit.cosine == 0 for hit in found)
