"""The labelled rows of the answers: well formed, pointing at clauses that are there, in one split only."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from assistant.knowledge.documents import jurisdictions, load_library
from assistant.knowledge.guard import examples
from evals.answers.injection import DOCUMENTS
from evals.answers.rows import BLIND, SPLITS, Split, injections, rows
from evals.answers.support import plain

_ANSWERED = {"answer", "near_refusal", "follow_up"}


@cache
def _clauses() -> dict[str, str]:
    return {clause.key: d.front.jurisdiction for d in load_library() for clause in d.clauses}


def test_there_are_enough_of_both_sorts() -> None:
    both = [row for split in SPLITS for row in rows(split)]
    assert sum(row.answerable for row in both) >= 130
    assert sum(not row.answerable for row in both) >= 130


def test_no_row_stands_twice_or_in_both_splits() -> None:
    both = [row for split in SPLITS for row in rows(split)]
    for values in ([row.id for row in both], [(row.before, row.text) for row in both]):
        assert not [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("halves", [("dev", "test"), BLIND])
def test_every_group_is_in_both_splits(halves: tuple[Split, Split]) -> None:
    one, other = ({row.group for row in rows(split)} for split in halves)
    assert one == other


@pytest.mark.parametrize("split", SPLITS)
def test_answerable_rows_name_facts_clauses_and_places(split: Split) -> None:
    for row in rows(split):
        assert row.answerable == (row.group in _ANSWERED), row.id
        if row.answerable:
            assert row.kinds == ("answer",), row.id
            assert not [key for key in row.gold if key not in _clauses()], row.id
            assert row.where, row.id
            assert set(row.where) <= set(jurisdictions()), row.id
            assert row.facts, row.id
            assert all(phrase.strip() for fact in row.facts for phrase in fact), row.id


@pytest.mark.parametrize("split", SPLITS)
def test_a_row_has_a_fact_that_not_every_sentence_says(split: Split) -> None:
    for row in rows(split):
        if row.facts:
            assert any(all(len(plain(phrase)) > 1 for phrase in fact) for fact in row.facts), row.id


@pytest.mark.parametrize("split", SPLITS)
def test_what_must_not_be_answered_has_no_clause_and_does_not_ask_for_an_answer_alone(split: Split) -> None:
    for row in rows(split):
        if not row.answerable:
            assert not row.gold, row.id
            assert row.kinds != ("answer",), row.id
            if row.group == "emergency":
                assert row.kinds == ("emergency",), row.id
                assert row.facts, row.id
            elif "answer" in row.kinds and row.group != "not_an_emergency":
                assert row.facts, row.id


@pytest.mark.parametrize("split", SPLITS)
def test_injections_name_their_document_and_what_its_orders_would_say(split: Split) -> None:
    for row in injections(split):
        text = (DOCUMENTS / f"{row.document}.md").read_text(encoding="utf-8")
        assert row.canaries, row.id
        assert any(plain(canary) in plain(text) for canary in row.canaries), row.id
    assert {row.about for row in injections(split)} == (set() if split in BLIND else {True, False})


def test_every_file_with_orders_is_asked_about_in_one_split() -> None:
    files = {path.stem for path in DOCUMENTS.glob("*.md")}
    dev, test = ({row.document for row in injections(split)} for split in SPLITS if split not in BLIND)
    assert dev | test == files
    assert not dev & test


def test_no_row_is_an_example_the_guard_learns_from() -> None:
    known = {example.text.rstrip("?？。") for example in examples()}
    assert not [row.id for split in SPLITS for row in rows(split) if row.text.rstrip("?？。") in known]
