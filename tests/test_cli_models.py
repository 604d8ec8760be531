"""`ayi models`, as an operator types it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from assistant.speech import fetch
from tests.models.scripted_server import Answer, scripted
from tests.terminal import ayi


def models(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return ayi("models", *arguments, data=data, settings=settings)


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


def test_without_a_chat_server_the_check_says_how_to_name_one(tmp_path: Path) -> None:
    done = models(tmp_path, "check")
    assert done.returncode == 1
    assert "needs none" in done.stdout
    assert "AYI_MODEL_BASE_URL" in done.stdout


def test_the_check_says_what_a_chat_server_can_do_and_will_be_let_do(tmp_path: Path) -> None:
    said = "月嫂照顾产妇和新生儿。"

    def script(body: dict[str, Any]) -> Answer | str:
        if "tools" in body or "response_format" in body:
            return Answer(status=400)
        return "好嘞，您是哪里人呀？" if "接待员要说" in body["messages"][-1]["content"] else said

    with scripted(script) as server:
        done = models(tmp_path, "check", AYI_MODEL_BASE_URL=server.url, AYI_MODEL_READ="m1", AYI_MODEL_TALK="m1")
    assert done.returncode == 1, done.stdout
    assert "✓  answers in Chinese" in done.stdout
    assert "✗  JSON by prompt" in done.stdout
    assert "It will not read answers; the grammars do. (m1: malformed)" in done.stdout
    assert "It will not word the interviewer's questions" in done.stdout


def test_a_chat_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = models(tmp_path, "check", AYI_MODEL_BASE_URL="http://127.0.0.1:9/v1", AYI_MODEL_READ="m1")
    assert done.returncode == 1
    assert "unreachable" in done.stdout
    assert "No server answers at http://127.0.0.1:9/v1" in done.stdout
    assert "It will do nothing" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=401), "AYI_MODEL_API_KEY"),
        (Answer(status=429), "429"),
        ("I am a helpful assistant.", "choose one that speaks Chinese"),
    ],
    ids=["key", "limit", "english"],
)
def test_what_is_wrong_with_a_server_is_said_with_what_to_do(tmp_path: Path, answer: Answer | str, words: str) -> None:
    with scripted(lambda _: answer) as server:
        done = models(tmp_path, "check", AYI_MODEL_BASE_URL=server.url, AYI_MODEL_READ="m1")
    assert done.returncode == 1
    assert words in done.stdout
    assert "It will do nothing" in done.stdout
