"""The weights are those under which what was seen is likeliest, held back by the ridge."""

from __future__ import annotations

import numpy as np
import pytest

from evals.logistic import ridge_logistic


def test_without_a_sign_the_odds_are_those_of_the_rows() -> None:
    (bias,) = ridge_logistic(np.ones((8, 1)), np.asarray([1.0] * 6 + [0.0] * 2), np.asarray([1e-9]))
    assert bias == pytest.approx(np.log(3), abs=1e-4)


def test_a_ridge_holds_a_weight_back() -> None:
    rows = np.column_stack((np.ones(8), [1.0] * 4 + [0.0] * 4))
    wanted = np.asarray([1.0, 1, 1, 0, 0, 0, 0, 1])
    loose, held = (ridge_logistic(rows, wanted, np.asarray([1e-9, ridge]))[1] for ridge in (1e-9, 1.0))
    assert loose > held > 0


def test_what_is_known_beforehand_is_not_learned_again() -> None:
    wanted = np.asarray([1.0] * 6 + [0.0] * 2)
    (bias,) = ridge_logistic(np.ones((8, 1)), wanted, np.asarray([1e-9]), np.full(8, np.log(3)))
    assert bias == pytest.approx(0.0, abs=1e-4)
