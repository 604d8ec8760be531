"""Names are names, whatever stands around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("我叫王芳", "name", {"name": "王芳"}),
        ("李秀英，四十六", "name", {"name": "李秀英"}),
        ("免贵姓张", "name", {"name": "张"}),
        ("你就叫我刘姐吧", "name", {"name": "刘姐"}),
        ("我叫古丽娜尔", "name", {"name": "古丽娜尔"}),
        ("我姓王叫王秀兰", "name", {"name": "王秀兰"}),
        ("我叫赵敏今年五十", None, {"name": "赵敏", "age": 50}),
        ("月嫂", "name", {"name": None}),
        ("同意", "name", {"name": None}),
        ("阿姨你好", "name", {"name": None}),
        ("河南的", "name", {"name": None}),
        ("我是女的，叫欧阳梅", None, {"name": "欧阳梅", "gender": "female"}),
        ("月嫂王姐", None, {"gender": None}),
    ],
)
def test_a_name_is_read_from_its_cue(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
