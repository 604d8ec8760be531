"""Logistic regression with a ridge, by Newton's method."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]

_STEPS: Final = 25


def ridge_logistic(rows: Array, wanted: Array, loose: Array, offset: Array | float = 0.0) -> Array:
    """Weights of the columns of `rows` under which the log-odds of `wanted` (0 or 1) are likeliest.

    `loose` is the ridge of each weight, against the mean loss of a row; `offset` is log-odds known beforehand.
    """
    weights: Array = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(rows @ weights + offset)))
        slope = rows.T @ (chance - wanted) / len(wanted) + loose * weights
        curve = (rows.T * (chance * (1 - chance))) @ rows / len(wanted) + np.diag(loose)
        weights = weights - np.linalg.solve(curve, slope)
    return weights
