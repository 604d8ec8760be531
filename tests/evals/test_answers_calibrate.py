"""The bar between answering and refusing is fitted, not guessed."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.kit.e5_weights import Array
from assistant.knowledge.support import SIGNALS
from evals.answers.calibrate import cross_validated, fit


def _made() -> tuple[Array, Array]:
    chance = np.random.default_rng(3)
    signals: Array = chance.normal(size=(400, len(SIGNALS))).astype(np.float32)
    signals[:, SIGNALS.index("pattern")] = chance.random(400) < 0.1
    odds = 3 * signals[:, SIGNALS.index("nearness")] - 2 * signals[:, SIGNALS.index("trouble")]
    wanted: Array = (odds + chance.logistic(size=400) > 0).astype(np.float32)
    return signals, wanted


def test_what_decides_gets_its_weight_and_the_rest_hardly_any() -> None:
    found = dict(zip(SIGNALS, fit(*_made()).weights, strict=True))
    assert found["nearness"] > 1.5
    assert found["trouble"] < -1.0
    assert abs(found["latin"]) < 0.5


def test_the_weight_of_a_pattern_is_given_and_not_fitted() -> None:
    signals, wanted = _made()
    wanted[signals[:, SIGNALS.index("pattern")] == 1] = 0
    assert dict(zip(SIGNALS, fit(signals, wanted).weights, strict=True))["pattern"] == pytest.approx(-1.15)


def test_odds_without_the_own_fold_still_tell_the_kinds_apart() -> None:
    signals, wanted = _made()
    odds = cross_validated(signals, wanted)
    assert np.median(odds[wanted == 1]) > 1 > -1 > np.median(odds[wanted == 0])
