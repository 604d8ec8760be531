"""The check-up as held or not and as dates; nothing medical."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("健康证到期了，说是这月去查", "health", {"health_certificate": {"held": False}}),
        ("有，明年五月到期", "health", {"health_certificate": {"held": True, "valid_until": "2027-05"}}),
        ("体检三月份做过，一年一换的", "health", {"health_certificate": {"held": True, "exam_date": "2026-03"}}),
    ],
)
def test_the_check_up_is_held_or_not(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("没病没灾的", "health", {"health_certificate": None}),
        ("有高级母婴护理证、健康证", None, {"health_certificate": {"held": True}}),
        ("健康证和育婴证都没有", "certificates", {"health_certificate": {"held": False}}),
        ("到下个月底就到期了", "health", {"health_certificate": {"held": True, "valid_until": "2026-12"}}),
        ("九月体的检，拿到证了", "health", {"health_certificate": {"held": True, "exam_date": "2026-09"}}),
        ("昨天去抽的血，证下礼拜取", "health", {"health_certificate": {"held": False, "exam_date": "2026-11"}}),
        ("我身体没问题，证也有", "health", {"health_certificate": {"held": True}}),
        ("证是去年办的，早过了", "health", {"health_certificate": {"held": False}}),
        ("去年这时候办的", "health", {"health_certificate": {"held": True, "exam_date": "2025-11"}}),
        ("没，就健康证", "certificates", {"health_certificate": {"held": True}}),
        ("健康证啊，下户以后就没再办", "health", {"health_certificate": {"held": False}}),
        ("有，就是明年二月要换了", "health", {"health_certificate": {"held": True, "valid_until": "2027-02"}}),
        ("三甲医院体检的，五月份", "health", {"health_certificate": {"held": True, "exam_date": "2026-05"}}),
        ("健康证办不了", "health", {"health_certificate": {"held": False}}),
        ("要办的话去哪办", "health", {"health_certificate": None}),
        ("在的，五月份刚换的", "health", {"health_certificate": {"held": True, "exam_date": "2026-05"}}),
        ("听日得", "health", {"health_certificate": None}),
        ("下周一", "health", {"health_certificate": None}),
        ("没整明白，啥证", "health", {"health_certificate": None}),
        ("健康证有是有 四月份过期的", "health", {"health_certificate": {"held": False, "valid_until": "2026-04"}}),
        ("健康证有，月嫂证是前年考的", "health", {"health_certificate": {"held": True}}),
        (
            "没有没有，哦不对，有的，上个月办的",
            "health",
            {"health_certificate": {"held": True, "exam_date": "2026-10"}},
        ),
    ],
)
def test_the_check_up_is_told_apart_from_ailments_and_other_papers(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("我血压有点高，健康证是办下来了的", {"held": True}),
        ("健康证在的，前年做过胆囊手术不影响", {"held": True}),
        ("查体是去年十二月，快到期了", {"held": True, "exam_date": "2025-12"}),
        ("以前有，现在过期了", {"held": False}),
        ("健康证在办了，照了个片子", {"held": False}),
        ("老公有，他在食堂上班，我没有", {"held": False}),
        ("我体检过不了", {"held": False}),
        ("约了本周五去社区医院", {"held": False}),
        ("健康证在，七月的", {"held": True, "exam_date": "2026-07"}),
        ("健康证去年六月办，今年六月续的", {"held": True, "exam_date": "2026-06"}),
        ("明年六月到期，刚说的是五月不对", {"held": True, "valid_until": "2027-06"}),
        ("有，还有，我下个月十号就能上班了", {"held": True}),
        ("过期了，十月份就过了", {"held": False, "valid_until": "2026-10"}),
        ("还有三个月到期", {"held": True, "valid_until": "2027-02"}),
        ("下礼拜去办", {"held": False}),
        ("正办着呢", {"held": False}),
        ("没到期呢", {"held": True}),
        ("我健康得很，证没有", {"held": False}),
    ],
)
def test_the_state_of_the_paper_is_told_in_many_ways(
    profile: Callable[..., dict[str, Any]], text: str, value: dict[str, Any]
) -> None:
    assert profile(text, "health")["health_certificate"] == value


def test_it_is_the_only_paper(profile: Callable[..., dict[str, Any]]) -> None:
    assert profile("就一个健康证，别的证没有", "certificates")["health_certificate"] == {"held": True}


@pytest.mark.parametrize("text", ["明天", "下周一"])
def test_a_day_soon_is_no_end_of_a_paper(profile: Callable[..., dict[str, Any]], text: str) -> None:
    assert profile(text, "health").get("health_certificate") is None
