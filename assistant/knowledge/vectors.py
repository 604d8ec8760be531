"""Vectors of clauses and of the questions they answer, in Chroma: in process by default, a server by URL."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import numpy as np

from assistant.kit.e5_weights import Array

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 1_000
# Chroma's own table of clients is not safe when two threads open the same folder at once.
_OPENING = threading.Lock()


def own_words(number: int) -> str:
    """The id of the entry of a clause's own words."""
    return str(number)


def question(number: int, n: int) -> str:
    """The id of the n-th further entry of a clause: its English, then the questions it lists."""
    return f"{number}?{n}"


def middle(number: int) -> str:
    """The id of the middle of the questions a clause lists."""
    return f"{number}?middle"


def clause_of(entry: str) -> int:
    """The number of the clause an entry belongs to."""
    return int(entry.partition("?")[0])


class VectorStore(Protocol):
    """Finds the nearest entries: a clause's own words, one of its questions, or the middle of these."""

    def put(self, ids: Sequence[str], vectors: Array) -> None:
        """Store or replace entries."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget every entry of these clauses."""

    def nearest(self, vector: Array, limit: int) -> list[tuple[int, float]]:
        """Clause numbers with the cosine of their best entry, best first."""

    def cosines(self, vector: Array, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each of these entries, leaving out those that are not there."""

    def count(self) -> int:
        """How many entries there are."""


class ChromaVectors:
    """One collection for one library and one embedding model; vectors of different models never meet."""

    def __init__(self, collection: str, folder: Path | None = None, url: str | None = None) -> None:
        self._name = collection
        self._folder = folder
        self._url = url
        self._opened: Collection | None = None

    @property
    def _collection(self) -> Collection:
        if self._opened is None:
            with _OPENING:
                if self._opened is None:
                    self._opened = self._client().get_or_create_collection(
                        self._name,
                        embedding_function=None,
                        configuration={"hnsw": {"space": "cosine", "ef_search": 128}},
                    )
        return self._opened

    def _client(self) -> ClientAPI:
        # Two CPU-seconds to import: only what searches pays them.
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        settings = ChromaSettings(anonymized_telemetry=False)
        if self._url:
            parts = urlsplit(self._url)
            port = parts.port or (443 if parts.scheme == "https" else 8000)
            return chromadb.HttpClient(parts.hostname or "", port, ssl=parts.scheme == "https", settings=settings)
        if self._folder is None:
            return chromadb.EphemeralClient(settings)
        self._folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(self._folder), settings)

    def put(self, ids: Sequence[str], vectors: Array) -> None:
        """Store or replace entries, a thousand at a time."""
        for at in range(0, len(ids), _BATCH):
            part = list(ids[at : at + _BATCH])
            numbers = [{"number": clause_of(each)} for each in part]
            self._collection.upsert(ids=part, embeddings=vectors[at : at + _BATCH], metadatas=list(numbers))

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget every entry of these clauses."""
        for number in numbers:
            self._collection.delete(where={"number": number})

    def nearest(self, vector: Array, limit: int) -> list[tuple[int, float]]:
        """Clause numbers with the cosine of their best entry, best first; ties by number."""
        # A clause has several entries: ask for more than wanted, keep the best of each.
        found = self._collection.query(
            query_embeddings=np.asarray([vector]), n_results=limit * 4, include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        best: dict[int, float] = {}
        for entry, distance in zip(found["ids"][0], distances, strict=True):
            number = clause_of(entry)
            best[number] = max(best.get(number, -1.0), 1.0 - float(distance))
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def cosines(self, vector: Array, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each of these entries, leaving out those that are not there."""
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        if not found["ids"]:
            return {}
        rows: Array = np.asarray(found["embeddings"], dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
        cosines = rows @ vector / np.where(lengths == 0, 1, lengths)
        return {entry: float(cosine) for entry, cosine in zip(found["ids"], cosines, strict=True)}

    def count(self) -> int:
        """How many entries there are."""
        return self._collection.count()
