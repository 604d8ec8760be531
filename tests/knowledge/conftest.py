"""A small library of made-up rules, indexed once a test process with the real encoder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.kit.clock import FixedClock
from assistant.knowledge.service import KnowledgeService
from tests.encoder import RememberingEmbedder

__all__ = ["LIBRARY", "RememberingEmbedder", "embedder", "knowledge"]

LIBRARY = Path(__file__).parent / "library"


@pytest.fixture(scope="session")
def embedder(encoder: RememberingEmbedder) -> RememberingEmbedder:
    return encoder


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory, embedder: RememberingEmbedder) -> KnowledgeService:
    """The small library, built."""
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))
    service = KnowledgeService(
        tmp_path_factory.mktemp("knowledge"), embedder, clock, shipped=LIBRARY, second_opinion=False
    )
    service.build()
    return service
