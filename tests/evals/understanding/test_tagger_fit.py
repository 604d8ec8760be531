"""A bar stands where most is won, and nowhere if that is too little to be more than chance."""

from __future__ import annotations

import pytest

from evals.understanding.tagger.fit import bars_of


def test_things_are_added_from_where_most_is_won() -> None:
    votes = {"jobs": [(0.95, 1.0), (0.9, 1.0), (0.8, 1.0), (0.7, -2.0), (0.6, 1.0)]}
    kept, lines = bars_of(votes, from_above=True)
    assert kept == {"jobs": pytest.approx(0.75)}
    assert lines == [["jobs", "0.750", "3", "3"]]


def test_things_are_dropped_up_to_where_most_is_won() -> None:
    votes = {"name": [(0.01, 2.0), (0.02, 2.0), (0.05, -1.0), (0.15, -1.0)]}
    assert bars_of(votes, from_above=False)[0] == {"name": pytest.approx(0.035)}


def test_a_field_that_wins_little_has_no_bar() -> None:
    assert bars_of({"jobs": [(0.95, 1.0)]}, from_above=True)[0] == {}
    assert bars_of({"jobs": [(0.01, 2.0)]}, from_above=False)[0] == {}


def test_the_unlikely_is_never_added_nor_the_likely_dropped() -> None:
    assert bars_of({"jobs": [(0.4, 1.0)] * 9}, from_above=True)[0] == {}
    assert bars_of({"jobs": [(0.6, 2.0)] * 9}, from_above=False)[0] == {}
