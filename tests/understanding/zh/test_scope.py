"""The statement around a thing may turn what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.zh import scope
from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "word", "sign"),
    [
        ("做饭谁不会啊", "做饭", 1),
        ("不会开车也不会用电脑", "开车", -1),
        ("没有证也不会开车", "开车", -1),
        ("做饭没有我不会的", "做饭", 1),
        ("不带双胞胎那条去掉吧，我能带", "双胞胎", 1),
        ("不带双胞胎那条去掉吧", "双胞胎", 0),
        ("不是不会开车，是不敢开", "开车", -1),
        ("不是不会开车，是没车", "开车", 1),
        ("鼻饲、吸痰、导尿，这三样没学过，别的护理都行", "鼻饲", -1),
        ("胰岛素我哪敢打", "胰岛素", -1),
        ("洗衣这些不用问，肯定会", "洗衣", 1),
        ("以前会打字，现在忘光了", "打字", -1),
        ("以前会打字，现在还会", "打字", 1),
        ("催乳我看过，自己没弄过", "催乳", -1),
        ("催乳我看过，自己也弄过", "催乳", 1),
        ("月子餐我不敢说不会", "月子餐", 1),
        ("搭班我做过，能不搭就不搭", "搭班", -1),
        ("说实话老家亲戚都叫我做月嫂我不做", "月嫂", -1),
        ("空调要爬高我不弄", "空调", -1),
        ("南岸要过江，算了嘛", "南岸", -1),
        ("浦东要两趟车，不去", "浦东", -1),
        ("浦东要两趟车，不过可以去", "浦东", 1),
        ("刚才说不带睡，想想也可以带", "带睡", 1),
        ("刚才说带睡可以，想想还是不了", "带睡", -1),
        ("早教谈不上，读读绘本", "早教", -1),
        ("有没有监控都一样", "有没有监控", 1),
        ("别给我派养猫的", "养猫的", -1),
        ("徐汇都行，别的太远，尤其宝山", "宝山", -1),
        ("除了带孩子，别的我干不来", "带孩子", 1),
        ("瘫痪的老爷子我哪翻得动", "瘫痪的", -1),
        ("瘫痪的老爷子我翻得动", "瘫痪的", 1),
        ("浦东除了临港都可以", "浦东", 0),
        ("浦东除了临港都可以", "临港", -1),
    ],
)
def test_the_statement_has_its_word(scene: Callable[..., Scene], text: str, word: str, sign: int) -> None:
    start = text.index(word)
    stance = scene(text).stance(start, start + len(word))
    assert stance.sign == sign
    assert stance.quote_start <= start < start + len(word) <= stance.quote_end


@pytest.mark.parametrize(("words", "asks"), [("谁不会啊", True), ("我哪敢打", True), ("会不会打", False)])
def test_what_is_only_asked_back(words: str, *, asks: bool) -> None:
    assert scope.asked_back(words) is asks
