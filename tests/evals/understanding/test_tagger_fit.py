"""A bar stands where most is won, and nowhere if that is too little to be more than chance."""

from __future__ import annotations

import pytest

from evals.understanding.rows import DATA, LANGUAGES, rows
from evals.understanding.tagger.fit import bars_of, rows_given


def test_things_are_added_from_where_most_is_won() -> None:
    votes = {"jobs": [(0.95, 1.0), (0.9, 1.0), (0.8, 1.0), (0.7, -2.0), (0.6, 1.0)]}
    kept, lines = bars_of(votes)
    assert kept == {"jobs": pytest.approx(0.75)}
    assert lines == [["jobs", "0.750", "3", "3"]]


def test_a_field_that_wins_little_has_no_bar() -> None:
    assert bars_of({"jobs": [(0.95, 1.0)]})[0] == {}


def test_the_unlikely_is_never_added() -> None:
    assert bars_of({"jobs": [(0.4, 1.0)] * 9})[0] == {}


def test_without_files_the_bars_are_fitted_on_the_fit_split_of_both_languages() -> None:
    fit = [(row, language) for language in LANGUAGES for row in rows(language, "fit")]
    assert list(rows_given([])) == fit


def test_files_take_the_place_of_the_fit_split() -> None:
    assert list(rows_given([DATA / "en.check.jsonl"])) == [(row, "en") for row in rows("en", "check")]
