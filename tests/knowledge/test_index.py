"""The index changes as little as the documents did."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.kit.e5_weights import Array
from assistant.knowledge.documents import load_library
from assistant.knowledge.index import LibraryIndex
from assistant.knowledge.repository import LibraryRepository
from assistant.knowledge.vectors import clause_of, middle
from tests.knowledge.conftest import LIBRARY


class ScriptedEmbedder:
    """Gives every text a vector of its own and remembers what it was asked."""

    name = "scripted"
    dimension = 8

    def __init__(self) -> None:
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str]) -> Array:
        self.asked.extend(texts)
        made = [np.random.default_rng(abs(hash(text)) % 2**32).normal(size=8) for text in texts]
        return np.stack(made).astype(np.float32)

    def queries(self, texts: Sequence[str]) -> Array:
        return self.passages(texts)


class ListVectors:
    """A vector store in a dictionary."""

    def __init__(self) -> None:
        self.entries: dict[str, Array] = {}

    def put(self, ids: Sequence[str], vectors: Array) -> None:
        self.entries.update(zip(ids, vectors, strict=True))

    def remove(self, numbers: Sequence[int]) -> None:
        self.entries = {key: value for key, value in self.entries.items() if clause_of(key) not in numbers}

    def nearest(self, vector: Array, limit: int) -> list[tuple[int, float]]:
        scored = sorted(((float(v @ vector), key) for key, v in self.entries.items()), reverse=True)
        return [(clause_of(key), score) for score, key in scored[:limit]]

    def cosines(self, vector: Array, ids: Sequence[str]) -> dict[str, float]:
        return {entry: float(self.entries[entry] @ vector) for entry in ids if entry in self.entries}

    def count(self) -> int:
        return len(self.entries)


@pytest.fixture
def parts(tmp_path: Path) -> tuple[LibraryIndex, ScriptedEmbedder, ListVectors]:
    embedder, vectors = ScriptedEmbedder(), ListVectors()
    return LibraryIndex(LibraryRepository(tmp_path / "l.db"), vectors, embedder), embedder, vectors


Parts = tuple[LibraryIndex, ScriptedEmbedder, ListVectors]


def test_a_clause_has_a_vector_in_each_language_and_so_has_each_question_it_answers(parts: Parts) -> None:
    index, _, vectors = parts
    documents = load_library(LIBRARY)
    index.update(documents)
    middles = [key for key in vectors.entries if key == middle(clause_of(key))]
    assert vectors.count() - len(middles) == sum(2 + len(c.asked) for d in documents for c in d.clauses)
    assert len(middles) == sum(bool(c.asked) for d in documents for c in d.clauses)


def test_nothing_changed_embeds_nothing(parts: Parts) -> None:
    index, embedder, _ = parts
    index.update(load_library(LIBRARY))
    embedder.asked.clear()
    assert index.update(load_library(LIBRARY)).embedded == 0
    assert embedder.asked == []


def test_one_changed_clause_embeds_one_text(parts: Parts) -> None:
    index, embedder, vectors = parts
    documents = list(load_library(LIBRARY))
    index.update(documents)
    before = vectors.count()
    first = documents[0]
    clause = dataclasses.replace(first.clauses[0], body="改过的话。")
    documents[0] = dataclasses.replace(first, clauses=(clause, *first.clauses[1:]))
    embedder.asked.clear()
    changes = index.update(documents)
    assert changes.put == (first.front.id,)
    assert len(embedder.asked) == 1
    assert vectors.count() == before


def test_a_document_taken_out_leaves_no_vector(parts: Parts) -> None:
    index, _, vectors = parts
    documents = load_library(LIBRARY)
    index.update(documents)
    changes = index.update(documents[1:])
    assert changes.removed == (documents[0].front.id,)
    index.update([])
    assert vectors.count() == 0


def test_progress_is_told(parts: Parts) -> None:
    index, _, _ = parts
    seen: list[tuple[int, int]] = []
    index.update(load_library(LIBRARY), lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] > 0


def test_lost_vectors_are_made_good_without_embedding_again(parts: Parts) -> None:
    index, embedder, vectors = parts
    documents = load_library(LIBRARY)
    index.update(documents)
    whole = vectors.count()
    vectors.entries.clear()
    embedder.asked.clear()
    index.update(documents)
    assert vectors.count() == whole
    assert embedder.asked == []
