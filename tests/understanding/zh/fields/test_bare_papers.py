"""Where papers are asked or announced a trade alone names its paper; told as work it names none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "held"),
    [
        ("三级的，养老", "certificates", ["elderly_care"]),
        ("育婴、母婴、催乳三证齐全", "certificates", ["infant_care", "maternity_care", "lactation"]),
        ("证有四个，月嫂育婴催乳营养师", None, ["maternity_care", "infant_care", "lactation", "nutrition"]),
        ("证有母婴的、有急救的", None, ["maternity_care", "first_aid"]),
        ("月嫂证有，不过我现在不做月嫂了做育儿", "certificates", ["maternity_care"]),
        ("月嫂育婴都做过", None, []),
    ],
)
def test_a_trade_names_its_paper(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, held: list[str]
) -> None:
    assert [paper["kind"] for paper in profile(text, asking).get("certificates") or []] == held
