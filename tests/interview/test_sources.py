"""Data files are read with an error that an editor of questions can act on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from assistant.interview.sources import Folders, InterviewDataError, read_model


class Shape(BaseModel):
    """Any shape of data."""

    name: str
    inner: dict[str, int]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InterviewDataError, match=r"gone\.yaml.*no such file"):
        read_model(tmp_path / "gone.yaml", Shape)


def test_a_wrong_key_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "shape.yaml"
    path.write_text("name: x\ninner: {a: word}\n", encoding="utf-8")
    with pytest.raises(InterviewDataError, match=r"shape\.yaml: inner\.a: "):
        read_model(path, Shape)


def test_what_is_no_yaml_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "shape.yaml"
    path.write_text("name: [", encoding="utf-8")
    with pytest.raises(InterviewDataError, match=r"shape\.yaml: not YAML"):
        read_model(path, Shape)


def test_an_agency_may_replace_one_folder_and_keep_the_others(tmp_path: Path) -> None:
    (tmp_path / "agenda").mkdir()
    folders = Folders.below(tmp_path)
    assert folders.agenda == tmp_path / "agenda"
    assert folders.prompts == Folders.shipped().prompts


def test_the_shipped_folders_exist() -> None:
    folders = Folders.shipped()
    assert folders.agenda.is_dir()
    assert folders.prompts.is_dir()
    assert folders.scenarios.is_dir()
