"""A small library of made-up rules, indexed once a test process with the real encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from assistant.kit.clock import FixedClock
from assistant.knowledge.service import KnowledgeService
from assistant.models.e5_weights import Array
from assistant.models.embedding import BundledEmbedder

LIBRARY = Path(__file__).parent / "library"


class RememberingEmbedder:
    """The real encoder, asked once for each text."""

    def __init__(self, encoder: BundledEmbedder) -> None:
        self._encoder = encoder
        self._known: dict[str, Array] = {}
        self.name = encoder.name
        self.dimension = encoder.dimension

    def queries(self, texts: Sequence[str]) -> Array:
        return self._all("query", texts, self._encoder.queries)

    def passages(self, texts: Sequence[str]) -> Array:
        return self._all("passage", texts, self._encoder.passages)

    def _all(self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Array]) -> Array:
        missing = [text for text in dict.fromkeys(texts) if kind + text not in self._known]
        if missing:
            for text, vector in zip(missing, encode(missing), strict=True):
                self._known[kind + text] = vector
        return np.stack([self._known[kind + text] for text in texts])


@pytest.fixture(scope="session")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> RememberingEmbedder:
    return RememberingEmbedder(BundledEmbedder(tmp_path_factory.mktemp("encoder"), threads=2))


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory, embedder: RememberingEmbedder) -> KnowledgeService:
    """The small library, built."""
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    service = KnowledgeService(
        tmp_path_factory.mktemp("knowledge"), embedder, clock, shipped=LIBRARY, second_opinion=False
    )
    service.build()
    return service
