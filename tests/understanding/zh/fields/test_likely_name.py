"""A name without 我叫 is known by its surname, its characters and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.understanding.zh.fields import likely_name
from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "asking", "name"),
    [
        ("身份证拿给你看嘛，上头印着覃玉兰", "name", "覃玉兰"),
        ("我替我妈填的，她叫蒲桂珍", "name", "蒲桂珍"),
        ("育儿嫂，丁文霞，八六年", None, "丁文霞"),
        ("月嫂，金华人，平时住东阳", None, None),
        ("老板娘叫陈美玲", None, None),
        ("名字写我女儿的行不行，她叫李倩", "name", None),
    ],
)
def test_names(profile: Callable[..., dict[str, Any]], text: str, asking: str | None, name: str | None) -> None:
    assert profile(text, asking).get("name") == name


def test_two_names_are_no_answer(scene: Callable[..., Scene]) -> None:
    assert list(likely_name.likely(scene("上头印着覃玉兰，登记的是覃桂珍", "name"))) == []
