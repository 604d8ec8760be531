"""What no rule explains is taken as said only where nothing speaks against it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.reading import Reading
from assistant.understanding.zh import backoff
from assistant.understanding.zh.draft import Draft
from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "asking", "field", "value"),
    [
        ("叶秋萍，宁波人，住家烧饭陪老太太，本帮菜宁波菜，六千上下", None, "cuisines", "jiangzhe"),
        ("鹿敏，八八年，本科，现在转做管家", None, "education", "bachelor_up"),
    ],
)
def test_unexplained_things(
    hear: Callable[..., Reading], text: str, asking: str | None, field: str, value: str
) -> None:
    assert any(fact.field == field and fact.value == value for fact in hear(text, asking).facts)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("育婴师正在考，月底出结果", "certificates"),
        ("我以前做保洁，今天先聊聊", "age"),
        ("孩子发烧了先量体温再做饭", "scenario"),
    ],
)
def test_what_speaks_against_it(scene: Callable[..., Scene], text: str, asking: str) -> None:
    assert list(backoff.unexplained(scene(text, asking), [])) == []


def test_what_is_drafted_is_left_alone(scene: Callable[..., Scene]) -> None:
    laid = scene("会做饭", "skills")
    drafted = [Draft("skills", {"id": "cooking"}, 0, 3), Draft("jobs", "cook", 1, 3)]
    assert list(backoff.unexplained(laid, drafted)) == []
