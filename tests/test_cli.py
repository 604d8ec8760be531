"""The command line, as an operator types it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import ROOT, ayi


def run(*arguments: str, data: Path, words: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
    return ayi(*arguments, data=data, words=words, check=check, settings={"AYI_LOG_LEVEL": "ERROR"})


def test_extract_prints_facts_as_the_api_gives_them(tmp_path: Path) -> None:
    done = run("extract", "明天就能上户", "--asking", "availability", "--today", "2026-12-31", "--json", data=tmp_path)
    assert json.loads(done.stdout)["profile"] == {"available_from": "2027-01-01"}


def test_extract_reads_standard_input_and_shows_the_words(tmp_path: Path) -> None:
    done = run("extract", "-", data=tmp_path, words="我叫王芳")
    assert "“王芳”" in done.stdout


def test_an_interview_can_be_left_and_taken_up_again_and_becomes_a_resume(tmp_path: Path) -> None:
    first = run("interview", data=tmp_path, words="同意\n我叫王芳\n")
    key = re.search(r"--resume (\S+)", first.stdout)
    assert key
    second = run("interview", "--resume", key[1], data=tmp_path, words="做月嫂\n")
    assert key[1] in second.stdout
    for suffix, magic in (("txt", "王芳".encode()), ("json", b"{"), ("pdf", b"%PDF")):
        target = tmp_path / f"resume.{suffix}"
        run("resume", key[1], "--out", str(target), data=tmp_path)
        assert magic in target.read_bytes()[:4000]


def test_facts_in_a_file_become_a_resume(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(run("extract", "我叫王芳，做了八年月嫂", "--json", data=tmp_path).stdout, encoding="utf-8")
    run("resume", str(facts), "--out", str(tmp_path / "r.md"), data=tmp_path)
    assert "王芳" in (tmp_path / "r.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("resume", "int_X.wrong", "--out", "x.pdf"), "cannot be found"),
        (("resume", "nodot", "--out", "x.pdf"), "ID.TOKEN"),
        (("interview", "--language", "fr"), "zh or en"),
    ],
)
def test_a_mistake_ends_in_one_plain_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments, data=tmp_path, words="", check=False)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_this_machine_whole(tmp_path: Path) -> None:
    assert "✓" in run("doctor", data=tmp_path).stdout


def test_the_version_is_told_by_a_command_started_from_nothing() -> None:
    command = [sys.executable, "-m", "assistant.cli", "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=240)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)
