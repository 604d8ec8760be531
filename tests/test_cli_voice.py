"""`ayi say`, as an operator types it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.terminal import ayi


def say(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return ayi("say", *arguments, data=data, settings=settings)


def test_a_file_of_another_kind_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = say(tmp_path, "你好", "--out", str(tmp_path / "hello.txt"))
    assert done.returncode == 1
    assert ".wav" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_to_say_is_said(tmp_path: Path) -> None:
    done = say(tmp_path, "  ", "--out", str(tmp_path / "hello.wav"))
    assert done.returncode == 1
    assert not (tmp_path / "hello.wav").exists()


def test_without_a_voice_the_command_says_what_to_do(tmp_path: Path) -> None:
    done = say(tmp_path, "你好", "--out", str(tmp_path / "hello.wav"), AYI_SPEECH="off")
    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
