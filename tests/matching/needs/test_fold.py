"""What later words do to a need: change it, soften it, take it back, leave it open."""

from __future__ import annotations

import pytest

from assistant.matching.needs.reader import read_need
from tests.matching.needs.conversation import TODAY, talk


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (["要住家的，算了还是不住家吧"], {"work_modes": ["live_out"]}),
        (["在海淀，哦不是，刚搬到通州了"], {"district": "通州"}),
        (["找个住家保姆，海淀", "换成不住家的"], {"work_modes": ["live_out"], "district": "海淀"}),
        (["海淀找月嫂", "其实是朝阳不是海淀"], {"city": "北京", "district": "朝阳"}),
        (["住家阿姨，要有驾照", "不要驾照了"], {"certificates": []}),
        (["育儿嫂，一万以内", "那预算加到九千吧"], {"budget_max": 9000}),
        (["育儿嫂，预算八千", "加五百"], {"budget_max": 8500}),
        (["育儿嫂，一万二以内", "便宜点的有没有"], {"budget_max": 12000}),
        (["保姆，五千以内", "算了预算不限了"], {"budget_max": None, "budget_unit": None}),
        (["小时工，每天两小时", "改成一周三次，每次四小时"], {"hours": {"per_day": 4, "per_week": 3}}),
        (["周一到周五来", "周六也要来"], {"hours": {"days": [1, 2, 3, 4, 5, 6]}}),
        (["月嫂，要育婴证和催乳证", "只要月嫂证就行"], {"certificates": ["maternity_care"]}),
        (["家里有狗", "狗送人了"], {"pets": []}),
        (["月嫂，预产期一月底", "月嫂先不找了，改找育儿嫂"], {"job": "childcare_nanny"}),
        (["做饭阿姨，川菜", "不要川菜了，换成粤菜"], {"cuisines": ["cantonese"], "exclude": []}),
        (["住家育儿嫂", "不住家也行"], {"work_modes": ["live_in", "live_out"]}),
        (["保洁每周两次", "改成每周一次，周六"], {"hours": {"per_week": 1, "days": [6]}, "start": None}),
        (["育儿嫂，要会英语会钢琴", "钢琴算了，英语留着"], {"skills": [], "languages": ["english"]}),
        (["经验五年以上", "三年也可以"], {"years_min": 3}),
        (["月嫂一万三", "一万三太高了，一万一行不行"], {"budget_max": 11000}),
        (["elderly carer, 6000", "and remove the budget"], {"budget_max": None}),
        (["nanny with driving licence", "licence not needed"], {"certificates": []}),
        (["ayi 5 days a week", "actually 3 days"], {"hours": {"per_week": 3}}),
        (["cook", "swap Sichuan for Hunan food"], {"cuisines": ["hunan"]}),
    ],
)
def test_later_words_about_the_same_thing_win(turns: list[str], expected: dict[str, object]) -> None:
    need = talk(*turns).need
    assert {name: getattr(need, name) for name in expected} == expected


def test_a_softened_demand_becomes_a_wish_and_a_hardened_wish_a_demand() -> None:
    soft = talk("育儿嫂必须会英语", "英语不是必须的，会更好").need
    assert "languages:english" in soft.prefer
    assert "languages:english" not in soft.must
    hard = talk("做饭阿姨，最好会粤菜", "粤菜必须会").need
    assert "cuisines:cantonese" in hard.must
    assert "cuisines:cantonese" not in hard.prefer


def test_a_correction_replaces_a_childs_age_and_another_child_joins() -> None:
    need = talk("宝宝八个月", "说错了十八个月", "还有个大的五岁").need
    assert [age.min for age in need.household.child_ages_months] == [18, 60]


@pytest.mark.parametrize("answer", ["随便", "都行，你看着办", "不清楚", "don't mind"])
def test_indifference_is_an_answer_and_leaves_the_field_open(answer: str) -> None:
    need = talk("找个育儿嫂", (answer, "budget_max")).need
    assert need.open == ["budget_max"]
    assert need.budget_max is None


def test_a_value_said_later_closes_an_open_field() -> None:
    need = talk("找个育儿嫂", ("随便", "budget_max"), "还是八千以内吧").need
    assert need.open == []
    assert need.budget_max == 8000


def test_starting_over_forgets_everything_but_what_was_declined() -> None:
    reading = talk("住家保姆，不要河南人，海淀", "重新找，找个钟点工")
    assert "restart" in reading.asides
    assert (reading.need.job, reading.need.district) == ("hourly_helper", None)
    assert reading.need.refused_filters == ["origin"]


def test_changes_name_what_a_message_did() -> None:
    reading = talk("住家育儿嫂，八千以内", "换成不住家的")
    assert [(change.field, change.kind) for change in reading.changes] == [("work_modes", "changed")]


def test_the_need_that_is_refined_stays_as_it_was() -> None:
    before = talk("住家育儿嫂，八千以内").need
    kept = before.model_copy(deep=True)
    read_need("换成不住家的，预算一万，不要河南人", "zh", TODAY, before)
    assert before == kept


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("多少都行", "budget_max"),
        ("money is no object", "budget_max"),
        ("看阿姨方便", "work_modes"),
        ("live in or out, both fine", "work_modes"),
        ("口味随便", "cuisines"),
    ],
)
def test_what_does_not_matter_is_left_open_and_forgotten(text: str, field: str) -> None:
    first = "做饭阿姨，要会做粤菜" if not text.isascii() else "a cook"
    need = talk(first, (text, field), language="en" if text.isascii() else "zh").need
    assert field in need.open
    assert getattr(need, field) in (None, [])


@pytest.mark.parametrize(
    ("turns", "field", "value"),
    [
        (("育儿嫂，家里有条狗", "狗送回老家了"), "pets", []),
        (("nanny with a dog at home", "we gave the dog away"), "pets", []),
        (("育儿嫂，下周一开始", "推到下个月一号吧"), "start", "2026-12-01"),
        (("nanny starting Monday", "push it to Dec 10"), "start", "2026-12-10"),
        (("nanny, 9000 a month", "we could stretch to 11"), "budget_max", 11000),
        (("cook, Sichuan food", "Hunan instead of Sichuan"), "cuisines", ["hunan"]),
    ],
)
def test_later_words_change_what_was_said(turns: tuple[str, ...], field: str, value: object) -> None:
    reading = talk(*turns, language="en" if turns[0].isascii() else "zh")
    assert getattr(reading.need, field) == value
    assert (reading.need.until, reading.need.refused_filters) == (None, [])


def test_a_day_added_joins_the_days_said() -> None:
    assert (talk("钟点工周一周三来", "再加个周五").need.hours or {})["days"] == [1, 3, 5]
