"""A place is home, here, or where she will work, by the words around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "会计下岗的，42，长沙浏阳，陪读做了一年半，望城岳麓",
            None,
            {"hometown": {"province": "湖南", "city": "长沙"}, "service_areas": ["望城", "岳麓"]},
        ),
        ("河南周口的", "hometown", {"hometown": {"province": "河南", "city": "周口"}}),
        ("从前是四川的，现在归重庆，涪陵", "hometown", {"hometown": {"province": "重庆", "city": "重庆"}}),
        ("重庆的", "hometown", {"hometown": {"province": "重庆", "city": "重庆"}}),
        ("住在通州", "location", {"location": {"city": "北京", "district": "通州"}}),
        ("丰台，原来住通州，通州房租涨了搬的", "location", {"location": {"city": "北京", "district": "丰台"}}),
        ("暂住芜湖镜湖姑妈家", "location", {"location": {"city": "芜湖", "district": "镜湖"}}),
        ("宿舍在佛山南海，想转行", "location", {"location": {"city": "佛山", "district": "南海"}}),
        (
            "住石家庄长安，但活儿我只在裕华那边做",
            "location",
            {"location": {"city": "石家庄", "district": "长安"}, "service_areas": ["裕华"]},
        ),
        ("初二没毕业就去东莞打工", "education", {"service_areas": None}),
        ("海淀，清河那块儿", "location", {"location": {"city": "北京", "district": "海淀"}}),
        ("我老公是山东的，我是河南信阳的", "hometown", {"hometown": {"province": "河南", "city": "信阳"}}),
        (
            "大兴、通州都行，海淀远了点",
            "service_area",
            {"service_areas": ["大兴", "通州"], "declined_service_areas": ["海淀"]},
        ),
        ("上家在海淀，做了两年", "history", {"location": None, "hometown": None}),
        ("除了延庆都可以", "service_area", {"declined_service_areas": ["延庆"]}),
    ],
)
def test_a_place_has_the_role_its_words_give_it(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("四川达州，后来在成都待了几年", "hometown", {"hometown": {"province": "四川", "city": "达州"}}),
        ("刘桂兰，四十九，河南信阳，做饭带孩子都会", None, {"hometown": {"province": "河南", "city": "信阳"}}),
        ("儿子在杭州，我住他家", "location", {"location": {"city": "杭州"}}),
        ("我这人和平相处没问题", None, {"hometown": None}),
        ("北京上海我都干过", None, {"hometown": None}),
    ],
)
def test_a_second_place_is_another_place(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("我屋头在南充", "hometown", {"hometown": {"province": "四川", "city": "南充"}}),
        ("婆家在江苏盐城，娘家安徽亳州", "hometown", {"hometown": {"province": "安徽", "city": "亳州"}}),
        ("不是河北的，河南的，河南濮阳", "hometown", {"hometown": {"province": "河南", "city": "濮阳"}}),
        ("生在湖北荆州，后来去了福建泉州", "hometown", {"service_areas": None}),
        ("青岛市北", "location", {"location": {"city": "青岛", "district": "市北"}}),
        ("深圳福田，租的城中村", "location", {"location": {"city": "深圳", "district": "福田"}}),
        ("跟儿子住，苏州", "location", {"location": {"city": "苏州"}}),
        ("老家安徽阜阳，在宁波十几年了", None, {"location": {"city": "宁波"}}),
        ("先在广州三年，后来在深圳四年", "experience", {"location": None}),
        ("广州以外的不去", "service_area", {"service_areas": ["广州"], "declined_service_areas": None}),
        ("我现在住昌平，以前住海淀", "location", {"location": {"city": "北京", "district": "昌平"}}),
        ("我住武昌，汉口也能去", "service_area", {"service_areas": ["汉口"]}),
        ("内蒙古通辽，离沈阳不远", "hometown", {"service_areas": None}),
        ("浦东除了临港都可以", "service_area", {"service_areas": ["浦东"], "declined_service_areas": ["临港"]}),
        ("姑苏区吴中区，昆山去不了", "service_area", {"service_areas": ["姑苏", "吴中"]}),
        ("只要不是江夏，武汉三镇随你派", "service_area", {"declined_service_areas": ["江夏"]}),
        ("儿子上学在秦淮，我不能离秦淮太远", "service_area", {"declined_service_areas": None}),
        ("家在北京昌平，礼拜天要歇", None, {"location": {"city": "北京", "district": "昌平"}, "hometown": None}),
        ("最近一家在罗湖做了八个月", "history", {"location": None}),
        ("做饭的，徐汇长宁静安，六千五", None, {"service_areas": ["徐汇", "长宁", "静安"]}),
        ("四川达州", "job", {"hometown": {"province": "四川", "city": "达州"}}),
        ("现在在济南历下，不过下个月去青岛", "location", {"service_areas": None}),
        ("我是钟点工，徐汇长宁这边", None, {"location": None, "service_areas": ["徐汇", "长宁"]}),
        ("天津人，南开和平这两个区", None, {"service_areas": ["南开", "和平"]}),
        ("白玉兰是我微信名，真名苗改芹，河北邯郸", None, {"hometown": {"province": "河北", "city": "邯郸"}}),
        ("做陪诊的，海淀西城朝阳都熟", None, {"service_areas": ["海淀", "西城", "朝阳"]}),
        ("不在深圳，在东莞长安", "location", {"location": {"city": "东莞"}}),
        ("我住雨花，雨花天心都方便", "service_area", {"service_areas": ["雨花", "天心"]}),
        ("成都龙泉驿我女儿屋头住起在", None, {"location": {"city": "成都", "district": "龙泉驿"}}),
        ("做钟点八年，浦东张江", None, {"location": {"city": "上海", "district": "浦东"}}),
        ("老人饭也会，住济南市中", None, {"location": {"city": "济南", "district": "市中"}}),
        ("住宝安西乡，做饭阿姨", None, {"location": {"city": "深圳", "district": "宝安"}}),
        ("不会开车五十六了河北保定的老伴没了", None, {"declined_service_areas": None}),
        ("渝中江北两个区，渝北看情况", "service_area", {"service_areas": ["渝中", "江北"]}),
        ("江西菜辣，我给上海人做都少放", "skills", {"hometown": None}),
    ],
)
def test_each_place_has_its_part(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
