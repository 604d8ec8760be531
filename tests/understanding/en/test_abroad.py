"""A home abroad is her home as she names it; a country she only worked in is none."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("From Cebu Philippines but I live in Shanghai Pudong now", {"province": "Philippines", "city": "Cebu"}),
        ("Indonesia, Surabaya", {"province": "Indonesia", "city": "Surabaya"}),
        ("Grace from Dar es Salaam, Tanzania, 35, nanny", {"province": "Tanzania", "city": "Dar es Salaam"}),
        ("Good day, Sunita Rai, Darjeeling, India. Age 39, nanny", {"province": "India", "city": "Darjeeling"}),
        ("Kandy", {"province": "Sri Lanka", "city": "Kandy"}),
        ("I worked in Dubai but I'm from Nepal", {"province": "Nepal"}),
        ("my husband is from Nigeria, I'm from Guangxi", {"province": "广西"}),
    ],
)
def test_home(said: Said, text: str, home: dict[str, Any]) -> None:
    assert [value for field, value in said(text, "hometown") if field == "hometown"] == [home]


@pytest.mark.parametrize(
    ("asking", "text", "fact"),
    [
        ("health", "two weeks from now I'm free", ("available_from", "2026-12-06")),
        ("schedule", "stay out please, Monday to Friday", ("work_modes", "live_out")),
        ("work_mode", "College, education major", ("education", "college")),
        ("languages", "English reading", ("languages", {"id": "english"})),
    ],
)
def test_an_answer_to_another_topic(said: Said, asking: str, text: str, fact: tuple[str, Any]) -> None:
    assert fact in said(text, asking)


def test_a_day_alone_is_no_paper(said: Said) -> None:
    assert said("two weeks from now", "health") == []
