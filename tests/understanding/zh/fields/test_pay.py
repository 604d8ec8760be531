"""Pay is what she wants, not what others gave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("一万二26天", "salary", {"expected_salary": {"min": 12000, "max": 12000, "unit": "26_days"}}),
        ("七千打底，少于七千不干", "salary", {"expected_salary": {"min": 7000, "max": None, "unit": "month"}}),
        ("上家给九千五，这回想再涨点", "salary", {"expected_salary": None}),
        (
            "八千不带睡，九千带睡",
            "salary",
            {"expected_salary": {"min": 8000, "max": 9000, "unit": "month"}, "preferences": None},
        ),
        ("中介让我交五百押金", None, {"expected_salary": None}),
        ("三十五一个钟，两个钟起", "salary", {"expected_salary": {"min": 35, "max": 35, "unit": "hour"}}),
        (
            "八千，可以谈",
            "salary",
            {"expected_salary": {"min": 8000, "max": 8000, "unit": "month", "negotiable": True}},
        ),
    ],
)
def test_pay_is_her_wish(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("不是一天两百，是一小时四十", 40, "hour"),
        ("一单一万三，四十二天", 13000, "42_days"),
        ("工资六千五月休四天", 6500, "month"),
    ],
)
def test_the_unit_goes_with_the_figure_meant(
    profile: Callable[..., dict[str, Any]], text: str, low: int, unit: str
) -> None:
    pay = profile(text, "salary")["expected_salary"]
    assert (pay["min"], pay["unit"]) == (low, unit)


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("七千五单休", {"min": 7500, "max": 7500, "unit": "month"}),
        ("月嫂一万二起", {"min": 12000, "max": None, "unit": "month"}),
        ("没九千我不动", {"min": 9000, "max": None, "unit": "month"}),
        ("一百六半天，三百全天", {"min": 300, "max": 300, "unit": "day"}),
        ("每天二百，不是每天，每次二百", {"min": 200, "max": 200, "unit": "visit"}),
        ("不是三十五一天，是三十五一小时", {"min": 35, "max": 35, "unit": "hour"}),
        ("一对一两百八一天", {"min": 280, "max": 280, "unit": "day"}),
        ("洗一台空调一百二", {"min": 120, "max": 120, "unit": "visit"}),
        ("轻活六千，重活七千", {"min": 6000, "max": 7000, "unit": "month"}),
        ("一万，做满三个月涨五百", {"min": 10000, "max": 10000, "unit": "month"}),
        ("没有八千免谈，八千以内的不用发我", {"min": 8000, "max": None, "unit": "month"}),
        ("原来那家给八千，后来涨到八千五，反正不能比那低吧", {"min": 8500, "max": None, "unit": "month"}),
        ("二十六天一万三，双胞胎加两千", {"min": 13000, "max": 13000, "unit": "26_days"}),
        ("一次两小时八十", {"min": 80, "max": 80, "unit": "visit"}),
        ("先叫120，不敢动他", None),
        ("六千我不干", None),
        ("没法一口价，要看几口人", None),
        ("中介要先交八百保证金", None),
        ("现在护工行情是多少，一天有三百没", None),
    ],
)
def test_pay_runs_into_what_stands_beside_it(
    profile: Callable[..., dict[str, Any]], text: str, pay: dict[str, Any] | None
) -> None:
    made = profile(text, "salary").get("expected_salary")
    assert made == pay or (made and {key: made.get(key) for key in ("min", "max", "unit")} == pay)


@pytest.mark.parametrize(
    ("text", "asking", "low"),
    [("六千到七千吧，少了不干", "preferences", 6000), ("工资不是四十，是四十五", "background", 45)],
)
def test_what_can_only_be_pay_is_pay_whatever_was_asked(
    profile: Callable[..., dict[str, Any]], text: str, asking: str, low: int
) -> None:
    assert profile(text, asking)["expected_salary"]["min"] == low
