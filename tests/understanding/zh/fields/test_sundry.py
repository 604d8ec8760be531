"""Schooling, consent, phone and practices are her own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("初中", "education", {"education": "junior_high"}),
        ("我儿子上大学", "education", {"education": None}),
        ("没文化只上过二年级", "education", {"education": "primary"}),
        ("高小", "education", {"education": "primary"}),
        ("职中", "education", {"education": "vocational"}),
        ("就识几个字", "education", {"education": "none"}),
        ("初中都没上过", "education", {"education": None}),
        ("小学都没读完", "education", {"education": "primary"}),
        ("行，查吧", "background", {"background_check_consent": True}),
        ("不同意", "background", {"background_check_consent": False}),
        ("你们看着查", "background", {"background_check_consent": True}),
        ("先不了", "background", {"background_check_consent": False}),
        ("我小学文化不识几个字", "education", {"education": "primary"}),
        ("高中文凭，没考大学", "education", {"education": "senior_high"}),
        ("同意", "consent", {"background_check_consent": None}),
        ("我老公电话13900139000", "contact", {"phone": None}),
        ("电话是138 0013 8000", None, {"phone": "13800138000"}),
        ("我这人干净利索，人人都夸我", "anything_else", {"strengths": None}),
        ("进门先洗手换衣服", "anything_else", {"strengths": ["进门先洗手换衣服"]}),
    ],
)
def test_sundry_facts_are_her_own(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
