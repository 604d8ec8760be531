"""Conditions told in whole phrases, and the same words where they are somebody else's, past, or asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "preferences"),
    [
        ("晚上熬不住", {"night_care": False}),
        ("要有个单独的小屋", {"own_room": True}),
        ("能扛能抬", {"heavy_lifting": True}),
        ("最好别超过两个娃", {"multiple_children": False}),
        ("少于半年不干", {"long_term": True}),
        ("会走路的孩子最好", {"toddlers": True}),
        ("跟着出国不行", {"abroad": False}),
        ("同住一个房间可以，同床不行", {"share_room": True}),
        ("一百六七十斤的抱不动", {"heavy_lifting": False}),
        ("孩子爷爷奶奶都在家插手的我怵", {"elderly_at_home": False}),
        ("我带着个上小学的，住不了东家", {}),
        ("老人瘫起的搞不来", {"bedridden": False}),
        ("工具车我自己有", {"own_tools": True}),
        ("家里孩子两岁以上最好", {"toddlers": True}),
        ("做饭不要兼，只管孩子", {"cooking_duty": False, "only_childcare": True}),
        ("狗行，猫掉毛我咳嗽", {"dogs": True, "cats": False}),
        ("两个孩子一起带不是带不了，得加钱", {"multiple_children": True}),
        ("只伺候女的", {"elderly_women": True, "elderly_men": False}),
        ("就一个老头在家，我一个女的不合适", {"men_at_home": False}),
        ("人口少点，三口之家最好", {"large_family": False}),
        ("到点就要下班，不拖", {"overtime": False}),
        ("周六周日照常", {"weekends": True}),
        ("饭要让我吃饱，管三餐", {"meals_included": True}),
        ("伙食自己解决也行", {"meals_included": False}),
        ("住的地方要提供", {"housing_included": True}),
        ("口头说说不行，得签", {"signed_contract": True}),
        ("只在本市", {"other_cities": False}),
        ("我就带孩子，别的不沾", {"only_childcare": True}),
        ("宝妈自己带，我打下手也行", {"assist_only": True}),
        ("吸尘器抹布我自己带", {"own_tools": True}),
        ("顺手把地拖了没事", {"housework_duty": True}),
        ("跟东家出去旅游行", {"travel_with_family": True}),
        ("瘫的搬不动", {"bedridden": False}),
        ("夜里不陪护", {"night_shift": False}),
        ("春节能留，双倍就行", {"holidays": True, "holiday_pay": True}),
        ("回民的规矩我懂，不动猪肉都行", {"pork_free_kitchen": True}),
        ("只要不是传染病，病人我都接", {"infectious_patients": False}),
        ("内衣裤袜子自己洗，我不管", {"handwash_clothes": False}),
        ("夜里起来三四次都行", {"night_care": True}),
        ("两个一起也行", {"multiple_children": True}),
        ("工具得你们出", {"own_tools": False}),
        ("工具我自己带", {"own_tools": True}),
        ("外头的窗户不擦", {"outside_windows": False}),
        ("两百平以上的不去", {"large_home": False}),
        ("三个月以内的小宝宝我也敢带", {"infants": True}),
        ("一岁以下的我不带", {"infants": False}),
        ("人家忌口不吃猪肉的，我照样做", {"pork_free_kitchen": True}),
        ("有没有单间无所谓", {"own_room": False}),
        ("不签合同不上户", {"signed_contract": True}),
        ("过年不能回去也行", {"holidays": True}),
        ("三层别墅的活干过，太累，不想再干", {"large_home": False}),
        ("春节七天不能上", {"holidays": False}),
        ("没保险不敢干", {"social_insurance": True}),
        ("擦玻璃只擦里面", {"outside_windows": False}),
        ("别墅打扫不过来", {"large_home": False}),
        ("有人抽烟我呛得慌", {"smokers": False}),
        ("两个娃儿一哈带，遭不住", {"multiple_children": False}),
        ("狗狗可爱", {}),
        ("我儿子喜欢狗", {}),
        ("我老公晚上熬不住", {}),
        ("雇主说工具他们出", {}),
        ("上家晚上不带，白天带", {}),
        ("过年必须回家吗？", {}),
    ],
)
def test_a_phrase_states_a_condition(
    profile: Callable[..., dict[str, Any]], text: str, preferences: dict[str, bool]
) -> None:
    made = profile(text, "preferences")
    assert made.get("preferences", {}) == preferences


@pytest.mark.parametrize(
    ("text", "preferences"),
    [
        ("180一天，管饭", {"meals_included": True}),
        ("六千五管吃住就干", {"meals_included": True, "housing_included": True}),
        ("包吃住吗？", {}),
    ],
)
def test_board_and_lodging_stand_beside_the_pay(
    profile: Callable[..., dict[str, Any]], text: str, preferences: dict[str, bool]
) -> None:
    assert profile(text, "salary").get("preferences", {}) == preferences
