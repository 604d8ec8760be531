"""Signs are added up by their weights, and enough from the bar on."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.understanding.tagger.weighing import Weighing

WEIGHTS = Weighing(weights={"always": -2.0, "opposite": 3.0}, bar=0.0)


def test_the_weights_add_up_to_the_odds() -> None:
    assert WEIGHTS.odds({"always": 1.0, "opposite": 0.5, "unknown": 9.0}) == -0.5


def test_from_the_bar_on_it_is_enough() -> None:
    assert not WEIGHTS.reached({"always": 1.0})
    assert WEIGHTS.reached({"always": 1.0, "opposite": 1.0})


def test_a_weight_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Weighing.model_validate({"weights": {}, "bar": 0.0, "more": 1})
