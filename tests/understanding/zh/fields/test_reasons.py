"""Why a post ended, in neutral words of her own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.reading import Reading


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("人家请了他老家的亲戚", "亲戚"),
        ("教授退休回老家了", "退休"),
        ("雇主要生二胎，要换人，我就走了", "二胎"),
        ("生意不好，付不起工资", "生意不好"),
        ("拖我两个月工钱不给，我才不干的", "工钱"),
        ("她家婆婆成天骂人", "骂"),
        ("上一家做了一年半，雇主换城市了", "换城市"),
        ("八个月，她家老人自己能动了，不要人了", "不要人"),
        ("在上海一户做了三年多，老先生走了", "老先生走了"),
        ("做了十个月，过年回家他们就另找人了", "另找人"),
        ("上家带二宝，大宝也得管，一个人顾不过来", "顾不过来"),
        ("我自己身体原因，做了个小手术", "身体原因"),
        ("做到一半我腰闪了，只好走", "腰"),
        ("说好六千只给五千，就不干了", "说好六千只给五千"),
        ("双职工变单职工，女的在家了", "女的在家"),
        ("我婆婆病了回去照顾", "婆婆病了"),
        ("带到三岁送幼儿园了我才走的", "送幼儿园"),
        ("上家住得太挤，跟孩子挤一张床", "挤"),
        ("宝妈产假结束带孩子回娘家了", "产假"),
        ("监控装我房间里，我不干了", "监控"),
        ("做了两年半，回国了就散了", "回国"),
        ("一家子都好，就是老头老太回东北了", "回东北"),
        ("做了三个月，孩子跟我不亲", "不亲"),
        ("上家在大连，女主人移民了，三年整", "移民"),
        ("给台湾人家做了一年，她回台湾了", "回台湾"),
        ("做了五个月，店长不给发提成，我出来自己跑", "提成"),
        ("嫌我做菜不够辣，一个月就散了", "辣"),
        ("做了两年多，她儿子接她去上海了", "上海"),
        ("帮病人熬了半年，人没救过来", "没救过来"),
        ("上家做了仨月，女主人天天查监控，我提的走", "监控"),
        ("老板是台商，做了九年，他把厂关了", "关"),
        ("食堂做了四年，后来厂子搬越南", "搬"),
        ("做了半年他们分居了", "分居"),
    ],
)
def test_what_ends_posts(hear: Callable[..., Reading], text: str, why: str) -> None:
    assert why in _reason(hear(text, "history"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("我自己提的，家里要盖房子", "盖房"),
        ("我儿子结婚，我就辞了回家", "结婚"),
        ("他们老把狗放我屋里，我就不干了", "狗"),
        ("婆媳老吵架，我夹在当中难做人，四个月就走了", "吵架"),
        ("最后那家是我提的，离家太远", "太远"),
        ("我自己要考证，辞了", "考证"),
    ],
)
def test_a_reason_is_known_by_the_way_it_is_told(hear: Callable[..., Reading], text: str, why: str) -> None:
    assert why in _reason(hear(text, "history"))


@pytest.mark.parametrize(
    "text",
    [
        "做了三年，后来就不干了",
        "上家在苏州，就走了",
        "做到上个月，我就下户了",
        "雇主对我太好了，做了八年",
        "做了三年住院护工",
    ],
)
def test_how_long_and_where_are_no_reasons(hear: Callable[..., Reading], text: str) -> None:
    assert _reason(hear(text, "history")) == ""


def test_a_date_beside_the_reason_is_the_end(hear: Callable[..., Reading]) -> None:
    posts = [
        f.value for f in hear("在宁波鄞州做了五年，去年十月东家移民走的", "history").facts if f.field == "work_history"
    ]
    assert [(post["months"], post["ended"]) for post in posts] == [(60, "2025-10")]


def _reason(reading: Reading) -> str:
    return "".join(f.value.get("reason_left", "") for f in reading.facts if f.field == "work_history")


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("上家给我开到八千五，现在八千往上吧", "salary"),
        ("那家给开了九千", "salary"),
        ("我以前那家欠我半个月工资，能要回来吗", "anything_else"),
    ],
)
def test_what_was_paid_or_is_owed_is_no_reason_by_itself(hear: Callable[..., Reading], text: str, asking: str) -> None:
    assert _reason(hear(text, asking)) == ""


def test_being_turned_out_is_a_reason(hear: Callable[..., Reading]) -> None:
    assert "开" in _reason(hear("做了两个月就把我开了", "history"))
