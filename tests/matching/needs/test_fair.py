"""Filters on a worker's person are declined, and nothing of them reaches the need."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.matching.needs.reader import read_need
from assistant.matching.needs.words import table

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("找个保姆，不要河南人", ["origin"]),
        ("只要北方人", ["origin"]),
        ("保姆不要河南的", ["origin"]),
        ("东北人不要", ["origin"]),
        ("要本地人", ["origin"]),
        ("live-in nanny, nobody from Henan", ["origin"]),
        ("要汉族的", ["ethnicity"]),
        ("不要信教的", ["religion"]),
        ("Cook who is not Muslim", ["religion"]),
        ("月嫂别属虎的", ["zodiac"]),
        ("处女座的不要", ["zodiac"]),
        ("没离过婚的", ["marriage"]),
        ("want a single unmarried nanny", ["marriage"]),
        ("长得漂亮点的", ["looks"]),
        ("打扫卫生的不要男的", ["sex"]),
        ("育儿嫂要45岁以下的", ["age"]),
        ("阿姨不要超过50岁", ["age"]),
        ("housekeeper under 40 please", ["age"]),
        ("年轻点的", ["age"]),
        ("育儿嫂不能有乙肝", ["health_status"]),
        ("最好自己没孩子的", ["children"]),
    ],
)
def test_a_filter_on_the_person_is_declined(words: str, kinds: list[str]) -> None:
    reading = read_need(words, "zh", TODAY)
    assert reading.need.refused_filters == kinds
    assert [refusal.id for refusal in reading.refused] == kinds
    for refusal in reading.refused:
        assert words[refusal.start : refusal.end] == refusal.quote
        assert refusal.text


@pytest.mark.parametrize(
    "words",
    [
        "我们是回族家庭，阿姨什么民族都行",
        "我老公是湖南人，口味重",
        "病人是乙肝肝硬化住院，找护工",
        "我们家信佛吃素",
        "要会说河南话的",
        "会做东北菜",
        "海淀的阿姨，住得近的",
        "我爸六十多岁，偏瘫",
        "孩子属兔，一岁半",
        "男的女的都行",
        "to look after my husband's elderly mother, she is Muslim",
        "single room for her, two young children",
        "没有犯罪记录，有健康证",
    ],
)
def test_what_is_said_of_the_family_or_asked_of_the_work_is_no_filter(words: str) -> None:
    assert read_need(words, "zh", TODAY).need.refused_filters == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("给我妈擦身洗澡上厕所，老太太79卧床，必须是女护工", "same_sex_care"),
        ("My grandma needs help bathing so she'd like a female carer", "same_sex_care"),
        ("年龄65岁以下，超了保险买不了", "insurance"),
    ],
)
def test_a_lawful_reason_is_noted_instead(words: str, reason: str) -> None:
    reading = read_need(words, "zh", TODAY)
    assert reading.need.refused_filters == []
    assert reason in reading.asides
    assert reading.notes


def test_the_lawful_need_behind_a_filter_is_kept() -> None:
    halal = read_need("我们家清真，要回族的做饭阿姨", "zh", TODAY)
    assert (halal.need.cuisines, halal.need.refused_filters) == (["halal_kitchen"], ["ethnicity"])
    dialect = read_need("要本地人，说上海话的", "zh", TODAY)
    assert (dialect.need.languages, dialect.need.refused_filters) == (["shanghainese"], ["origin"])
    healthy = read_need("不能有传染病", "zh", TODAY)
    assert healthy.need.health_certificate is True
    assert healthy.refused[0].lawful == ("health_certificate",)


@pytest.mark.parametrize(
    "words", ["不要河南人", "只要四川的阿姨", "要45岁以下的", "不要男的", "no one from Henan", "under 40", "要属龙的"]
)
def test_nothing_of_a_declined_filter_is_left_in_the_need(words: str) -> None:
    need = read_need(words, "zh", TODAY).need
    held = need.model_dump(exclude_defaults=True, exclude={"refused_filters"})
    assert held == {}


def test_a_declined_filter_stays_declined() -> None:
    first = read_need("住家保姆，不要河南人", "zh", TODAY)
    second = read_need("预算七千", "zh", TODAY, first.need)
    assert second.need.refused_filters == ["origin"]
    assert second.refused == ()


def test_every_filter_speaks_both_languages_and_every_reason_names_its_source() -> None:
    kinds = [entry["id"] for entry in table("fair")["filters"]]
    assert len(kinds) == len(set(kinds)) == 10
    assert all(set(entry["text"]) == {"zh", "en"} for entry in table("fair")["filters"])
    for reason in table("fair")["lawful_reasons"]:
        assert reason["filter"] in kinds
        assert reason["source"]


def test_a_familys_own_origin_said_alone_is_no_filter() -> None:
    assert read_need("广东人，要煲汤好喝的阿姨", "zh", TODAY).need.refused_filters == []
    assert read_need("找个广东人，要煲汤好喝", "zh", TODAY).need.refused_filters == ["origin"]
    assert read_need("住家阿姨做饭，东北的不要", "zh", TODAY).need.refused_filters == ["origin"]
