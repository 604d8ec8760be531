"""Settings come from AYI_* and default to an offline installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.kit.settings import Settings


def make(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_the_default_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert make(data_dir=tmp_path).resolved_database_url == f"sqlite+aiosqlite:///{tmp_path}/ayi.db"


@pytest.mark.parametrize(
    ("given_url", "used"),
    [
        ("postgresql://u@h/db", "postgresql+asyncpg://u@h/db"),
        ("postgres://u@h/db", "postgresql+asyncpg://u@h/db"),
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("postgresql+asyncpg://u@h/db", "postgresql+asyncpg://u@h/db"),
    ],
)
def test_a_plain_database_url_gets_its_async_driver(given_url: str, used: str) -> None:
    assert make(database_url=given_url).resolved_database_url == used


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AYI_AGENCY_NAME", "好阿姨")
    assert make().agency_name == "好阿姨"


def test_a_secret_does_not_show_itself() -> None:
    assert "hunter2" not in repr(make(secret_key="hunter2"))
