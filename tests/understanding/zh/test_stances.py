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
        ("我就是个做饭的，你让我带孩子我可不会", {"做饭": 0, "带孩子": -1}),
        ("天河这片，番禺的话坐车一个小时，算了", {"天河": 0, "番禺": -1}),
        ("做饭，打扫，带孩子，不行", {"做饭": -1, "打扫": -1, "带孩子": -1}),
        ("除了抽烟的，其他没讲究", {"抽烟": -1}),
        ("除了做饭，别的不会", {"做饭": 1}),
        ("除了普通话没别的", {"普通话": 1}),
        ("家务没有我不干的", {"家务": 1}),
        ("只要不是伺候瘫痪的，啥活都行", {"瘫痪": -1}),
        ("就打扫卫生，别叫我做饭", {"打扫卫生": 0, "做饭": -1}),
        ("我会的：做饭、拖地；不会的：开车、英语", {"做饭": 1, "拖地": 1, "开车": -1, "英语": -1}),
        ("接送可以，开车我没本", {"接送": 1, "开车": -1}),
    ],
)
def test_scope(scene: Callable[..., Scene], text: str, signs: dict[str, int]) -> None:
    laid = scene(text)
    assert {word: laid.stance(text.index(word), text.index(word) + len(word)).sign for word in signs} == signs
