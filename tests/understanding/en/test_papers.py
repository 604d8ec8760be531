"""Certificates, the health card and schooling: what she has, until when, and what is none of it."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("asking", "text", "expected"),
    [
        ("certificates", "first aid valid till 2027", [("certificates", {"kind": "first_aid"})]),
        (
            "certificates",
            "senior maternity nurse and infant care nurse",
            [("certificates", {"kind": "maternity_care", "level": "高级"}), ("certificates", {"kind": "infant_care"})],
        ),
        ("health", "done yesterday", [("health_certificate", {"held": True, "exam_date": "2026-11"})]),
        ("health", "next year August finish", [("health_certificate", {"held": True, "valid_until": "2027-08"})]),
        ("health", "the card got lost", [("health_certificate", {"held": False})]),
        ("health", "I have hepatitis B carrier but doctor says ok", []),
        ("health", "blood test on Friday", []),
        ("health", "I had it for the last job, it's a year old", []),
        ("work_mode", "live in? I have a baby", []),
        ("work_mode", "I'd go mad living in", [("not work_modes", "live_in")]),
        ("experience", "none here, six in Manila", [("years_experience", {"min": 6, "max": 6})]),
        ("education", "I never finish high school", []),
        ("education", "high school but not graduate", []),
        ("preferences", "I am pregnant 2 months, no heavy lifting", [("preferences", {"heavy_lifting": False})]),
        ("preferences", "my son is allergic to cats so no cats", [("preferences", {"cats": False})]),
        ("job", "I'm single mother looking for day job cleaning", [("work_modes", "live_out"), ("jobs", "cleaner")]),
        ("skills", "the other ayi cooks, I do the baby", []),
    ],
)  # fmt: skip
def test_what_is_kept(said: Said, asking: str, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, asking) == expected
