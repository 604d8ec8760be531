"""Vectors of clauses and of the questions they answer, in Chroma: in process by default, a server by URL."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import numpy as np

from assistant.models.e5_weights import Array

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_BATCH = 1_000
# Chroma's own table of clients is not safe when two threads open the same folder at once.
_OPENING = threading.Lock()


class VectorStore(Protocol):
    """Finds the nearest entries. An entry's id is `number` or `number?n`: clause, or its n-th question."""

    def put(self, ids: Sequence[str], vectors: Array) -> None:
        """Store or replace entries."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget every entry of these clauses."""

    def nearest(self, vector: Array, limit: int) -> list[tuple[int, float]]:
        """Clause numbers with the cosine of their best entry, best first."""

    def cosines(self, vector: Array, numbers: Sequence[int]) -> dict[int, float]:
        """The cosine of each of these clauses' own words, leaving out those that are gone."""

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
            numbers = [{"number": int(each.split("?")[0])} for each in part]
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
            number = int(entry.split("?")[0])
            best[number] = max(best.get(number, -1.0), 1.0 - float(distance))
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def cosines(self, vector: Array, numbers: Sequence[int]) -> dict[int, float]:
        """The cosine of each of these clauses' own words, leaving out those that are gone."""
        found = self._collection.get(ids=[str(number) for number in numbers], include=["embeddings"])
        if not found["ids"]:
            return {}
        rows: Array = np.asarray(found["embeddings"], dtype=np.float32)
        lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(vector)
        cosines = rows @ vector / np.where(lengths == 0, 1, lengths)
        return {int(entry): float(cosine) for entry, cosine in zip(found["ids"], cosines, strict=True)}

    def count(self) -> int:
        """How many entries there are."""
        return self._collection.count()
