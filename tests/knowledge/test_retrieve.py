"""Searching goes on by keywords alone when the encoder does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.kit.errors import UnavailableError
from assistant.knowledge.documents import Document, load_library
from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors
from assistant.models.e5_weights import Array
from tests.encoder import RememberingEmbedder
from tests.knowledge.conftest import LIBRARY
from tests.knowledge.test_index import ListVectors


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


class _Siblings(ListVectors):
    """Finds no clause by its vector, but knows which one's own words are nearest."""

    def __init__(self, nearest: int) -> None:
        super().__init__()
        self._nearest = nearest

    def cosines(self, vector: Array, numbers: Sequence[int]) -> dict[int, float]:
        return {number: float(vector @ vector) * (0.9 if number == self._nearest else 0.6) for number in numbers}


def test_of_siblings_the_one_whose_own_words_are_nearest_comes_first(
    tmp_path: Path, embedder: RememberingEmbedder
) -> None:
    repository = LibraryRepository(tmp_path / "library.db")
    for document in load_library(LIBRARY):
        repository.put(document, "d")
    numbers = [number for number, _ in repository.search(understand("定金", None).words, 5)]
    for number in numbers[:2]:
        found = Retriever(repository, _Siblings(number), embedder).search(understand("定金", None), date(2026, 11, 22))
        assert found[0].stored.number == number
    repository.close()


def test_a_document_the_question_names_stands_higher(tmp_path: Path, embedder: RememberingEmbedder) -> None:
    repository = LibraryRepository(tmp_path / "library.db")
    document = load_library(LIBRARY)[0]
    clause = document.clauses[0]
    for at, title in enumerate(("甲类办法", "乙类办法")):
        front = document.front.model_copy(update={"id": f"d-{at}", "title": f"{title}（试行）"})
        own = replace(clause, document=front.id)
        repository.put(Document(front, "", (own,), front.id), "d")
    retriever = Retriever(repository, _Siblings(0), embedder)
    for title, expected in (("甲类办法", "d-0"), ("乙类办法", "d-1")):
        found = retriever.search(understand(f"{clause.title}，{title}怎么说"), date(2026, 11, 22))
        assert found[0].stored.front.id == expected
    repository.close()
