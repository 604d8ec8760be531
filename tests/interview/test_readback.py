"""Values in a few words of her language, as people say them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.interview.book import shipped_book
from assistant.profile.model import Language
from assistant.vocabulary import vocabulary

BOOK = shipped_book().read_backs


def pay(low: int | None, high: int | None, unit: str) -> dict[str, object]:
    return {"min": low, "max": high, "unit": unit}


@pytest.mark.parametrize(
    ("field", "value", "zh", "en"),
    [
        ("jobs", "maternity_nurse", "月嫂", "maternity nurse"),
        ("jobs", ["cook", "cleaner"], "做饭阿姨、保洁", "cook, cleaner"),
        ("years_experience", {"min": 8, "max": 8}, "八年", "8 years"),
        ("years_experience", {"min": 3.5, "max": 3.5}, "三年半", "3.5 years"),
        ("years_experience", {"min": 0.5, "max": 0.5}, "半年", "0.5 years"),
        ("years_experience", {"min": 7, "max": 8}, "七八年", "7 to 8 years"),
        ("years_experience", {"min": 10, "max": None}, "至少十年", "at least 10 years"),
        ("families_served", {"min": 2, "max": 2}, "两家", "2 families"),
        ("rest_days_per_month", {"min": 4, "max": 4}, "月休四天", "4 days off a month"),
        ("rest_days_per_month", {"min": 0, "max": 0}, "一天不休", "no days off"),
        ("expected_salary", pay(12000, 12000, "month"), "一个月一万二", "12,000 yuan a month"),
        (
            "expected_salary",
            {"min": 8000, "max": 9000, "unit": "26_days"},
            "二十六天八九千",
            "8,000 to 9,000 yuan per 26 days",
        ),
        (
            "expected_salary",
            {"min": 7000, "max": None, "unit": "month"},
            "一个月至少七千",
            "at least 7,000 yuan a month",
        ),
        ("expected_salary", pay(None, 40, "hour"), "一小时最多四十", "at most 40 yuan an hour"),
        ("expected_salary", {"negotiable": True}, "可以商量", "pay is negotiable"),
        ("available_from", "now", "随时", "right away"),
        ("available_from", "2026-12-31", "12月31号", "31 December 2026"),
        (
            "health_certificate",
            {"held": True, "valid_until": "2027-03"},
            "健康证到2027年3月",
            "a health certificate until March 2027",
        ),
        ("health_certificate", {"held": False}, "还没有健康证", "no health certificate yet"),
        ("hometown", {"province": "河南", "city": "周口"}, "河南周口", "Zhoukou, Henan"),
        ("location", {"city": "北京", "district": "朝阳"}, "北京朝阳", "Chaoyang, Beijing"),
        ("birth_year", 1979, "1979年", "1979"),
        ("age", {"min": 46, "max": 49}, "四十六到四十九岁", "46 to 49 years old"),
        (
            "certificates",
            [{"kind": "infant_care", "level": "高级"}],
            "育婴证（高级）",
            "infant care certificate (Senior)",
        ),
        (
            "preferences",
            {"cats": False, "dogs": True},
            "家里有猫的不行、家里有狗的可以",
            "no cats at home, fine with dogs at home",
        ),
        ("preferences", {"own_room": True}, "想要单独房间", "you want: own room"),
        ("background_check_consent", True, "同意查无犯罪记录", "agree to a record check"),
        ("phone", "13812345678", "138 1234 5678", "138 1234 5678"),
    ],
)
def test_a_value_in_both_languages(field: str, value: Any, zh: str, en: str) -> None:
    assert BOOK["zh"].value(field, value) == zh
    assert BOOK["en"].value(field, value) == en


def test_aloud_numbers_are_said_digit_by_digit_where_people_do() -> None:
    assert BOOK["zh"].value("phone", "13812345678", aloud=True) == "幺三八 幺二三四 五六七八"
    assert BOOK["zh"].value("birth_year", 1979, aloud=True) == "一九七九年"


def test_an_approximation_stays_one() -> None:
    pay = {"min": 10000, "max": 10000, "unit": "month"}
    assert BOOK["zh"].value("expected_salary", pay, about=True) == "一个月一万左右"
    assert BOOK["zh"].value("jobs", "cook", about=True) == "做饭阿姨"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("jobs", "astronaut"),
        ("skills", {"id": "flying"}),
        ("years_experience", {"min": None, "max": None}),
        ("years_experience", "lots"),
        ("available_from", "2026-13-45"),
        ("expected_salary", {}),
        ("expected_salary", None),
        ("shoe_size", 38),
        ("work_history", {"months": 6}),
        ("gender", "female"),
        ("preferences", {"unheard_of": True}),
    ],
)
def test_what_has_no_words_is_left_unsaid(language: Language, field: str, value: Any) -> None:
    assert BOOK[language].value(field, value) is None


def test_long_lists_are_cut_and_counted() -> None:
    skills = [{"id": i} for i in ("cooking", "laundry", "ironing", "organizing", "driving", "pet_care", "baking")]
    words = BOOK["zh"].value("skills", skills)
    assert words is not None
    assert words.endswith("等7样")
    assert "烘焙" not in words


def test_the_profile_in_lines_says_only_what_there_is() -> None:
    assert BOOK["zh"].lines({}) == []
    lines = BOOK["zh"].lines({"name": "李梅", "jobs": ["cook"], "phone": "13812345678"})
    assert lines == ["您是李梅，想做做饭阿姨。", "手机138 1234 5678。"]


@pytest.mark.parametrize(
    ("field", "value", "zh"),
    [
        ("years_experience", {"min": 11, "max": 19}, "十几年"),
        ("years_experience", {"min": 0, "max": 0}, "刚开始做"),
        ("work_modes", ["live_in", "live_out"], "住家不住家都行"),
        ("skills", [{"id": "infant_sleep"}, {"id": "complementary_food"}], "带睡、做辅食"),
    ],
)
def test_values_sound_as_people_say_them(field: str, value: object, zh: str) -> None:
    assert BOOK["zh"].value(field, value) == zh


def test_none_at_all_has_a_line_of_its_own() -> None:
    lines = BOOK["zh"].lines({"years_experience": {"min": 0, "max": 0}, "education": "none"})
    assert lines == ["刚开始做这行。", "没上过学。"]


def test_every_spoken_word_is_one_for_a_term_there_is() -> None:
    for read_back in BOOK.values():
        for kind, words in read_back.formats.spoken.items():
            for term_id in words:
                assert vocabulary().term(kind, term_id).id == term_id
