"""Each thing named gets the verdict that was meant for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("保洁我不做", {"保洁": -1}),
        ("不做保洁", {"保洁": -1}),
        ("保洁不做月嫂做", {"保洁": -1, "月嫂": 1}),
        ("川菜湘菜都中", {"川菜": 1, "湘菜": 1}),
        ("做饭，打扫，都行", {"做饭": 1, "打扫": 1}),
        ("有狗没事，有猫不行", {"有狗": 1, "有猫": -1}),
        ("除了护工都可以", {"护工": -1}),
        ("住家保姆会做川菜", {"川菜": 1}),
        ("川菜都会做做饭阿姨八年", {"川菜": 1}),
        ("带娃我没耐心", {"带娃": -1}),
        ("徐汇、长宁，别的区不去", {"徐汇": 0, "长宁": 0}),
    ],
)
def test_scope(scene: Callable[..., Scene], text: str, signs: dict[str, int]) -> None:
    laid = scene(text)
    assert {word: laid.stance(text.index(word), text.index(word) + len(word)).sign for word in signs} == signs
