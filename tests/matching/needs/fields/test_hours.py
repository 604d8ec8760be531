"""Hours of the day and days of the week."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.matching.needs.reader import read_need

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("from 8 in the morning to 6 in the evening", {"from": "08:00", "to": "18:00"}),
        ("between 8am and 6pm", {"from": "08:00", "to": "18:00"}),
        ("5:30 to 8 in the evening", {"from": "17:30", "to": "20:00"}),
        ("afternoons 2-6", {"from": "14:00", "to": "18:00"}),
        ("晚九点到第二天早七点", {"from": "21:00", "to": "07:00"}),
        ("每次3h", {"per_day": 3}),
        ("做六休一", {"per_week": 6}),
        ("six days a week", {"per_week": 6}),
        ("逢周三", {"days": [3]}),
        ("Monday Wednesday Friday mornings", {"days": [1, 3, 5]}),
    ],
)
def test_hours_as_they_are_said(text: str, hours: dict[str, Any]) -> None:
    need = read_need(text, "en" if text.isascii() else "zh", TODAY).need
    assert {key: (need.hours or {}).get(key) for key in hours} == hours


def test_hours_from_evening_to_morning_are_nights() -> None:
    assert read_need("夜里十点到早上六点陪护我奶奶", "zh", TODAY).need.work_modes == ["night"]
    assert read_need("早上八点到晚上八点陪护我奶奶", "zh", TODAY).need.work_modes == []


def test_days_named_after_a_start_leave_the_start_alone() -> None:
    need = read_need("part time ayi starting Dec 1, Monday Wednesday Friday mornings", "en", TODAY).need
    assert need.start == "2026-12-01"
