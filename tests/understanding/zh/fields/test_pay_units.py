"""What a wage is paid for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("以前一天一百五，现在怎么也得两百", 200, "day"),
        ("一天五小时，一百一小时", 100, "hour"),
        ("擦地做饭，一钟三十", 30, "hour"),
        ("一单一万六，二十六天", 16000, "26_days"),
        ("一天三百，半天一百六", 300, "day"),
        ("一次两小时八十", 80, "visit"),
    ],
)
def test_the_unit_is_told_by_the_words_around(
    profile: Callable[..., dict[str, Any]], text: str, low: int, unit: str
) -> None:
    pay = profile(text, "salary")["expected_salary"]
    assert (pay["min"], pay["unit"]) == (low, unit)
