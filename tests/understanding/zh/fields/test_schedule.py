"""Rest and start as days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("月休四天，过节要三倍", "schedule", {"rest_days_per_month": {"min": 4, "max": 4}}),
        ("上家月休两天，这回要四天", "schedule", {"rest_days_per_month": {"min": 4, "max": 4}}),
        ("周六周日都要休", "schedule", {"rest_days_per_month": {"min": 8, "max": 8}}),
        ("明天就能上户，最迟后天", "availability", {"available_from": "2026-11-23"}),
        ("现在这家做到月底", "availability", {"available_from": "2026-11-30"}),
        ("随时", "availability", {"available_from": "now"}),
        ("还有十天下户", "availability", {"available_from": "2026-12-02"}),
    ],
)
def test_rest_and_start_are_days(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
