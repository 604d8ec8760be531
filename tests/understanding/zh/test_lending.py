"""A verdict reaches the things it was meant for in other segments, and no further."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("做饭，打扫，都行", {"做饭": 1, "打扫": 1}),
        ("会做饭，打扫", {"做饭": 1, "打扫": 1}),
        ("不会的有开车、熨衣服", {"开车": -1, "熨衣服": -1}),
        ("会的：做饭；不会的：开车", {"做饭": 1, "开车": -1}),
        ("我是做保洁的，做饭的话一个人忙不开，不行", {"保洁": 0, "做饭": -1}),
        ("只做办公室保洁，家里不做", {"保洁": 1}),
        ("打扫卫生莫得问题，照顾病人我遭不住", {"打扫卫生": 1}),
        ("擀面条杠杠的，炒菜一般人比不了，带孩子整不了", {"炒菜": 1, "带孩子": -1}),
        ("有狗的，掉毛，难收拾，不去", {"有狗": -1}),
    ],
)
def test_a_verdict_is_lent(scene: Callable[..., Scene], text: str, signs: dict[str, int]) -> None:
    laid = scene(text)
    found = {word: laid.stance(text.index(word), text.index(word) + len(word)) for word in signs}
    assert {word: 0 if stance.weak else stance.sign for word, stance in found.items()} == signs
