"""What she asks: units in short, small figures that can only be thousands, figures of others left alone."""

from __future__ import annotations

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("text", "asking", "low", "high", "unit"),
    [
        ("seventeen thousand for the confinement, 42 days", "salary", 17000, 17000, "42_days"),
        ("20k for the 42 day package", "salary", 20000, 20000, "42_days"),
        ("Lowest is 5k2. Under that my rent cries", "salary", 5200, None, "month"),
        ("lower limit is six thousand", "salary", 6000, None, "month"),
        ("I'm Li, cook. 3 thousand five.", None, 3500, 3500, "month"),
        ("RMB9000/26D OT extra", "salary", 9000, 9000, "26_days"),
        ("nine point two, firm", "salary", 9200, 9200, "month"),
        ("I'm Lin, aircon cleaner. 150 a machine.", None, 150, 150, "visit"),
        ("I'm Lin, organiser. By the visit, 600.", None, 600, 600, "visit"),
        ("I'm Lin, cleaner, 33, 60 hour.", None, 60, 60, "hour"),
        ("I'm Lin, nanny, 34. They gave 3500, too small. I hope 6.", None, 6000, 6000, "month"),
    ],
)
def test_what_she_asks(said: Said, text: str, asking: str | None, low: int, high: int | None, unit: str) -> None:
    asked = [value for field, value in said(text, asking) if field == "expected_salary"]
    assert [(v["min"], v["max"], v["unit"]) for v in asked if "unit" in v] == [(low, high, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "I'm Lin. They paid 5000 and I want five days",
        "I'm Lin, cleaner, trained in a 40 hour course",
        "I'm Lin. I take six children to school",
    ],
)
def test_figures_that_are_no_wish(said: Said, text: str) -> None:
    assert "expected_salary" not in dict(said(text))
