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
        ("做饭成华金牛这边都行", None, {"name": None}),
        ("我喊李桂英", "name", {"name": "李桂英"}),
        ("免贵姓冉，冉冉升起的冉", "name", {"name": "冉"}),
        ("单姓一个姜", "name", {"name": "姜"}),
        ("男的要不要？石大勇，辽宁鞍山", None, {"name": "石大勇"}),
        ("闺女帮我打的字，妈妈叫邹玉芬，五十六岁", None, {"name": "邹玉芬", "age": 56}),
        ("身份证上王建英，村里都喊我二英", "name", {"name": "王建英"}),
        ("先不报名字，谈成了再说", "name", {"name": None}),
        ("姊妹两个一路出来，我是妹妹", None, {"name": None}),
        ("周，周恩来的周", "name", {"name": "周"}),
        ("姓万，万秀芳", "name", {"name": "万秀芳"}),
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


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("我姓刘，叫小梅", "name", {"name": "刘小梅"}),
        ("我跟你讲哦我姓隗，念伟，叫隗桂芝", "name", {"name": "隗桂芝"}),
        ("我大名儿杨玉洁，小名儿二丫", "name", {"name": "杨玉洁"}),
        ("本人简况：丁兰，1988年生", None, {"name": "丁兰"}),
        (
            "邓秀莲四十四湖南娄底做月嫂",
            None,
            {"name": "邓秀莲", "age": 44},
        ),
        ("我替我二姨报名，二姨叫苗秋香", "name", {"name": "苗秋香"}),
        ("我叫刘美丽，哈哈名字土得很", "name", {"name": "刘美丽"}),
        ("名字的桂是桂花的桂，王桂莲。住在南岸区", "location", {"name": "王桂莲"}),
        ("名字打错了，是王秀兰", "anything_else", {"name": "王秀兰"}),
        ("我妹妹介绍我来的，我是姐姐汪兰芳，四十七", None, {"name": "汪兰芳"}),
        ("叶，叶子的叶，名字一个青字", "name", {"name": "叶青"}),
        ("先记李阿姨吧，真名以后签合同写", "name", {"name": "李阿姨"}),
        ("我姓钭，金字旁一个斗，单名一个珍", "name", {"name": "钭珍"}),
        ("你就写周素琴吧，工友都管我叫琴姐", "name", {"name": "周素琴"}),
        ("我叫秦会兰，山西的", None, {"name": "秦会兰"}),
        ("我姓王会做饭", None, {"name": "王"}),
        ("本人刘翠平女五十二岁", None, {"name": "刘翠平", "gender": "female"}),
        ("俺是平舆嘞，叫个王爱枝", None, {"name": "王爱枝"}),
        ("我替我嫂子问的，她叫秦会兰，四十九", None, {"name": "秦会兰", "age": 49}),
        ("姓陈，耳东陈，名字叫秀云", "name", {"name": "陈秀云"}),
        ("我姓王，叫我王姐就行", "name", {"name": "王姐"}),
        ("王桂英，四十八，河南的，做保姆", None, {"name": "王桂英"}),
        ("我是李大姐介绍过来的，想找个活", None, {"name": None}),
        ("是刘姐带我来的", "name", {"name": None}),
        ("我叫杨秀秀气的秀", "name", {"name": "杨秀"}),
        ("我叫那种人不太好说", "name", {"name": None}),
        ("人家都喊我周姐", "name", {"name": "周姐"}),
        ("身份证上是王金凤", "name", {"name": "王金凤"}),
    ],
)
def test_a_name_told_in_parts_or_beside_other_people(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
