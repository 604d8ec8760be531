"""Modes and conditions as she takes them, never why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("不是不能住家，主要看房间", "work_mode", {"work_modes": ["live_in"]}),
        ("我只做白天，晚上得回去，孩子他爸上夜班", "work_mode", {"work_modes": ["live_out"]}),
        ("家里有狗没事，有猫不行，我过敏", "preferences", {"preferences": {"dogs": True, "cats": False}}),
        ("有狗行，猫不行，我一闻猫毛就打喷嚏", "preferences", {"preferences": {"dogs": True, "cats": False}}),
        ("除了卧床不能动的都行", "preferences", {"preferences": {"bedridden": False}}),
        ("做饭可以，不吃辣的家里也行，辣的不行", "preferences", {"preferences": {"spicy_food": False}}),
        ("不签合同的不去", "preferences", {"preferences": {"signed_contract": True}}),
        ("我不抽烟不喝酒", "anything_else", {"preferences": None}),
        ("住家不行，白班可以", "work_mode", {"work_modes": ["live_out"], "declined_work_modes": ["live_in"]}),
    ],
)
def test_conditions_are_taken_or_not(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("没有自己的房间我不干", "preferences", {"preferences": {"own_room": True}}),
        ("没有单独房间也行", "preferences", {"preferences": {"own_room": False}}),
        ("不养狗就行", "preferences", {"preferences": {"dogs": False}}),
        ("不让我带睡就行", "preferences", {"preferences": {"night_care": False}}),
        ("老公不让我上夜班", "preferences", {"preferences": {"night_shift": False}}),
        ("保险你们不交也没事", "preferences", {"preferences": {"social_insurance": False}}),
        ("车费划不来", "preferences", {"preferences": None}),
        ("交社保吗？不交我不考虑", "preferences", {"preferences": {"social_insurance": True}}),
        ("给我找个清淡点的人家", "preferences", {"cuisines": None}),
        ("怕倒不怕狗，就是掉毛难扫", "preferences", {"preferences": {"dogs": True}}),
        ("给外国人干过一年，还是中国人家好", "preferences", {"preferences": None}),
        ("跟别的阿姨搭伙我宁可不干", "preferences", {"preferences": {"other_helpers": False}}),
        ("没结婚不方便去单身男的家里", "preferences", {"preferences": {"single_person_client": False}}),
        ("小时候被狗咬过", "preferences", {"preferences": {"dogs": False}}),
        ("小时候被狗咬过，现在不怕了", "preferences", {"preferences": {"dogs": True}}),
        ("有男主人也没什么不方便", "preferences", {"preferences": {"men_at_home": True}}),
        ("住家的话必须一人一间", "preferences", {"preferences": {"own_room": True}}),
        ("周末不行，孩子周末在家没人管", "preferences", {"preferences": {"weekends": False}}),
        ("家务我不管", "job", {"preferences": {"housework_duty": False}}),
        ("不管有没有狗都行", "preferences", {"preferences": {"dogs": True}}),
        ("我跟狗处得来猫不行", "preferences", {"preferences": {"dogs": True, "cats": False}}),
        ("我不跟雇主出国", "preferences", {"preferences": {"abroad": False}}),
        ("有车接就去", "preferences", {"preferences": None}),
        ("照顾男病人，女的不方便", None, {"preferences": {"elderly_men": True, "elderly_women": False}}),
        ("早产儿没弄过不敢接", "preferences", {"preferences": {"premature": False}}),
        ("两个我肯定看不住", "preferences", {"preferences": {"multiple_children": False}}),
        ("礼拜天一定要休", "preferences", {"preferences": {"weekends": False}}),
        ("以前不肯去外地，现在哪儿都能去", "preferences", {"preferences": {"other_cities": True}}),
        ("旅游就别带我了", "preferences", {"preferences": {"travel_with_family": False}}),
        ("宠物掉毛我收拾不完，心烦", "preferences", {"preferences": {"pets": False}}),
        ("有电梯的楼行", "anything_else", {"preferences": {"stairs": False}}),
        ("有电梯的行没电梯的也行", "preferences", {"preferences": {"stairs": True}}),
        ("外国家庭没去过，语言不通怕误事，先不考虑", "preferences", {"preferences": {"foreign_family": False}}),
        ("不带三个月以下的", None, {"preferences": {"infants": False}}),
        ("家里养猫的千万别安排", "preferences", {"preferences": {"cats": False}}),
        ("除了老城区没地方停电动车，别的区都接", "service_area", {"preferences": None}),
        ("有男的在家我洗澡不方便", "preferences", {"preferences": {"men_at_home": False}, "declined_skills": None}),
        ("擦玻璃外面那面太危险，加多少钱都不擦", "preferences", {"preferences": {"outside_windows": False}}),
        ("白天带可以，晚上让妈妈自己带", "preferences", {"preferences": {"night_care": False}}),
        ("不想跟别的保姆住一屋", "preferences", {"preferences": None, "declined_jobs": None}),
        ("我喜欢养猫的家庭，狗太闹了", "preferences", {"preferences": {"cats": True, "dogs": False}}),
        ("过年得让我回去", "schedule", {"preferences": {"holidays": False}}),
        ("不带睡的可以", "preferences", {"preferences": {"night_care": False}}),
        ("只要家里没有烟鬼，别的我都能忍", "preferences", {"preferences": {"smokers": False}}),
        ("儿子不让干重的", None, {"preferences": {"heavy_lifting": False}}),
        ("跟老人住一起要受气", "preferences", {"preferences": {"elderly_at_home": False}}),
        ("有没有摄像头我都一样干活", "preferences", {"preferences": {"cameras": True}}),
        ("只带一个孩子，做饭可以顺带", "preferences", {"preferences": {"multiple_children": False}}),
        ("双胞胎我带过一回，给再多钱也不带了", "preferences", {"preferences": {"twins": False}}),
        ("双胞胎带过，新生儿不敢带", "preferences", {"preferences": {"twins": True, "newborn": False}}),
        ("我信教，礼拜天上午要去教堂", "anything_else", {"preferences": {"weekends": False}}),
        ("我闺女说有狗的让我别去，我自己倒不怕", "preferences", {"preferences": None}),
        ("猫没啥，我自己屋里就养了两只", "preferences", {"preferences": {"cats": True}}),
        ("养猫的不做", None, {"preferences": {"cats": False}, "declined_skills": None}),
        ("做饭不能有大肉", "preferences", {"preferences": {"pork_free_kitchen": True}, "declined_skills": None}),
        ("谁说我怕狗", "preferences", {"preferences": {"dogs": True}}),
        ("狗的话不行，猫的话可以", "preferences", {"preferences": {"dogs": False, "cats": True}}),
        ("小狗行，大狗不行", "preferences", {"preferences": {"dogs": True}}),
        ("装摄像头我没意见", "preferences", {"preferences": {"cameras": True}}),
        ("要是有狗我就不去", "preferences", {"preferences": {"dogs": False}}),
        ("和孩子一个屋我不习惯", "preferences", {"preferences": {"share_room": False}}),
    ],
)
def test_a_condition_named_by_its_absence(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected
