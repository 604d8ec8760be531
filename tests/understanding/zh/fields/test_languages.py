"""Languages keep their sign and level; one that is only taught, sung or called by is none of hers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("会一点英语", "languages", {"languages": [{"id": "english", "level": "some"}]}),
        ("听得懂粤语，不会讲", "languages", {"languages": [{"id": "cantonese", "level": "some"}]}),
        ("英语儿歌放给他听，我自己不会讲", "skills", {"languages": None}),
        ("英语会ABC，别的就不会了", "languages", {"skills": None}),
        ("上海话叫阿姨，买汰烧", "job", {"languages": None}),
        ("教孩子说英语不行", "skills", {"languages": None, "declined_languages": None}),
        ("能辅导初中数学英语", "skills", {"languages": None}),
        ("英文看得懂一点点说不出口", "languages", {"languages": [{"id": "english", "level": "some"}]}),
        ("普通话带点川味，粤语听得懂七八成", "languages", {"cuisines": None}),
        ("荷兰语会打招呼", "languages", {"languages": [{"id": "dutch", "level": "weak"}]}),
        ("普通话说得慢", "languages", {"languages": [{"id": "mandarin", "level": "weak"}]}),
        ("白话溜", "languages", {"languages": [{"id": "cantonese", "level": "fluent"}]}),
        ("老挝语能通一半", "languages", {"languages": [{"id": "lao", "level": "some"}]}),
        ("英语日常对话可以", "languages", {"languages": [{"id": "english", "level": "some"}]}),
        ("豪萨话会，皮钦也会", "languages", {"languages": [{"id": "hausa"}, {"id": "pidgin"}]}),
    ],
)
def test_a_language_keeps_its_level_and_its_speaker(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
