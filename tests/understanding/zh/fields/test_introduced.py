"""People introduce themselves without 我叫; what looks like it and is none stays out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王丽萍，哈尔滨的，四十岁", "王丽萍"),
        ("月嫂。刘芳，四十五，安徽人", "刘芳"),
        ("您好，本人湖北黄冈刘桂香，四十六周岁", "刘桂香"),
        ("河南信阳的老吴，做护工的", "老吴"),
        ("李师傅，男，开荒保洁擦玻璃都做", "李师傅"),
        ("小李，三十五，江西赣州", "小李"),
        ("大姐你好我刘芬江苏宿迁的今年四十", "刘芬"),
        ("我孟秀珍啊，上次登记过的", "孟秀珍"),
        ("做保洁的周姐，四十二", "周姐"),
        ("大家好我叫陶金凤来自四川达州", "陶金凤"),
        ("重庆人，罗玉芳，五十整，做饭好吃", "罗玉芳"),
        ("护工老周，男，五十六，四川达州", "老周"),
        ("我是内蒙古的，叫其其格，四十", "其其格"),
        ("做饭打扫都会，邵翠萍，泰安肥城，四十九", "邵翠萍"),
        ("我是给人做胡辣汤烩面出来的，周口西华，党玉琴", "党玉琴"),
        ("带一岁的，做了八年了，四个城市。卢静，三十七，在合肥", "卢静"),
        ("上门喂猫，武汉洪山和武昌，每天都行", None),
        ("做饭打扫，四十六，文山人，昆明西山", None),
        ("苏州园区，安静，三十平的房子", None),
        ("王姐，我想找个活", None),
        ("我安徽芜湖的，四十四", None),
        ("我高兴干这个", None),
        ("黑龙江佳木斯那疙瘩", None),
        ("我徒弟叫王丽，做月嫂", None),
    ],
)
def test_an_introduction_gives_the_name_by_its_place(
    profile: Callable[..., dict[str, Any]], text: str, name: str | None
) -> None:
    assert profile(text).get("name") == name
