"""Years are years of this trade, told in all or by job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "做了八年月嫂",
            None,
            {"years_experience": {"min": 8, "max": 8}, "experience_by_job": {"maternity_nurse": {"min": 8, "max": 8}}},
        ),
        (
            "月嫂三年，育儿嫂五年，加一块七年，有一年两样都干",
            "experience",
            {
                "years_experience": {"min": 7, "max": 7},
                "experience_by_job": {"maternity_nurse": {"min": 3, "max": 3}, "childcare_nanny": {"min": 5, "max": 5}},
            },
        ),
        ("三年，哦不，四年了，我记错了", "experience", {"years_experience": {"min": 4, "max": 4}}),
        ("断断续续五六年吧", "experience", {"years_experience": {"min": 5, "max": 6}}),
        ("我婆婆瘫了四年都是我伺候的", "experience", {"years_experience": None}),
        ("结婚二十年了", None, {"years_experience": None}),
        ("服务过十来家", "history", {"families_served": {"min": 10, "max": 10}}),
        ("俺娘家是驻马店的俺五十四了伺候老人六年", None, {"years_experience": {"min": 6, "max": 6}}),
        ("没做过，新手", "experience", {"years_experience": {"min": 0, "max": 0}}),
        ("我姓王，没干过家政，想学月嫂", None, {"years_experience": {"min": 0, "max": 0}}),
        ("没上过户，给自己闺女坐过月子", "experience", {"years_experience": {"min": 0, "max": 0}}),
        ("没有，第一次", "experience", {"years_experience": {"min": 0, "max": 0}}),
        ("莫得经验，不过我勤快", "experience", {"years_experience": {"min": 0, "max": 0}}),
        ("整整十五年，一年没落", "experience", {"years_experience": {"min": 15, "max": 15}}),
        ("三年没断过", "experience", {"years_experience": {"min": 3, "max": 3}}),
        ("头尾十一年，住家的多，不住家的就一年", "experience", {"years_experience": {"min": 11, "max": 11}}),
        ("家政我从零做起七年，养老院占了四年", "experience", {"years_experience": {"min": 7, "max": 7}}),
        ("自己的娃带大两个，给别人做还是头一回", "experience", {"years_experience": {"min": 0, "max": 0}}),
        ("全职妈妈，没经验", None, {"years_experience": {"min": 0, "max": 0}}),
        ("从四十岁做到现在，我今年五十二", "experience", {"years_experience": {"min": 12, "max": 12}}),
        ("做了快八年月嫂", None, {"years_experience": {"min": 8, "max": 8}}),
    ],
)
def test_years_are_of_paid_work(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [("差两个月两年", 1.83), ("今年第七年", 7), ("上一家做了两年，总共七年", 7), ("没有八年，也就六年", 6)],
)
def test_lengths_told_by_what_is_wanting_or_by_their_last_year(
    profile: Callable[..., dict[str, Any]], text: str, years: float
) -> None:
    assert profile(text, "experience")["years_experience"] == {"min": years, "max": years}


@pytest.mark.parametrize(
    ("text", "asking", "by_job"),
    [
        ("四年月嫂三年育儿嫂", "experience", {"maternity_nurse": 4, "childcare_nanny": 3}),
        ("钟点工六年，月嫂四年，合起来整十年", "experience", {"hourly_helper": 6, "maternity_nurse": 4}),
        ("小时工找活擦玻璃做饭打扫都可以女四十四岁做了七八年", None, {"hourly_helper": 7}),
    ],
)
def test_a_length_finds_its_job(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, by_job: dict[str, int]
) -> None:
    told = profile(text, asking)["experience_by_job"]
    assert {job: years["min"] for job, years in told.items()} == by_job


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("跟老外家干过两年，日常对话没障碍", "languages"),
        ("上家是武汉洪山的，我管做饭洗衣，干了两年三个月", None),
        ("三个月以内的小宝宝我也敢带", "preferences"),
    ],
)
def test_one_post_or_a_babys_age_is_no_working_life(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None
) -> None:
    assert profile(text, asking).get("years_experience") is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("照顾了一个老爷子四年，走了以后又在医院做了两年护工", 6),
        ("上海做了五年，回来又做了三年", 8),
        ("疫情前三年疫情后两年", 5),
        ("七八年吧，在月子中心两年，剩下全是上户", 7),
        ("带小孩带了三年，再往前给老板家做饭做了两年", None),
        ("以前在养老院四年，住家老人两年", None),
        ("保洁做了两年月嫂做了三年", None),
        ("跟娃打交道二十年了，幼儿园十二年，育儿嫂八年", 20),
        ("以前当服务员八年，保姆才一年", 1),
        ("18年到22年，后来又去年开始", 5),
    ],
)
def test_a_part_is_not_the_whole(profile: Callable[..., dict[str, Any]], text: str, years: int | None) -> None:
    assert profile(text, "experience").get("years_experience", {}).get("min") == years


@pytest.mark.parametrize(
    "text", ["出来做保姆是头一遭，三千五", "证考过了还没开张", "会照顾老人，没挣过这个钱", "没正式上过户，五千五"]
)
def test_who_says_she_has_not_begun_has_no_years(profile: Callable[..., dict[str, Any]], text: str) -> None:
    assert profile(text)["years_experience"] == {"min": 0, "max": 0}
