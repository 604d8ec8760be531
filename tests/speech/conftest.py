"""What tests with the real engines share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def voice_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which ears and mouth are put together once, by whoever needs them first."""
    return tmp_path_factory.mktemp("voice")
