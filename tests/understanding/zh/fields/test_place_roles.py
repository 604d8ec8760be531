"""The role of a place comes from its words, its list and what was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.understanding.zh.fields.place_roles import role_of
from assistant.understanding.zh.scene import Scene


@pytest.mark.parametrize(
    ("text", "asking", "role"),
    [
        ("驻马店", "hometown", "hometown"),
        ("朝阳", "location", "location"),
        ("朝阳", "service_area", "area"),
        ("在朝阳做过两年", "history", "post"),
        ("我儿子在杭州", "location", "none"),
        ("四川达州", "job", "hometown"),
        ("俺新乡封丘嘞", "job", "hometown"),
        ("深圳南山做惯了", "job", "area"),
        ("跟女儿女婿住一块，南京江宁百家湖", "location", "location"),
        ("住重庆沙坪坝大学城", "location", "location"),
        ("户籍滁州，现居南京，出生八五年六月", "job", "hometown"),
        ("老家说错了，许昌", "anything_else", "hometown"),
        ("地点武昌", "job", "area"),
        ("跟上海青浦搭界", "location", "none"),
        ("我家在阜阳太和农村", "job", "hometown"),
        ("想找长宁的外国家庭", "job", "area"),
        ("户口在天津，我本身唐山人", "hometown", "none"),
        ("现在在东家住，东家在浦东", "location", "location"),
        ("上个月还在宁波，这个月到台州来了", "location", "none"),
        ("老家刚才没说清楚，是信阳", "schedule", "hometown"),
        ("在大庆出生", "hometown", "hometown"),
    ],
)
def test_a_place_has_one_role(scene: Callable[..., Scene], text: str, asking: str, role: str) -> None:
    laid = scene(text, asking)
    assert role_of(laid, [laid.places[0]], None) == role


def test_where_she_is_only_registered_is_neither_home_nor_whereabouts(profile: Callable[..., dict[str, Any]]) -> None:
    made = profile("娘家三明，婆家南平，户口现在在南平", "hometown")
    assert made == {"hometown": {"province": "福建", "city": "三明"}}


@pytest.mark.parametrize(
    ("text", "home", "location"),
    [
        ("在深圳福田做了八年，衡阳衡东，谭艺，三十九", {"province": "湖南", "city": "衡阳"}, None),
        ("周口西华，党玉琴，四十二", {"province": "河南", "city": "周口"}, None),
        ("淄博博山，王海英，四十四，张店工作", {"province": "山东", "city": "淄博"}, None),
        ("五十一，做饭打扫，天津河西，四千", None, {"city": "天津", "district": "河西"}),
        ("五十一，厦门集美，安溪人", {"province": "福建", "city": "泉州"}, {"city": "厦门", "district": "集美"}),
        ("福建三明的，四十，泉州丰泽住", {"province": "福建", "city": "三明"}, {"city": "泉州", "district": "丰泽"}),
        ("我在合肥包河租房子，四十五", None, {"city": "合肥", "district": "包河"}),
        ("收纳师，坐标杭州西湖", None, {"city": "杭州", "district": "西湖"}),
        ("雇主在杭州西湖住，我每天去", None, None),
    ],
)
def test_in_an_introduction_a_county_is_home_and_a_lone_district_is_where_she_is(
    profile: Callable[..., dict[str, Any]], text: str, home: dict[str, str] | None, location: dict[str, str] | None
) -> None:
    made = profile(text)
    assert (made.get("hometown"), made.get("location")) == (home, location)
