"""What has no bar is never added."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.understanding.tagger.bars import Bars


def test_a_field_has_its_bars_by_sign() -> None:
    bars = Bars(adding={"jobs": 0.8, "jobs-": 0.9, "jobs?": 0.95}, level=0.5)
    assert (bars.add("jobs"), bars.add("jobs", denied=True), bars.lowest) == (0.8, 0.9, 0.8)
    assert (bars.add("jobs", asked=True), bars.add("jobs", denied=True, asked=True) > 1) == (0.95, True)


def test_what_has_no_bar_is_never_likely_enough() -> None:
    bars = Bars(adding={}, level=0.5)
    assert bars.add("skills") > 1
    assert bars.lowest == 1.0


def test_a_bar_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Bars.model_validate({"adding": {}, "level": 0.5, "weight": 1})
