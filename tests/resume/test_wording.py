"""The words of a résumé and how values go into them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.profile.model import Language, Pay, Range
from assistant.resume.wording import (
    Phrases,
    group_of_skill,
    has_superlative,
    is_private,
    label,
    masked_phone,
    skill_groups,
    term_extra,
    wording,
)
from assistant.vocabulary.terms import vocabulary

ZH, EN = Phrases("zh"), Phrases("en")


def slots(template: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", template))


@pytest.mark.parametrize(
    "part", ["lines", "labels", "sections", "highlights", "figures", "names", "pay_units", "columns"]
)
def test_both_languages_have_the_same_sentences(part: str) -> None:
    zh, en = getattr(wording("zh"), part), getattr(wording("en"), part)
    assert zh.keys() == en.keys()
    assert {key for key in zh if slots(zh[key]) != slots(en[key])} == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_praises(language: Language) -> None:
    words = wording(language)
    sentences = [value for part in (words.lines, words.labels, words.sections, words.names) for value in part.values()]
    assert [sentence for sentence in sentences if has_superlative(sentence)] == []


@pytest.mark.parametrize(
    "praise",
    ["金牌月嫂", "手艺最好的", "顶级阿姨", "经验丰富", "百分百放心", "the BEST nanny", "top carer",
     "a perfect cook", "100% safe"],
)  # fmt: skip
def test_praise_is_recognised(praise: str) -> None:
    assert has_superlative(praise)


@pytest.mark.parametrize(
    "plain", ["第一家做了两年", "带过双胞胎", "laptop bag", "bestowed", "stop the car", "金桥那家"]
)
def test_plain_words_are_not_praise(plain: str) -> None:
    assert not has_superlative(plain)


@pytest.mark.parametrize("aside", ["我老公在老家", "我离婚了", "有高血压", "my husband died", "打13812345678"])
def test_private_asides_are_recognised(aside: str) -> None:
    assert is_private(aside)


def test_lengths_are_said_in_years_where_people_would() -> None:
    said = {months: ZH.months(months) for months in (1, 1.5, 6, 8, 12, 18, 24, 42, 14)}
    assert said == {
        1: "一个月", 1.5: "一个半月", 6: "半年", 8: "八个月", 12: "一年", 18: "一年半", 24: "两年", 42: "三年半",
        14: "一年两个月",
    }  # fmt: skip
    assert ZH.months(Range(min=24, max=36)) == "两三年"
    assert ZH.months(Range(min=3, max=4)) == "三四个月"
    assert EN.months(18) == "1 year 6 months"


def test_years_may_be_halves_ranges_and_floors() -> None:
    assert ZH.years(Range(min=3.5, max=3.5)) == "三年半"
    assert ZH.years(Range(min=0.5, max=0.5)) == "半年"
    assert ZH.years(Range(min=11, max=19)) == "十几年"
    assert ZH.years(Range(min=10, max=10), approximate=True) == "十来年"
    assert ZH.years(Range(min=5, max=None)) == "五年以上"
    assert EN.years(Range(min=2.5, max=2.5)) == "2.5 years"
    assert EN.years(Range(min=1, max=1)) == "1 year"
    assert EN.years(Range(min=10, max=10), approximate=True) == "about 10 years"


@pytest.mark.parametrize(
    ("pay", "zh", "en"),
    [
        (Pay(min=12000, max=12000, unit="month"), "一万二/月（12,000元）", "12,000 yuan a month"),
        (Pay(min=8000, max=9000, unit="26_days"), "八九千/26天（8,000–9,000元）",
         "8,000–9,000 yuan per 26 working days"),
        (Pay(min=7000, max=None, unit="month"), "七千/月起（7,000元起）", "from 7,000 yuan a month"),
        (Pay(min=None, max=9000, unit="month"), "不超过九千/月（不超过9,000元）", "up to 9,000 yuan a month"),
        (Pay(min=35, max=35, unit="hour"), "三十五元/小时（35元）", "35 yuan an hour"),
        (Pay(min=260, max=260, unit="day"), "两百六/天（260元）", "260 yuan a day"),
        (Pay(min=10000, max=11000), "一万出头（10,000–11,000元）", "10,000–11,000 yuan"),
    ],
)  # fmt: skip
def test_pay_is_said_as_people_say_it(pay: Pay, zh: str, en: str) -> None:
    assert ZH.pay(pay) == zh
    assert EN.pay(pay) == en


def test_about_is_said_of_pay() -> None:
    pay = Pay(min=10000, max=10000, unit="month")
    assert ZH.pay(pay, approximate=True) == "一万/月左右（约10,000元）"
    assert EN.pay(pay, approximate=True) == "about 10,000 yuan a month"


def test_dates_keep_their_precision() -> None:
    assert [ZH.date(iso) for iso in ("2027", "2027-03", "2027-03-09")] == ["2027年", "2027年3月", "2027年3月9日"]
    assert [EN.date(iso) for iso in ("2027", "2027-03", "2027-03-09")] == ["2027", "March 2027", "9 March 2027"]
    assert ZH.date("开春") == "开春"


def test_a_near_date_needs_no_year() -> None:
    assert ZH.near_date("2026-12-15", date(2026, 11, 22)) == "12月15日"
    assert EN.near_date("2026-12-15", date(2026, 11, 22)) == "15 December"
    assert ZH.near_date("2028-12-15", date(2026, 11, 22)) == "2028年12月15日"
    assert ZH.near_date("2027-03", date(2026, 11, 22)) == "2027年3月"


def test_places_stand_in_the_order_of_the_language() -> None:
    assert ZH.place("河南", "周口") == "河南周口"
    assert EN.place("河南", "周口") == "Zhoukou, Henan"
    assert ZH.place("重庆", "重庆") == "重庆"


def test_ages_and_years_may_be_ranges() -> None:
    assert ZH.birth(1979) == "1979"
    assert ZH.birth(Range(min=46, max=49)) == "46–49"
    assert ZH.birth(Range(min=50, max=50)) == "50"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("138 1234 5678", "138****5678"), ("1234567", "*****67"), ("", "")],
)
def test_phones_are_masked(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


def test_unknown_ids_are_shown_as_words() -> None:
    assert label("skills", "made_up_skill", "en") == "made up skill"
    assert term_extra("skills", "made_up_skill") == {}


def test_every_skill_has_a_family() -> None:
    families = {group.id for group in skill_groups()}
    assert {group_of_skill(term.id) for term in vocabulary().terms("skills")} <= families
    assert group_of_skill("infant_bathing") == "mother_and_newborn"
    assert group_of_skill("made_up_skill") == "other"


def test_families_name_only_what_exists() -> None:
    jobs = {term.id for term in vocabulary().terms("jobs")}
    skills = {term.id for term in vocabulary().terms("skills")}
    for group in skill_groups():
        assert set(group.jobs) <= jobs
        assert set(group.skills) <= skills


def test_every_pay_unit_has_its_words() -> None:
    assert {term.id for term in vocabulary().terms("pay_units")} <= wording("zh").pay_units.keys()
