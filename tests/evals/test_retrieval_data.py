"""The labelled questions over our library: well formed, pointing at clauses that are there, in one split only."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from assistant.knowledge.documents import jurisdictions, load_library
from evals.retrieval.measure import Ranked, figures
from evals.retrieval.own import BLIND, SPLITS, Question, Split, errors, questions

_STYLES = {"colloquial", "formal", "typo", "dialect"}


@cache
def _clauses() -> frozenset[str]:
    return frozenset(clause.key for document in load_library() for clause in document.clauses)


@cache
def _listed() -> frozenset[str]:
    return frozenset(asked for document in load_library() for clause in document.clauses for asked in clause.asked)


def test_there_are_enough_questions_in_even_halves() -> None:
    for halves, least in ((("dev", "test"), 260), (BLIND, 150)):
        sizes = [len(questions(split)) for split in SPLITS if split in halves]
        assert sum(sizes) >= least
        assert max(sizes) - min(sizes) <= 0.1 * sum(sizes)


def test_no_question_or_id_stands_twice_or_in_both_splits() -> None:
    both = [question for split in SPLITS for question in questions(split)]
    for values in ([q.id for q in both], [q.text for q in both]):
        assert not [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("split", SPLITS)
def test_every_gold_clause_is_in_the_library(split: Split) -> None:
    assert not [(q.id, key) for q in questions(split) for key in q.gold if key not in _clauses()]
    assert all(q.gold for q in questions(split))


@pytest.mark.parametrize("split", SPLITS)
def test_every_row_says_its_language_style_and_place(split: Split) -> None:
    for question in questions(split):
        tags = set(question.tags)
        assert len(tags & {"zh", "en"}) == 1, question.id
        assert tags & _STYLES, question.id
        assert len(tags & {"place", "no_place"}) == 1, question.id
        places = tags - _STYLES - {"zh", "en", "place", "no_place"}
        assert places <= set(jurisdictions()), question.id
        assert question.jurisdiction is None or question.jurisdiction in places, question.id


def test_every_way_of_asking_is_in_both_splits() -> None:
    for split in SPLITS:
        counted = Counter(tag for question in questions(split) for tag in question.tags)
        for tag in (*(_STYLES - {"formal"} if split in BLIND else _STYLES), "zh", "en", "place", "no_place"):
            assert counted[tag] >= 2, (split, tag)


@pytest.mark.parametrize("split", SPLITS)
def test_questions_are_not_the_ones_the_clauses_list(split: Split) -> None:
    copied = [q.id for q in questions(split) if q.text.rstrip("？?") in {asked.rstrip("？?") for asked in _listed()}]
    assert not copied


def test_errors_are_the_questions_whose_clause_came_late() -> None:
    asked = [Question(id=n, text=n, gold=("a",), tags=()) for n in ("first", "late", "never")]
    ranked = [Ranked(frozenset("a"), found) for found in (("a",), ("b", "c", "d", "a"), ("b",))]
    shown = errors(list(zip(asked, ranked, strict=True)))
    assert [line.split()[0] for line in shown] == ["late", "never"]
    assert figures(ranked)["hit@3"] == pytest.approx(1 / 3)
