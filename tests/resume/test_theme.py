"""Themes as data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.kit.errors import NotFoundError
from assistant.resume.page import render_html
from assistant.resume.theme import load_theme, theme_ids, themes_folder
from tests.resume.samples import BARE


def test_the_shipped_themes_are_offered_in_order() -> None:
    assert theme_ids() == ("warm", "plain", "table")


@pytest.mark.parametrize("wrong", ["", ".", "..", "../themes/warm", "/etc", "_shared", "WARM", "warm\x00"])
def test_only_a_themes_own_name_finds_it(wrong: str) -> None:
    with pytest.raises(NotFoundError):
        load_theme(wrong)


def test_a_new_folder_is_a_new_theme(tmp_path: Path) -> None:
    shutil.copytree(themes_folder() / "plain", tmp_path / "mine")
    about = (tmp_path / "mine" / "theme.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine" / "theme.yaml").write_text(about.replace("id: plain", "id: mine"), encoding="utf-8")
    assert theme_ids(tmp_path) == ("mine",)
    page = render_html(BARE.resume(theme="mine"), folder=tmp_path)
    assert "王秀兰" in page


def test_a_wrong_theme_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "theme.yaml").write_text("id: odd\nname: 1\n", encoding="utf-8")
    with pytest.raises(ValidationError):
        load_theme("odd", tmp_path)
