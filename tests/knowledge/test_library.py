"""The library that comes with the product is sound."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.knowledge.documents import Document, check, load_library

LIBRARY = load_library()


def test_nothing_is_wrong_with_any_document() -> None:
    assert [str(problem) for problem in check(LIBRARY, date(2026, 11, 22))] == []


def test_it_is_large_enough_to_be_asked() -> None:
    assert len(LIBRARY) >= 60
    assert sum(len(document.clauses) for document in LIBRARY) >= 600


@pytest.mark.parametrize("document", LIBRARY, ids=lambda document: document.front.id)
def test_every_clause_fits_the_encoder_and_reads_as_words(document: Document) -> None:
    for clause in document.clauses:
        assert 20 <= len(clause.body) <= 320, clause.key
        assert not re.search(r"[A-Z]\d{1,2}\]|GK-|NOT FOUND|\[L\d", clause.body), clause.key
        assert " " not in clause.locator


def test_what_is_not_held_says_whom_to_ask() -> None:
    for document in LIBRARY:
        if document.front.status == "not_held":
            assert all("问" in clause.body for clause in document.clauses), document.front.id
