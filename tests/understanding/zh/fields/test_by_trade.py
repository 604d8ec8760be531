"""Which trade a length belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("四年月嫂三年育儿嫂", {"maternity_nurse": 4, "childcare_nanny": 3}),
        ("保洁做了两年月嫂做了三年", {"cleaner": 2, "maternity_nurse": 3}),
        ("护工做了两年半，住家保姆又做了一年", {"patient_carer": 2.5, "housekeeper": 1}),
        ("带小孩带了三年，再往前给老板家做饭做了两年", {"childcare_nanny": 3, "cook": 2}),
        ("三年育儿嫂，哦不对，是四年", {"childcare_nanny": 4}),
    ],
)
def test_a_length_goes_with_the_trade_beside_it(
    profile: Callable[..., dict[str, Any]], text: str, trades: dict[str, float]
) -> None:
    told = profile(text, "experience").get("experience_by_job", {})
    assert {job: years["min"] for job, years in told.items()} == trades
