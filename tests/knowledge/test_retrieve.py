"""Searching goes on by keywords alone when the encoder does not answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.kit.e5_weights import Array
from assistant.kit.errors import UnavailableError
from assistant.knowledge.documents import Document, load_library
from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.query import understand
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.retrieve import Retriever
from assistant.knowledge.vectors import ChromaVectors, clause_of
from tests.encoder import RememberingEmbedder
from tests.knowledge.conftest import LIBRARY
from tests.knowledge.test_index import ListVectors

_TODAY = date(2026, 11, 22)


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
    found = Retriever(repository, vectors, _Unreachable(embedder)).search(query, _TODAY)
    best = Retriever(repository, vectors, embedder).search(query, _TODAY)
    repository.close()
    assert found[0].stored.clause.key == best[0].stored.clause.key
    assert all(hit.cosine == 0 for hit in found)


class _Siblings(ListVectors):
    """Finds no clause by its vector, but knows which one's own words are nearest."""

    def __init__(self, nearest: int) -> None:
        super().__init__()
        self._nearest = nearest

    def cosines(self, vector: Array, ids: Sequence[str]) -> dict[str, float]:
        return {entry: float(vector @ vector) * (0.9 if clause_of(entry) == self._nearest else 0.2) for entry in ids}


def test_of_siblings_the_one_whose_own_words_are_nearest_comes_first(
    tmp_path: Path, embedder: RememberingEmbedder
) -> None:
    repository = LibraryRepository(tmp_path / "library.db")
    document = next(each for each in load_library(LIBRARY) if each.front.id == "cn-toy-money")
    for at in range(2):
        front = document.front.model_copy(update={"id": f"d-{at}"})
        clauses = tuple(replace(each, document=front.id) for each in document.clauses)
        repository.put(Document(front, "", clauses, front.id), "d")
    query = understand("定金最多收多少", None)
    for number in [number for number, _ in repository.search(query.words, 2)]:
        assert Retriever(repository, _Siblings(number), embedder).search(query, _TODAY)[0].stored.number == number
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
        found = retriever.search(understand(f"{clause.title}，{title}怎么说"), _TODAY)
        assert found[0].stored.front.id == expected
    repository.close()
