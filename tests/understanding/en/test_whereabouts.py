"""Places told alone, beside what sets them apart, and in the role the words right beside them give."""

from __future__ import annotations

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("I'm Siti, 34. In Xiamen now because same language. 7k.", {"city": "厦门"}),
        ("I'm Hana, 30, Ethiopia. In Ningbo. I stay with friends", {"city": "宁波"}),
        ("I'm Noor, 34, wife of an engineer in Suzhou. Babysitting.", {"city": "苏州"}),
        ("I'm Anita, from Nepal. Shenzhen now.", {"city": "深圳"}),
        ("I'm Lin, 40, Fuzhou Cangshan is my rent.", {"city": "福州", "district": "仓山"}),
        ("I'm Lin, 40, nanny for three years, in Shanghai.", None),
        ("I'm Lin, 40, want a job, in Shanghai.", None),
        ("I'm Lin, 40, worked before, in Shanghai.", None),
    ],
)
def test_where_she_is(said: Said, text: str, location: dict[str, str] | None) -> None:
    assert dict(said(text)).get("location") == location


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Huizhou in Guangdong, not the Anhui one", {"province": "广东", "city": "惠州"}),
        ("Yulin in Shaanxi, not the Guangxi one", {"province": "陕西", "city": "榆林"}),
        ("Weinan, near Xi'an", {"province": "陕西", "city": "渭南"}),
    ],
)
def test_home_set_apart_from_another_place(said: Said, text: str, home: dict[str, str]) -> None:
    assert said(text, "hometown") == [("hometown", home)]


def test_what_lies_near_is_not_where_she_is(said: Said) -> None:
    assert said("Renting in Kunshan, it's forty minutes into Shanghai", "location") == [
        ("location", {"city": "苏州", "district": "昆山"})
    ]


def test_home_behind_an_age(said: Said) -> None:
    assert dict(said("No night work. Su Mei 42 Chifeng. Only days."))["hometown"] == {
        "province": "内蒙古",
        "city": "赤峰",
    }


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("I'm Reha from Lahore, 30. Want a family, halal, Foshan Chancheng.", ["禅城"]),
        ("I'm Lin, 40. Looking for a tutor post with a family in Hangzhou, own room.", ["杭州"]),
        ("I'm Lin, 42. I go out: old people please, Guangzhou, live in.", ["广州"]),
        ("I'm Lin, 42. Need my papers, Guangzhou.", []),
        ("I'm Lin, 42, cook, Guangzhou.", []),
    ],
)
def test_where_she_seeks_work(said: Said, text: str, areas: list[str]) -> None:
    assert [value for field, value in said(text) if field == "service_areas"] == areas
