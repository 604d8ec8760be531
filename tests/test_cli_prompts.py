"""`ayi prompts check`, as an operator types it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from assistant import cli_prompts
from assistant.cli import app
from assistant.models.chat import TASKS


def test_what_is_shipped_passes() -> None:
    done = CliRunner().invoke(app, ["prompts", "check"])
    assert done.exit_code == 0, done.output
    assert [f"{task}.yaml: version" in done.output for task in TASKS] == [True] * len(TASKS)


def test_a_broken_file_is_named_and_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(cli_prompts, "data_path", lambda *parts: tmp_path / parts[-1])
    done = CliRunner().invoke(app, ["prompts", "check"])
    assert done.exit_code == 1
    assert "read.yaml: there is no such file" in done.output
