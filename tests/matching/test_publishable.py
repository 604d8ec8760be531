"""Nothing protected or identifying is published: not as a value, not inside her words, not as a column."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching.codes import Codes
from assistant.matching.index import keys_of, rows_of
from assistant.matching.model import PublishedWorker
from assistant.matching.names import display_name
from assistant.matching.publishable import publishable, texts_of
from assistant.matching.tables import COLUMNS, KEY
from assistant.profile.fold import fold
from assistant.profile.model import WorkerProfile
from tests.matching.people import facts_of, person, profile_of

PROTECTED = ("我叫王秀英", "我是女的", "今年四十七岁，属羊的", "老家河南周口的", "电话13812345678")


def published(*turns: str) -> tuple[WorkerProfile, PublishedWorker]:
    return profile_of(*turns), person("w", *turns)


def test_protected_fields_are_dropped_and_the_work_stays() -> None:
    whole, worker = published(*PROTECTED, "做育儿嫂六年了，会做辅食", "现在住北京朝阳")
    assert whole.name == "王秀英"
    assert whole.hometown is not None
    assert worker.profile.wire() == {
        "location": {"city": "北京", "district": "朝阳"},
        "jobs": ["childcare_nanny"],
        "years_experience": {"min": 6, "max": 6},
        "experience_by_job": {"childcare_nanny": {"min": 6, "max": 6}},
        "skills": [{"id": "complementary_food", "evidence": "会做辅食"}],
    }


def test_no_column_of_the_search_can_hold_anything_protected() -> None:
    protected = re.compile(
        r"name|age$|birth|sex|gender|origin|home_?town|province|phone|ethnic|religion|married|zodiac"
    )
    assert [column for column in (*KEY, *COLUMNS) if protected.search(column)] == []


@given(
    st.sampled_from(["王秀英", "欧阳美玲", "李春花", "何慧敏"]),
    st.integers(22, 62),
    st.sampled_from(["河南周口", "安徽阜阳", "四川南充", "甘肃天水"]),
    st.sampled_from(["13812345678", "15900001111"]),
    st.permutations([0, 1, 2, 3]),
)
def test_whatever_she_says_of_herself_beside_her_work_is_in_nothing_published(
    name: str, age: int, origin: str, phone: str, order: list[int]
) -> None:
    about = [f"我叫{name}", f"今年{age}岁", f"老家{origin}的", f"电话{phone}"]
    turns = [
        f"{about[at]}，{work}"
        for at, work in zip(order, ("做月嫂八年了", "会做月子餐", "住家", "12000一个月"), strict=True)
    ]
    facts = facts_of(*turns, f"我{age}岁做月嫂的，{name}做事细心", f"会说粤语，{origin}人")
    profile, kept = publishable(fold(facts).profile, facts)
    worker = PublishedWorker(
        worker_id="w", agency_id="a", display_name=display_name(fold(facts).profile), card_code="c", profile=profile,
        facts=kept, published_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    told = worker.model_dump_json() + texts_of(worker.facts)
    for secret in (name, f"{age}岁", origin, origin[:2], origin[2:], phone):
        assert secret not in told
    assert worker.profile.jobs == ["maternity_nurse"]


@pytest.mark.parametrize(
    ("turn", "shown"),
    [
        ("做月嫂八年了", "月嫂八年"),
        ("我四十七了，做月嫂八年了", "月嫂八年"),
        ("我婆婆瘫了四年都是我伺候的，翻身拍背都会", "翻身拍背"),
    ],
)
def test_a_quote_is_cut_to_the_words_that_may_be_shown(turn: str, shown: str) -> None:
    quotes = {fact.quote for fact in person("w", turn).facts if fact.quote}
    assert all("婆婆" not in quote and "四十七" not in quote for quote in quotes)
    assert shown in quotes


def test_quotes_still_stand_where_the_turn_has_them() -> None:
    turns = ("我叫王秀英，做月嫂八年了，会做月子餐，河南周口的，住家的",)
    for fact in person("w", *turns).facts:
        assert turns[0][fact.start : fact.end] == fact.quote


def test_words_for_the_encoder_are_quotes_of_publishable_facts_only() -> None:
    worker = person("w", *PROTECTED, "做育儿嫂六年了", "辅食不会做", "家里有狗可以")
    words = texts_of(worker.facts)
    assert "育儿嫂六年" in words
    assert "狗" in words
    assert all(secret not in words for secret in ("王秀英", "周口", "四十七", "属羊", "138"))
    assert "辅食" not in words, "what she declined is no likeness to what is wanted"


def test_what_was_corrected_refused_or_only_for_reviewers_is_not_published() -> None:
    facts = facts_of("做月嫂三年，哦不，四年了", "年龄就不说了吧")
    _, kept = publishable(fold(facts).profile, facts)
    assert {fact.status for fact in kept} == {"claimed"}
    assert all(fact.value != {"min": 3, "max": 3} for fact in kept)


def test_what_was_checked_of_a_certificate_is_kept() -> None:
    facts = facts_of("有育婴证，高级的")
    whole = fold(facts).profile
    whole.certificates[0].verified = "checked"
    assert publishable(whole, facts)[0].certificates[0].verified == "checked"


def test_a_private_reason_is_left_out() -> None:
    facts = facts_of("上一家在朝阳做了两年，婆婆生病我就回去了")
    told = str([fact.model_dump() for fact in publishable(fold(facts).profile, facts)[1]])
    assert "婆婆" not in told


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("我叫王秀英", "王阿姨", "Wang Ayi"),
        ("我叫欧阳美玲", "欧阳阿姨", "Ouyang Ayi"),
        ("我是男的，我叫赵大勇", "赵师傅", "Zhao Shifu"),
        ("", "一位阿姨", "An ayi"),
    ],
)
def test_she_is_called_by_family_name_and_title(said: str, zh: str, en: str) -> None:
    profile = profile_of(said) if said else WorkerProfile()
    assert display_name(profile) == zh
    assert display_name(profile, "en") == en


def test_a_name_she_gave_herself_and_a_foreign_one() -> None:
    assert display_name(WorkerProfile(name="李姐")) == "李阿姨"
    assert display_name(WorkerProfile(name="小王")) == "王阿姨"
    assert display_name(WorkerProfile(name="Maria Santos")) == "Maria"
    assert "Santos" not in display_name(WorkerProfile(name="Maria Santos"), "en")


@pytest.mark.parametrize(
    "about",
    [
        ("我叫王秀英", "老家河南周口的", "今年47岁"),
        ("我是男的，我叫赵大勇", "老家四川南充的", "今年28岁"),
        ("我叫李春花", "北京人", "属龙的，七六年的"),
        ("年龄就不说了吧",),
    ],
)
def test_what_is_published_is_the_same_whoever_says_it(about: tuple[str, ...]) -> None:
    work = (
        "做育儿嫂六年了",
        "会做辅食",
        "住家",
        "现在住北京朝阳",
        "12800一个月",
        "会说四川话",
        "会做河南菜",
        "在郑州做过两年保姆",
    )
    one, other = person("w", *work), person("w", *about, *work)
    numbers = Codes().with_new([*keys_of(one), *keys_of(other)])
    assert rows_of(one, numbers) == rows_of(other, numbers)
    assert texts_of(one.facts) == texts_of(other.facts)
    assert one.profile == other.profile
    said = [(fact.field, fact.value, fact.quote) for fact in one.facts]
    assert said == [(fact.field, fact.value, fact.quote) for fact in other.facts]


def test_pay_of_five_digits_is_no_private_number() -> None:
    quotes = [fact.quote for fact in person("w", "我43岁，要12800一个月").facts if fact.field == "expected_salary"]
    assert quotes == ["12800一个月"]
