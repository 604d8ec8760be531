"""What has no bar never counts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.understanding.tagger.bars import Bars, bars


def test_a_label_counts_from_its_bar_on() -> None:
    assert Bars(labels={"act=refuse": 0.8}, level=0.5).of("act=refuse") == 0.8


def test_what_has_no_bar_is_never_likely_enough() -> None:
    assert Bars(labels={}, level=0.5).of("act=refuse") > 1


def test_the_kept_bars_are_likelihoods() -> None:
    assert all(0 < bar < 1 for bar in (*bars().labels.values(), bars().level))


def test_a_bar_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Bars.model_validate({"labels": {}, "level": 0.5, "weight": 1})
