"""A consumer's words become a need: what is read, how it binds, what later words change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching.model import Need
from assistant.matching.needs.reader import read_need
from assistant.profile.model import Language
from tests.matching.needs.conversation import TODAY, said, talk

PIECES = [
    "住家", "不住家", "育儿嫂", "月嫂", "宝宝一岁半", "八千以内", "不要河南人", "属虎的不要", "朝阳区", "会做辅食",
    "最好会英语", "，", "。", "还是", "算了", "不要", "四十岁以下", "下周一开始", "一周三次", "家里有狗", "不吃猪肉",
    "随便", "live-in nanny", "under 9k a month", "not from Henan", "baby is 8 months", "ideally", "第二个", "便宜点",
    "ＡＢ", "👶", "\n",
]  # fmt: skip


def test_one_sentence_of_a_tired_parent_says_it_all() -> None:
    reading = talk("想找个住家阿姨带一岁半的宝宝，会做辅食，预算八千以内，朝阳区的")
    need = reading.need
    assert need.job == "childcare_nanny"
    assert need.work_modes == ["live_in"]
    assert [(age.min, age.max) for age in need.household.child_ages_months] == [(18, 18)]
    assert need.skills == ["complementary_food"]
    assert (need.budget_min, need.budget_max, need.budget_unit) == (None, 8000, "month")
    assert need.district == "朝阳"
    assert {"work_modes:live_in", "skills:complementary_food", "budget_max", "district"} <= set(need.must)
    assert reading.is_need
    assert not reading.refused


def test_the_wire_of_a_maternity_nurse_under_fifteen_thousand() -> None:
    wire = talk("想找个住家月嫂，一万五以内").need.wire()
    assert wire["job"] == "maternity_nurse"
    assert "live_in" in wire["work_modes"]
    assert wire["budget_max"] == 15000
    assert wire["refused_filters"] == []


@pytest.mark.parametrize(
    ("words", "job"),
    [
        ("带一岁半的宝宝", "childcare_nanny"),
        ("我下个月坐月子，想找人照顾", "maternity_nurse"),
        ("家里打扫卫生，一周三次", "cleaner"),
        ("我爸偏瘫，在家要人照顾", "elderly_carer"),
        ("婆婆住院了，要人陪护", "patient_carer"),
        ("陪我妈去医院看病挂号", "medical_companion"),
        ("过年没人喂猫，找个上门喂猫的", "pet_sitter"),
        ("someone to look after our baby", "childcare_nanny"),
        ("保姆带孩子", "childcare_nanny"),
    ],
)
def test_the_situation_tells_the_job_when_no_job_is_named(words: str, job: str) -> None:
    assert talk(words).need.job == job


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("育儿嫂，八千左右", None, 8000, "month"),
        ("育儿嫂，七八千", 7000, 8000, "month"),
        ("育儿嫂，九千到一万一", 9000, 11000, "month"),
        ("月嫂，一万五以内26天", None, 15000, "26_days"),
        ("保洁，40一小时", None, 40, "hour"),
        ("护工，一天200到250", 200, 250, "day"),
        ("喂猫，50一次", None, 50, "visit"),
        ("nanny, 8-9k a month", 8000, 9000, "month"),
        ("保洁，便宜点的就行", None, None, None),
    ],
)
def test_a_budget_is_what_was_said_and_never_invented(
    words: str, low: int | None, high: int | None, unit: str | None
) -> None:
    need = talk(words).need
    assert (need.budget_min, need.budget_max, need.budget_unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("words", "city", "district"),
    [
        ("海淀找月嫂", "北京", "海淀"),
        ("在上海浦东", "上海", "浦东"),
        ("Nanny in Xuhui, Shanghai", "上海", "徐汇"),
        ("找月嫂，老公是湖南人", None, None),
    ],
)
def test_a_place_is_where_the_work_is(words: str, city: str | None, district: str | None) -> None:
    need = talk(words).need
    assert (need.city, need.district) == (city, district)


def test_a_district_of_several_cities_is_vague() -> None:
    reading = talk("鼓楼区找保洁")
    assert (reading.need.city, reading.need.district) == (None, "鼓楼")
    assert "district" in reading.vague


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("每天两小时", {"per_day": 2}),
        ("一周三次每次四个小时", {"per_week": 3, "per_day": 4}),
        ("周一到周五，早八点到晚六点", {"days": [1, 2, 3, 4, 5], "from": "08:00", "to": "18:00"}),
        ("早上八点来晚上七点走", {"from": "08:00", "to": "19:00"}),
        ("早8晚5", {"from": "08:00", "to": "17:00"}),
        ("除了周末都要来", {"days": [1, 2, 3, 4, 5]}),
        ("晚上九点到早上六点", {"from": "21:00", "to": "06:00"}),
        ("weekdays 3:30pm - 6:30pm", {"days": [1, 2, 3, 4, 5], "from": "15:30", "to": "18:30"}),
        ("Wednesdays 2pm to 5pm", {"days": [3], "from": "14:00", "to": "17:00"}),
        ("every Tuesday and Thursday, 9-12", {"days": [2, 4], "from": "09:00", "to": "12:00"}),
        ("接孩子放学，四点到六点", {"from": "16:00", "to": "18:00"}),
        ("一三五上午来", {"days": [1, 3, 5]}),
        ("two afternoons a week", {"per_week": 2}),
    ],
)
def test_hours_are_read_in_parts(words: str, hours: dict[str, object]) -> None:
    assert talk(words).need.hours == hours


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("越快越好", "start", "now"),
        ("明天就要", "start", "2026-11-23"),
        ("从明天到十二月六号", "until", "2026-12-06"),
        ("十二月一号上岗，做三个月", "until", "2027-03-02"),
        ("月休四天", "rest_days", 4),
        ("she can have every Sunday off", "rest_days", 4),
        ("至少五年经验", "years_min", 5),
        ("有经验的", "years_min", None),
        ("必须查过有没有犯罪记录", "background_check", True),
        ("要有健康证", "health_certificate", True),
    ],
)
def test_single_values(words: str, field: str, value: object) -> None:
    assert getattr(talk(words).need, field) == value


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("预产期3.15", "2027-03-15"),
        ("预产期 12/28 月嫂", "2026-12-28"),
        ("我老婆二月底生", "2027-02"),
        ("预产期正月初十", "2027-02-15"),
        ("还有两个月生", "2027-01"),
        ("we're expecting in May", "2027-05"),
        ("baby due mid-March", "2027-03"),
        ("due 5 January", "2027-01-05"),
    ],
)
def test_a_due_date_is_as_precise_as_it_was_said(words: str, due: str) -> None:
    assert talk(words).need.household.due == due


def test_a_due_date_is_of_the_household_and_starts_nothing() -> None:
    need = talk("预产期明年一月，想提前定个月嫂").need
    assert (need.household.due, need.household.unborn, need.start) == ("2027-01", True, None)


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        ("宝宝刚满月", [(1, 1)]),
        ("大的四岁小的九个月", [(48, 48), (9, 9)]),
        ("two kids aged 2 and 5", [(24, 24), (60, 60)]),
        ("宝宝半岁到一岁", [(6, 12)]),
        ("孩子三四岁", [(36, 48)]),
        ("两周岁零三个月", [(27, 27)]),
        ("宝宝断奶了，想找白班阿姨，十四个月", [(14, 14)]),
        ("暑假两个月带孩子，七岁", [(84, 84)]),
        ("宝宝一岁零两个月", [(14, 14)]),
        ("阿姨要有驾照三年以上，接送孩子", []),
        ("找育儿嫂做三个月", []),
    ],
)
def test_children_are_told_in_months(words: str, ages: list[tuple[int, int]]) -> None:
    assert [(age.min, age.max) for age in talk(words).need.household.child_ages_months] == ages


def test_two_old_people_have_a_care_level_each() -> None:
    elders = talk("照顾两个老人，一个88一个85，老爷子能自理老太太半自理").need.household.elders
    assert [(elder.age, elder.care) for elder in elders] == [(88, "independent"), (85, "partly")]


def test_the_home_is_read_too() -> None:
    need = talk("四口人，120平，家里一只金毛，做午饭晚饭，不吃辣").need
    home = need.household
    assert (home.people, home.area, home.meals, need.pets) == (4, 120, ["lunch", "dinner"], ["dogs"])
    assert need.preferences["spicy_food"] is False


def test_wishes_and_demands_are_kept_apart() -> None:
    need = talk("育儿嫂，最好会英语，会早教更好，必须不住家").need
    assert {"languages:english", "skills:early_education"} <= set(need.prefer)
    assert "work_modes:live_out" in need.must
    assert not set(need.must) & set(need.prefer)


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("不要住家的", "work_modes:live_in"),
        ("什么菜都行就是不要川菜", "cuisines:sichuan"),
        ("北京找保洁，除了大兴", "district:大兴"),
    ],
)
def test_what_is_not_wanted_is_excluded_and_held_nowhere_else(words: str, entry: str) -> None:
    need = talk(words).need
    field, _, value = entry.partition(":")
    assert entry in need.exclude
    assert entry not in (*need.must, *need.prefer)
    assert value not in (getattr(need, field) or [])


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("有急救证的优先考虑，没有也没关系", "certificates:first_aid"),
        ("要是懂点英语就好了", "languages:english"),
        ("有早教证更佳", "certificates:early_education"),
        ("someone who ideally speaks French", "languages:french"),
        ("driving licence a plus", "certificates:driving"),
        ("it'd be great if she can speak English", "languages:english"),
    ],
)
def test_wishes_are_known_by_words_before_and_after(words: str, entry: str) -> None:
    need = talk(words).need
    assert entry in need.prefer
    assert entry not in need.must


def test_would_do_takes_and_does_not_matter_leaves() -> None:
    assert talk("做饭阿姨，粤菜湘菜都可以").need.cuisines == ["cantonese", "hunan"]
    assert talk("会不会开车无所谓").need.skills == []


def test_a_verdict_on_who_lacks_something_is_a_demand() -> None:
    assert "skills:cooking" in talk("不会做饭的不要").need.must


@pytest.mark.parametrize(
    ("asked", "answer", "field", "value"),
    [
        ("budget_max", "八千吧", "budget_max", 8000),
        ("budget_max", "maybe 7 to 8 thousand", "budget_max", 8000),
        ("work_modes", "白天", "work_modes", ["live_out"]),
        ("city", "丰台", "city", "北京"),
        ("rest_days", "四天", "rest_days", 4),
        ("start", "下周一", "start", "2026-11-23"),
    ],
)
def test_a_bare_answer_is_read_as_what_was_asked(asked: str, answer: str, field: str, value: object) -> None:
    assert getattr(talk("找个育儿嫂", (answer, asked)).need, field) == value


def test_one_of_those_shown_is_pointed_at_while_the_need_changes() -> None:
    reading = talk("做饭阿姨", "第二个再会川菜就更好了")
    assert reading.person_index == 1
    assert reading.need.prefer == ["cuisines:sichuan"]
    assert talk("nanny", "the last one but cheaper", language="en").person_index == -1


def test_a_question_about_someone_shown_changes_nothing() -> None:
    before = talk("找护老阿姨住家").need
    for question in ("第一个阿姨会打胰岛素吗", "她们都体检过吗", "中介费谁出啊"):
        reading = read_need(question, "zh", TODAY, before)
        assert said(reading.need) == said(before)
        assert reading.changes == ()


def test_slips_of_the_keyboard_are_understood_and_quoted_as_typed() -> None:
    reading = talk("找一个育儿搜 住加的 宝宝11个月")
    assert (reading.need.job, reading.need.work_modes) == ("childcare_nanny", ["live_in"])
    assert any(span.quote == "育儿搜" for span in reading.need.spans)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), min_size=1, max_size=3))
def test_every_quote_stands_where_it_says_and_nothing_binds_twice(turns: list[str]) -> None:
    need: Need | None = None
    for number, text in enumerate(turns):
        need = read_need(text, "zh", TODAY, need, message_id=str(number)).need
    assert need is not None
    for span in need.spans:
        assert turns[int(span.message_id or 0)][span.start : span.end] == span.quote
    bound = [*need.must, *need.prefer, *need.exclude]
    assert len(bound) == len(set(bound))


@given(st.text(max_size=120), st.sampled_from(["zh", "en"]))
def test_any_text_is_read_without_a_fault(text: str, language: Language) -> None:
    reading = read_need(text, language, TODAY, asked="budget_max")
    assert all(text[span.start : span.end] == span.quote for span in reading.need.spans)


@pytest.mark.parametrize("text", ["最好会开车", "最好能开车", "住家，最好会开车"])
def test_a_wish_may_share_its_last_word_with_what_is_wished_for(text: str) -> None:
    need = read_need(text, "zh", TODAY).need
    assert "skills:driving" in need.prefer
    assert "skills:driving" not in need.must


def test_a_patient_in_hospital_day_and_night() -> None:
    need = talk("my dad's in hospital in Wuhan, need someone with him 24 hours from tomorrow", language="en").need
    assert need.work_modes == ["hospital_24h"]


def test_a_wish_that_closes_its_clause_is_no_condition() -> None:
    need = talk("必须会做辅食，英语最好懂一点").need
    assert "languages:english" in need.prefer
    assert "skills:complementary_food" in need.must


@pytest.mark.parametrize("text", ["他七十六，要翻身拍背", "she's 76 and needs turning in bed"])
def test_an_age_told_while_the_budget_is_asked_is_no_budget(text: str) -> None:
    need = read_need(text, "en" if text.isascii() else "zh", TODAY, Need(job="elderly_carer"), "budget_max").need
    assert need.budget_max is None
    assert [elder.age for elder in need.household.elders] == [76]
