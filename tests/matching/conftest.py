"""A search over an empty database, for the tests of matching."""

from __future__ import annotations

import pytest

from assistant.kit.clock import FixedClock
from assistant.kit.database import Database
from assistant.matching.service import MatchService
from tests.matching.people import NOW


@pytest.fixture
def service(database: Database) -> MatchService:
    """Nobody is published yet."""
    return MatchService(database, FixedClock(NOW))
