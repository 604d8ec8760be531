"""One weighing decides whether a clause answers: its fit for it, the question's likeness to trouble against it."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.documents import load_library
from assistant.knowledge.likeness import Judgement
from assistant.knowledge.query import understand
from assistant.knowledge.repository import StoredClause
from assistant.knowledge.retrieve import Hit
from assistant.knowledge.support import SIGNALS, answers, policy, signals
from tests.knowledge.conftest import LIBRARY

_QUERY = understand("定金最多收多少")


def _hit(cosine: float, asked: float, rank: float = 20.0) -> Hit:
    document = load_library(LIBRARY)[0]
    stored = StoredClause(1, document.clauses[0], document.front)
    return Hit(stored, math.exp(rank), cosine, asked, shared=asked, middle=cosine)


def _like_trouble(much: float) -> Judgement:
    return Judgement("falsify", much - 0.5, much - 0.5, much)


def test_every_signal_has_a_weight() -> None:
    assert set(policy().weights) == set(SIGNALS)
    assert set(signals(_QUERY, _hit(0.9, 0.8), None, pattern=False)) == set(SIGNALS)


def test_a_clause_that_fits_answers_a_question_that_is_like_no_trouble() -> None:
    assert answers(_QUERY, _hit(0.8, 1.0), _like_trouble(0.0), pattern=False)


def test_the_same_clause_does_not_answer_a_question_that_is_all_trouble() -> None:
    assert not answers(_QUERY, _hit(0.6, 0.5), _like_trouble(1.2), pattern=False)


def test_a_clause_that_hardly_fits_answers_nothing() -> None:
    assert not answers(_QUERY, _hit(0.2, 0.1, 8.0), None, pattern=False)


def test_without_the_encoder_the_words_alone_decide() -> None:
    assert answers(_QUERY, _hit(0.0, 0.9), None, pattern=False)
    assert not answers(_QUERY, _hit(0.0, 0.3), None, pattern=False)
    assert not answers(_QUERY, _hit(0.0, 0.9), None, pattern=True)


@given(
    hit=st.builds(_hit, st.floats(0, 1), st.floats(0, 1)),
    trouble=st.floats(0, 1),
    more=st.floats(0, 0.2),
)
def test_more_trouble_never_makes_an_answer(hit: Hit, trouble: float, more: float) -> None:
    for pattern in (False, True):
        calmer = answers(_QUERY, hit, _like_trouble(trouble), pattern=pattern)
        assert calmer or not answers(_QUERY, hit, _like_trouble(trouble + more), pattern=pattern)
