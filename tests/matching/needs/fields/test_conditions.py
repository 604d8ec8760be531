"""Tasks asked for: by whom they are said of, who does them already, what is taken back."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.matching.model import Need
from assistant.matching.needs.reader import read_need
from assistant.profile.model import Language

TODAY = date(2026, 11, 22)


def need_of(*turns: str) -> Need:
    """The need after several messages."""
    need: Need | None = None
    for text in turns:
        language: Language = "en" if text.isascii() else "zh"
        need = read_need(text, language, TODAY, need).need
    assert need is not None
    return need


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("下午接俩娃放学", "school_run"),
        ("老大上学要人开车接送", "school_run"),
        ("老大上学要人开车接送", "driving"),
        ("collect the children from kindergarten", "school_run"),
        ("walk him to school", "school_run"),
        ("衬衫要熨", "ironing"),
        ("把衣服洗了", "laundry"),
        ("wash our clothes", "laundry"),
        ("两小时翻一次身", "turning_and_back_patting"),
        ("抱老人上轮椅", "transfer"),
        ("help him in and out of bed", "transfer"),
        ("help with toileting and lifting, he's in a wheelchair", "toileting_assistance"),
        ("help with toileting and lifting, he's in a wheelchair", "transfer"),
        ("pick up our 5 year old and start dinner", "school_run"),
        ("Dad can't feed himself", "feeding_assistance"),
        ("教老人用手机", "computer_and_phone"),
        ("带爷爷出门转转", "escort"),
        ("盯着她吃药，老太太忘性大", "medication_reminding"),
        ("刚装修完要打扫", "post_renovation_cleaning"),
        ("把衣帽间理一理", "organizing"),
        ("烧一桌菜", "cooking"),
    ],
)
def test_a_task_is_heard_however_its_words_are_ordered(text: str, skill: str) -> None:
    assert skill in need_of(text).skills


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("给宝宝洗个澡", "infant_bathing"),
        ("帮奶奶洗个澡", "bath_assistance"),
        ("bathe my 3 week old", "infant_bathing"),
        ("help my dad shower", "bath_assistance"),
        ("两岁的娃，教上厕所", "potty_training"),
        ("扶老太太上厕所", "toileting_assistance"),
    ],
)
def test_a_bath_for_a_baby_is_not_a_bath_for_an_old_person(text: str, skill: str) -> None:
    bathing = {"infant_bathing", "bath_assistance", "potty_training", "toileting_assistance"}
    assert bathing & set(need_of(text).skills) == {skill}


@pytest.mark.parametrize(
    "text", ["我婆婆会去接孩子", "孩子坐校车，不用接了", "I'll pick the kids up myself", "接送不用了，我自己接"]
)
def test_what_the_family_does_itself_is_asked_of_nobody(text: str) -> None:
    assert "school_run" not in need_of(text).skills
    held = need_of("接孩子放学，做晚饭" if not text.isascii() else "school pickup and homework help", text)
    assert "school_run" not in held.skills


def test_cooking_for_us_is_not_cooking_by_us() -> None:
    assert "cooking" in need_of("给我们做晚饭").skills
    assert "cooking" not in need_of("找保洁，晚饭我们自己做").skills


def test_an_ability_put_right_in_the_same_breath_is_gone() -> None:
    need = need_of("要会做面食的，哦不，会煲汤的就行")
    assert "soup_making" in need.skills
    assert "noodles" not in need.cuisines
    assert "pastry_and_noodles" not in need.must


def test_a_question_of_whether_a_price_will_do_refuses_nothing() -> None:
    need = need_of("钟点工四十五一小时行不行，宝安")
    assert (need.job, need.budget_max, need.budget_unit, need.exclude) == ("hourly_helper", 45, "hour", [])


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("nanny for our baby, we already have a cook at home", "cooking"),
        ("my grandmother is 92 and walks with a cane", "escort"),
        ("my father has Parkinson's", "dementia_care"),
    ],
)
def test_what_only_sounds_like_a_task_is_none(text: str, skill: str) -> None:
    assert skill not in need_of(text).skills
