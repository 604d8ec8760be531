"""The library's file: searched, changed whole, remembered."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.knowledge.documents import load_library
from assistant.knowledge.repository import LibraryRepository, document_digest
from assistant.knowledge.tokens import tokens
from tests.knowledge.conftest import LIBRARY


@pytest.fixture
def repository(tmp_path: Path) -> LibraryRepository:
    made = LibraryRepository(tmp_path / "library.db")
    for document in load_library(LIBRARY):
        made.put(document, document_digest(document))
    return made


def test_keywords_find_the_clause(repository: LibraryRepository) -> None:
    best = repository.search(tokens("定金最多收多少"), 3)[0][0]
    assert repository.clauses([best])[0].clause.key == "cn-toy-money#第一条"


def test_words_nobody_wrote_find_nothing(repository: LibraryRepository) -> None:
    assert repository.search(tokens("量子纠缠黑洞"), 3) == []
    assert repository.search([], 3) == []


def test_a_quote_in_the_question_is_only_a_character(repository: LibraryRepository) -> None:
    assert repository.search(['"', '定金" OR "x', "NEAR("], 3) == []


def test_a_search_reads_no_more_than_so_many_places_and_the_rarest_words_first(
    repository: LibraryRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = repository.search(tokens("定金最多收多少"), 50)
    monkeypatch.setattr("assistant.knowledge.repository._PLACES", 1)
    rarest = repository.search(tokens("定金最多收多少"), 50)
    assert len(rarest) < len(everything)
    assert repository.clauses([rarest[0][0]])[0].clause.document == "cn-toy-money"


def test_a_word_nobody_had_written_is_found_once_a_document_has_it(tmp_path: Path) -> None:
    repository = LibraryRepository(tmp_path / "library.db")
    assert repository.search(tokens("定金最多收多少"), 3) == []
    for document in load_library(LIBRARY):
        repository.put(document, document_digest(document))
    assert repository.search(tokens("定金最多收多少"), 3)


def test_a_library_indexed_without_positions_is_indexed_anew(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(path)) as older:
        older.executescript(
            "CREATE VIRTUAL TABLE words USING fts5 (t, detail=none);"
            "CREATE VIRTUAL TABLE frequencies USING fts5vocab (words, row);"
            "INSERT INTO words (rowid, t) VALUES (7, '定 金 定金');"
        )
    opened = LibraryRepository(path)
    assert [number for number, _ in opened.search(["定金"], 3)] == [7]
    opened.close()
    with closing(sqlite3.connect(path)) as newer:
        (made,) = newer.execute("SELECT sql FROM sqlite_master WHERE name = 'words'").fetchone()
    assert "detail=full" in made


def test_it_is_known_of_which_places_there_are_documents(repository: LibraryRepository) -> None:
    assert repository.holds("cn-sh")
    assert not repository.holds("cn-zj")


def test_putting_a_document_again_replaces_it(repository: LibraryRepository) -> None:
    before = repository.count()
    document = load_library(LIBRARY)[0]
    repository.put(document, "other")
    assert repository.count() == before


def test_clauses_of_a_document_that_is_being_removed_are_left_out(
    repository: LibraryRepository, tmp_path: Path
) -> None:
    number = repository.search(tokens("定金最多收多少"), 1)[0][0]
    with closing(sqlite3.connect(tmp_path / "library.db")) as other:
        other.execute("DELETE FROM documents WHERE id = 'cn-toy-money'")
        other.commit()
    assert repository.clauses([number]) == []


def test_vectors_are_remembered_by_text_and_model(repository: LibraryRepository) -> None:
    repository.cache("m", {"话": np.array([0.5, -0.25], dtype=np.float32)})
    assert repository.cached("m", ["话", "别的"])["话"].tolist() == [0.5, -0.25]
    assert repository.cached("n", ["话"]) == {}
