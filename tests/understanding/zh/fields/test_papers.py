"""Certificates as held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.understanding.reading import Reading


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        (
            "育婴师证有，高级的，前年考的",
            "certificates",
            {"certificates": [{"kind": "infant_care", "level": "高级", "issued_on": "2024", "verified": "no"}]},
        ),
        ("没证，跟着老师傅学的", "certificates", {"certificates": None}),
        ("正在考养老护理证", "certificates", {"certificates": None}),
    ],
)
def test_papers_are_held_or_not(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("我有教师资格证", "certificates", {"certificates": None}),
        ("月嫂证快下来了", "certificates", {"certificates": None}),
        (
            "我有月嫂证，我是在妇联上的班",
            "certificates",
            {"certificates": [{"kind": "maternity_care", "verified": "no"}]},
        ),
        (
            "二三年考了月嫂证和催乳证",
            "certificates",
            {
                "certificates": [
                    {"kind": "maternity_care", "issued_on": "2023", "verified": "no"},
                    {"kind": "lactation", "issued_on": "2023", "verified": "no"},
                ]
            },
        ),
        ("小儿推拿学过半年，也没去考", "certificates", {"certificates": None}),
        ("考过一次没过，育婴的", "certificates", {"certificates": None}),
        (
            "有两本，母婴护理高级，小儿推拿中级，一九年一块儿拿的",
            "certificates",
            {
                "certificates": [
                    {"kind": "maternity_care", "level": "高级", "issued_on": "2019", "verified": "no"},
                    {"kind": "massage", "level": "中级", "issued_on": "2019", "verified": "no"},
                ],
                "health_certificate": None,
            },
        ),
        ("营养师的课我听过几节", "certificates", {"certificates": None}),
        ("育婴师报考费一千二，你们给报销吗", "certificates", {"certificates": None}),
        (
            "去年考的高级，母婴护理师",
            "certificates",
            {"certificates": [{"kind": "maternity_care", "level": "高级", "issued_on": "2025", "verified": "no"}]},
        ),
        (
            "养老护理员五级，四级今年刚报上名还没考呢",
            "certificates",
            {"certificates": [{"kind": "elderly_care", "level": "五级", "verified": "no"}]},
        ),
        (
            "幼师毕业的，教师资格证有",
            "certificates",
            {"certificates": [{"kind": "early_education", "verified": "no"}]},
        ),
    ],
)
def test_only_papers_of_the_trade_that_she_holds(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("月嫂证在老家，没带来", [("maternity_care", None)]),
        ("有个月嫂证，技能培训学校发的，没写几级", [("maternity_care", None)]),
        ("有护理员证，养老的那个，初级", [("elderly_care", "初级")]),
        ("有月嫂证和育婴证，都是高级", [("maternity_care", "高级"), ("infant_care", "高级")]),
        (
            "三张，月嫂高级、育婴中级、小儿推拿",
            [("maternity_care", "高级"), ("infant_care", "中级"), ("massage", None)],
        ),
        ("小儿推拿证、营养师证都有，英语四级", [("massage", None), ("nutrition", None)]),
        ("我老公有厨师证", []),
        ("月嫂证公司说给办，还没办", []),
        ("报了名在学，十二月考急救证", []),
        ("催乳师证有，育婴师还没考出来", [("lactation", None)]),
    ],
)
def test_a_paper_she_holds_may_lack_a_level_or_lie_elsewhere(
    profile: Callable[..., dict[str, Any]], text: str, papers: list[tuple[str, str | None]]
) -> None:
    held = profile(text, "certificates").get("certificates") or []
    assert [(paper["kind"], paper.get("level")) for paper in held] == papers


def test_a_title_with_its_level_is_a_paper(profile: Callable[..., dict[str, Any]]) -> None:
    made = profile("育婴师中级住家一万月休四天", None)
    assert [(p["kind"], p["level"]) for p in made["certificates"]] == [("infant_care", "中级")]


def test_the_body_is_named_with_the_year(profile: Callable[..., dict[str, Any]]) -> None:
    (paper,) = profile("养老护理证，民政局二二年发的", "certificates")["certificates"]
    assert (paper["issuer"], paper["issued_on"]) == ("民政局", "2022")


def test_a_level_right_before_a_paper_is_its_own(profile: Callable[..., dict[str, Any]]) -> None:
    told = profile("有催乳证和高级月嫂证", "certificates")["certificates"]
    assert [(paper["kind"], paper.get("level")) for paper in told] == [("lactation", None), ("maternity_care", "高级")]


def test_a_paper_asked_about_as_counting_is_held(profile: Callable[..., dict[str, Any]]) -> None:
    assert profile("驾驶证算不算，别的真没得", "certificates")["certificates"][0]["kind"] == "driving"


def test_a_level_told_alone_goes_with_the_paper_behind_it(profile: Callable[..., dict[str, Any]]) -> None:
    told = profile("二级，养老护理", "certificates")["certificates"]
    assert [(paper["kind"], paper.get("level")) for paper in told] == [("elderly_care", "二级")]


@pytest.mark.parametrize(
    ("text", "issued"),
    [("昨天下的户，育婴证今年五月考的高级", "2026-05"), ("我刚考完育婴师没做过，二十七", None)],
)
def test_a_paper_is_dated_by_when_it_was_got(
    profile: Callable[..., dict[str, Any]], text: str, issued: str | None
) -> None:
    paper = profile(text, None)["certificates"][0]
    assert (paper["kind"], paper.get("issued_on")) == ("infant_care", issued)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("养老护理员我考了两回理论都没过，实操倒是九十二分", "elderly_care"),
        ("正在考月嫂证，下个月才出结果", "maternity_care"),
        ("催乳师的证没拿，上了课没去考", "lactation"),
        ("我儿子有驾照，我没有，我骑车", "driving"),
        ("早教指导师证不是我的，是我女儿的", "early_education"),
    ],
)
def test_a_paper_she_missed_or_that_is_anothers_is_denied_where_papers_are_asked(
    hear: Callable[..., Reading], text: str, kind: str
) -> None:
    made = [f for f in hear(text, "certificates").facts if f.field == "certificates"]
    assert [(f.value, f.polarity) for f in made] == [({"kind": kind}, "negative")]


@pytest.mark.parametrize("text", ["月嫂证没过期", "育婴证我有，我妈没有"])
def test_what_did_not_run_out_and_what_her_people_lack_denies_nothing(hear: Callable[..., Reading], text: str) -> None:
    assert not [f for f in hear(text, "certificates").facts if f.polarity == "negative"]
