"""Skills, cuisines and languages keep their sign and degree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("双胞胎没少带", "skills", {"skills": [{"id": "twins_care", "evidence": "双胞胎没少带"}]}),
        ("打胰岛素我不敢", "skills", {"declined_skills": ["insulin_injection"]}),
        ("西餐不会，会煎个牛排", "skills", {"declined_cuisines": ["western"], "cuisines": None}),
        ("川菜湘菜都中", "skills", {"cuisines": ["sichuan", "hunan"]}),
        ("会一点英语", "languages", {"languages": [{"id": "english", "level": "some"}]}),
        ("听得懂粤语，不会讲", "languages", {"languages": [{"id": "cantonese", "level": "some"}]}),
        ("我徒弟会催乳", "skills", {"skills": None}),
        ("家教我不行，作业我看不懂，接送没问题", "skills", {"declined_skills": ["homework_help"]}),
    ],
)
def test_an_ability_keeps_its_scope(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize("text", ["打胰岛素还是请护士来吧", "吸痰这种事交给护士", "西餐就别指望我了"])
def test_a_task_handed_to_somebody_else_is_no_skill(profile: Callable[..., dict[str, Any]], text: str) -> None:
    assert not profile(text, "skills").get("skills")
