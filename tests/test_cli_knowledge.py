"""`ayi kb`, as an operator types it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.terminal import ayi

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "tests" / "knowledge" / "library"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def kb(data: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return ayi("kb", *arguments, data=data, check=check, settings={"AYI_LIBRARY_DIR": str(LIBRARY)})


def test_a_question_builds_what_is_missing_and_is_answered_with_its_clause(data: Path) -> None:
    done = kb(data, "ask", "定金最多收多少？")
    assert "百分之二十" in done.stdout
    assert "cn-toy-money 第一条" in done.stdout


def test_an_own_document_is_added_listed_shown_and_removed(data: Path, tmp_path: Path) -> None:
    (tmp_path / "contract.txt").write_text("第一条 一年之内免费更换阿姨三次。", encoding="utf-8")
    added = kb(data, "add", str(tmp_path / "contract.txt"), "--since", "2026-01-01").stdout
    document = added.split(":")[0].strip()
    assert document in kb(data, "list").stdout
    assert "免费更换" in kb(data, "show", document).stdout
    kb(data, "remove", document)
    assert document not in kb(data, "list").stdout


def test_the_library_is_checked(data: Path) -> None:
    assert "0 problems" in kb(data, "check").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "no-such-file.pdf"), "no file"),
        (("add", __file__, "--kind", "poem"), "--kind"),
        (("add", __file__, "--place", "mars"), "--place"),
        (("add", __file__), "cannot be read"),
        (("show", "nothing"), "no such document"),
        (("remove", "cn-toy-money"), "no such document"),
    ],
)
def test_a_mistake_ends_in_one_plain_sentence(data: Path, arguments: tuple[str, ...], words: str) -> None:
    done = kb(data, *arguments, check=False)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr
