"""Skills, papers and who she is."""

from __future__ import annotations

import pytest

from assistant.profile.model import Fact
from assistant.resume.model import Line, Resume
from tests.resume.samples import FULL, TYPICAL, Sample, said


def resume_of(*facts: Fact) -> Resume:
    return Sample("one", facts).resume()


def texts(resume: Resume, section_id: str) -> dict[str, str]:
    section = resume.section(section_id)
    return {line.label or line.key: line.text for line in section.lines} if section else {}


def certificate(**value: str) -> Line:
    status = "verified" if value.get("verified") == "checked" else "claimed"
    fact = said("certificates", {"kind": "infant_care", **value}, "有证", status=status)
    section = resume_of(fact).section("papers")
    assert section is not None
    return section.lines[0]


def test_skills_stand_in_families_with_their_degree() -> None:
    skills = texts(TYPICAL.resume(), "skills")
    assert skills["母婴护理"] == "新生儿护理、婴儿洗澡、婴儿抚触、拍嗝、月子餐（会一些）"
    assert skills["菜系"] == "川菜、湘菜"


def test_a_certificate_says_who_vouches_for_it() -> None:
    assert certificate(level="高级", issued_on="2024").text == "育婴证（高级，2024年取得，自述，未核验）"
    assert certificate(verified="seen").text == "育婴证（已见原件）"
    checked = certificate(level="三级", issuer="某协会", verified="checked")
    assert (checked.text, checked.verified) == ("育婴证（三级，某协会发）", True)
    assert not certificate(level="高级").verified


def test_a_level_that_is_praise_is_left_out() -> None:
    assert certificate(level="金牌").text == "育婴证（自述，未核验）"
    assert certificate(issuer="顶级月嫂学院").text == "育婴证（自述，未核验）"


def test_a_level_is_in_the_language_of_the_page_and_its_issuer_in_its_own() -> None:
    fact = said("certificates", {"kind": "infant_care", "level": "高级", "issuer": "某协会"}, "有证")
    section = Sample("one", (fact,)).resume("en").section("papers")
    assert section is not None
    assert section.lines[0].text == "Infant care certificate (Senior, issued by 某协会, stated, not verified)"


def test_a_rank_that_firms_make_up_needs_its_firm() -> None:
    assert certificate(level="五星").text == "育婴证（自述，未核验）"
    assert certificate(level="五星", issuer="某家政公司").text == "育婴证（五星，某家政公司发，自述，未核验）"


def test_a_cuisine_she_is_weak_in_says_so() -> None:
    facts = (said("cuisines", "sichuan", "川菜"), said("cuisines", "cantonese", "粤菜差点意思", flags=("weak",)))
    assert texts(resume_of(*facts), "skills") == {"菜系": "川菜、粤菜（不太拿手）"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"held": True, "valid_until": "2027-03"}, "有，有效期到2027年3月"),
        ({"held": True, "valid_until": "2026-11"}, "有，有效期到2026年11月"),
        ({"held": True, "valid_until": "2026-10"}, "2026年10月已过期"),
        ({"held": True, "exam_date": "2026-03-05"}, "有，2026年3月5日体检"),
        ({"held": False}, "目前没有"),
    ],
)
def test_the_health_certificate_is_held_and_dated_and_nothing_more(value: dict[str, object], text: str) -> None:
    assert texts(resume_of(said("health_certificate", value, "健康证")), "papers") == {"健康证": text}


def test_consent_to_a_check_is_shown_and_its_lack_is_not() -> None:
    agreed = said("background_check_consent", value=True, quote="查吧")
    refused = said("background_check_consent", value=False, quote="不查")
    assert texts(resume_of(agreed), "papers") == {"背景核查": "同意做背景核查"}
    assert texts(resume_of(refused), "papers") == {}


def test_age_is_shown_as_said_and_marked_when_in_doubt() -> None:
    assert texts(resume_of(said("age", 47, "四十七")), "about") == {"年龄": "47岁"}
    assert texts(resume_of(said("birth_year", 1979, "七九年")), "about") == {"年龄": "1979年生"}
    doubt = said("birth_year", 1979, "七九年属马", flags=("zodiac_conflict",))
    assert texts(resume_of(doubt), "about") == {"年龄": "1979年生（待核对证件）"}
    settled = said("birth_year", 1979, "七九年属马", flags=("zodiac_conflict",), status="verified")
    assert texts(resume_of(settled), "about") == {"年龄": "1979年生"}


def test_languages_keep_their_degree() -> None:
    assert texts(FULL.resume(), "about")["语言"] == "普通话（流利）、维语（母语）、英语（会一些）"


def test_where_she_lives_is_told_to_the_district_only() -> None:
    assert texts(TYPICAL.resume(), "about")["现住"] == "北京朝阳"
