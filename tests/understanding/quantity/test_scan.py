"""The whole reader: what is counted, what is no quantity, and what holds for every text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.quantity import Quantity, scan

Only = Callable[[str], Quantity]
Read = Callable[[str], list[Quantity]]

TODAY = date(2026, 11, 22)
_WORDS = st.text(
    "〇零一二三四五六七八九十百千万亿两俩半几多来把好大小上近快不到至少最左右出头个年月天日号岁周星期礼拜块元钱毛点家口平属羊马虚"
    "过完底初中后前以从现在去明今休做单双每时薪钟正腊五国庆，。 -到、0123456789.kK+%第了的生幺廿拾¥/\n",
    max_size=40,
)
_ANY = st.text(max_size=60)
_DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("said", "low", "high", "unit"),
    [
        ("三家", 3, 3, "家"),
        ("四口人", 4, 4, "口"),
        ("二百多平", 200, 300, "平"),
        ("一百来平", 100, 100, "平"),
        ("两层楼", 2, 2, "层"),
        ("五个孩子", 5, 5, "个"),
        ("三四个", 3, 4, "个"),
        ("十来户", 10, 10, "户"),
        ("20多家", 21, 29, "家"),
        ("好几家", 4, None, "家"),
        ("两胎", 2, 2, "胎"),
        ("俩孩子", 2, 2, "孩子"),
        ("两三天", 2, 3, "天"),
        ("三十多单", 31, 39, "单"),
    ],
)
def test_a_count_has_its_measure_word(only: Only, said: str, low: int, high: int | None, unit: str) -> None:
    found = only(said)
    assert (found.kind, found.min, found.max, found.unit) == ("count", low, high, unit)


_IDIOMS = """
一个人 一起 一样 一直 一定 一般 万一 十分 三心二意 第一 第二家 一点 七上八下 千万别 四川 三明 一一 二胎 双胞胎 三轮车
一下 一些 万州 百色 六安 五险一金 老二 三姐 李四 晚上千万别忘了 一家人 四菜一汤 周一三五 收拾屋子 五环外 初三
零零散散 一块儿干 三年级 五台县 驾驶证C1 那一片 多大年纪
"""


@pytest.mark.parametrize("said", _IDIOMS.split())
def test_idioms_names_and_ordinals_are_no_quantities(read: Read, said: str) -> None:
    assert [q for q in read(said) if q.kind != "date"] == []


def test_a_place_name_does_not_hide_the_number_beside_it(read: Read) -> None:
    assert [(q.kind, q.min) for q in read("四川人，四十五了，收拾两家")] == [("age", 45), ("count", 2)]


@pytest.mark.parametrize(("said", "value"), [("百分之三十", 30), ("30%", 30), ("百分百", 100)])
def test_a_percentage(only: Only, said: str, value: int) -> None:
    assert (only(said).kind, only(said).min) == ("percent", value)


def test_a_whole_answer() -> None:
    text = (
        "我属猴的，今年四十六，干育儿嫂七八年了，带过十来个孩子，上家给九千五，这回想要一万左右，月休四天，"
        "明天就能上户，最迟后天，电话138 1234 5678。"
    )
    found = [(text[q.start : q.end], q.kind) for q in scan(text, TODAY)]
    assert found == [
        ("属猴的", "zodiac"),
        ("今年四十六", "age"),
        ("七八年", "duration"),
        ("十来个", "count"),
        ("九千五", "money"),
        ("一万左右", "number"),
        ("月休四天", "rest"),
        ("明天", "date"),
        ("最迟后天", "date"),
        ("138 1234 5678", "phone"),
    ]


def _well_formed(text: str, found: list[Quantity]) -> None:
    end = 0
    for quantity in found:
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        if quantity.min is not None and quantity.max is not None:
            assert quantity.min <= quantity.max


@settings(max_examples=300, deadline=None)
@given(_WORDS, _DAYS)
def test_spans_are_in_order_and_intervals_rise(text: str, today: date) -> None:
    _well_formed(text, scan(text, today))


@settings(max_examples=150, deadline=None)
@given(_ANY)
def test_any_text_can_be_read(text: str) -> None:
    _well_formed(text, scan(text, TODAY))


@settings(max_examples=150, deadline=None)
@given(_WORDS, st.sampled_from(["。", "！\n", "。。"]))
def test_punctuation_around_a_text_changes_nothing_in_it(text: str, mark: str) -> None:
    alone = scan(text, TODAY)
    shift = len(mark)
    around = scan(f"{mark}{text}{mark}", TODAY)
    moved = [(q.start - shift, q.end - shift, q.kind, q.min, q.max, q.unit, q.flags, q.iso) for q in around]
    assert moved == [(q.start, q.end, q.kind, q.min, q.max, q.unit, q.flags, q.iso) for q in alone]


@pytest.mark.parametrize("piece", ["一", "1", "十", "一个月", "138 ", "每月一万", "至少"])
def test_a_hundred_thousand_characters_are_read(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    _well_formed(text, scan(text, TODAY))


def test_nothing_is_found_in_an_identity_number() -> None:
    assert scan("身份证410101197901011234", TODAY) == []
