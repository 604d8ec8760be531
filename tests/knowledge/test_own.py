"""An operator's document is kept whole, replaced by date, and really removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.errors import NotFoundError
from assistant.knowledge.own import CLAUSE_CHARACTERS, Description, OwnDocuments, make_document
from assistant.knowledge.repository import in_force

TODAY = date(2026, 11, 22)
TEXT = "第一条 服务费每月五百元。\n第二条 一年内免费更换三次。\n"


def test_clauses_know_their_numbers() -> None:
    document = make_document(TEXT, Description("好阿姨合同"), TODAY)
    assert [clause.locator for clause in document.clauses] == ["第一条", "第二条"]


@given(st.text(max_size=2000))
def test_no_character_is_lost_and_no_locator_doubled(text: str) -> None:
    document = make_document(text, Description("合同"), TODAY)
    assert "".join(clause.body for clause in document.clauses) == text
    assert all(len(clause.body) <= CLAUSE_CHARACTERS for clause in document.clauses)
    assert len({clause.key for clause in document.clauses}) == len(document.clauses)


def test_what_is_saved_comes_back_the_same(tmp_path: Path) -> None:
    document = make_document(TEXT, Description("合同", effective_from=date(2026, 1, 1)), TODAY)
    own = OwnDocuments(tmp_path)
    own.save(document)
    own.save(document)
    (loaded,) = own.all()
    assert (loaded.front, loaded.clauses) == (document.front, document.clauses)


def test_a_newer_version_ends_the_older_one(tmp_path: Path) -> None:
    own = OwnDocuments(tmp_path)
    own.save(make_document(TEXT, Description("合同", effective_from=date(2025, 1, 1)), TODAY))
    own.save(make_document(TEXT + "第三条 新增。\n", Description("合同", effective_from=date(2026, 6, 1)), TODAY))
    old, new = sorted((d.front for d in own.all()), key=lambda front: str(front.effective_from))
    assert old.effective_to == date(2026, 5, 31)
    assert not in_force(old, TODAY)
    assert in_force(new, TODAY)
    assert in_force(old, date(2026, 5, 31))


def test_removing_removes_the_file_and_nothing_else(tmp_path: Path) -> None:
    own = OwnDocuments(tmp_path / "documents")
    document = make_document(TEXT, Description("contract"), TODAY)
    own.save(document)
    (tmp_path / "secret.json").write_text("{}")
    for name in ("../secret", "own-none", "", "*"):
        with pytest.raises(NotFoundError):
            own.remove(name)
    own.remove(document.front.id)
    assert own.all() == ()
    assert (tmp_path / "secret.json").exists()
