"""`ayi dev`, as a developer types it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.terminal import ayi


def dev(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return ayi("dev", *arguments, data=data)


@pytest.mark.slow
def test_people_are_made_up_once_and_removed_again(tmp_path: Path) -> None:
    assert "3 made-up people of seed 5" in dev(tmp_path, "seed", "3", "--seed", "5").stdout
    again = dev(tmp_path, "seed", "3", "--seed", "5")
    assert again.returncode == 1
    assert "already there" in again.stderr
    assert "Traceback" not in again.stderr
    assert dev(tmp_path, "reindex").stdout.startswith("3 people")
    assert dev(tmp_path, "unseed").stdout.startswith("3 made-up people")


def test_a_number_is_needed(tmp_path: Path) -> None:
    assert dev(tmp_path, "seed", "0").returncode == 2
