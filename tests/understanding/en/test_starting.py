"""When she can start, and what only sounds like it."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("asking", "text", "facts"),
    [
        ("availability", "after Chinese New Year, like 15 Feb", [("available_from", "2027-02-15")]),
        ("availability", "last day here is Friday so Saturday I can move", [("available_from", "2026-11-28")]),
        ("availability", "last day is Friday", [("available_from", "2026-11-27")]),
        ("work_mode", "I'd live in, provided Saturday night I can go to my friends", [("work_modes", "live_in")]),
        ("certificates", "I'm taking infant care class every Saturday, not finished", []),
        (
            "schedule",
            "in contract they wrote one, I want at least two per week",
            [("rest_days_per_month", {"min": 8, "max": None})],
        ),
        ("hometown", "Weinan, not far from Xi'an", [("hometown", {"province": "陕西", "city": "渭南"})]),
        ("education", "finish high school only, no college", [("education", "senior_high")]),
        ("experience", "zero experience as nanny", []),
        ("experience", "one year half, first family only", [("years_experience", {"min": 1.5, "max": 1.5})]),
        ("consent", "ok you can record, start", []),
        ("confirm", "I said four days off, you wrote two", [("rest_days_per_month", {"min": 4, "max": 4})]),
    ],
)
def test_only_what_is_meant_is_drafted(said: Said, asking: str, text: str, facts: list[tuple[str, Any]]) -> None:
    assert said(text, asking) == facts


@pytest.mark.parametrize(
    ("text", "asking", "start"),
    [
        ("I've already stopped working", "availability", "now"),
        ("need work asap. cleaning", None, "now"),
        ("I can start this evening.", None, "now"),
        ("I work now, need a bed", None, None),
    ],
)
def test_free_at_once(said: Said, text: str, asking: str | None, start: str | None) -> None:
    assert dict(said(text, asking)).get("available_from") == start
