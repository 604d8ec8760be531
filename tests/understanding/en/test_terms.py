"""Days off told by the shape of the week or the days themselves."""

from __future__ import annotations

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Six days' work, a day's rest", [4]),
        ("Big week small week is fine", [6]),
        ("1 every ten days", [3]),
        ("every tenth day", [3]),
        ("Five-day week", [8]),
        ("I take half of Sunday", [2]),
        ("first and third Saturday", [2]),
        ("I keep Saturday and Sunday for my own kids", [8]),
        ("I finish Friday evening and come back Sunday night", [8]),
        ("none really, I'd sooner work", [0]),
        ("26 days", [4]),
        ("first and then we talk", []),
    ],
)
def test_days_off_asked(said: Said, text: str, days: list[int]) -> None:
    rests = [value["min"] for field, value in said(text, "schedule") if field == "rest_days_per_month"]
    assert rests == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I'm Lin, 47. Live-in, 12k, Sunday for church.", [4]),
        ("I'm Lin, 47. Live-in, 8,800, two rest days, insurance paid.", [2]),
        ("I'm Lin, 47. Six day week, live-in, 8200", [4]),
        ("I'm Lin, 47. I worked for six days and left", []),
    ],
)
def test_days_off_in_passing(said: Said, text: str, days: list[int]) -> None:
    rests = [value["min"] for field, value in said(text) if field == "rest_days_per_month"]
    assert rests == days
