"""Posts told by what is done in them; things said near them that are no posts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.understanding.reading import Reading
from assistant.understanding.zh.tasks import tasked, with_tasks
from assistant.vocabulary import TermMatch


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("陪老人去医院看病", "medical_companion"),
        ("专门帮人跑医院，排队拿药", "medical_companion"),
        ("洗油烟机、洗空调的", "appliance_cleaner"),
        ("上门给人家洗空调", "appliance_cleaner"),
        ("在医院里给病人翻身", "patient_carer"),
        ("陪老太太散散步", "companion"),
        ("帮人家遛狗", "pet_sitter"),
        ("陪小孩写作业", "tutor_companion"),
        ("帮人家整理衣柜", "organizer"),
        ("带小月龄宝宝", "childcare_nanny"),
    ],
)
def test_a_description_points_at_the_job(text: str, job: str) -> None:
    found = list(tasked(text, []))
    assert job in {term.id for term in found}
    assert all(term.hint and text[term.start : term.end] == term.form for term in found)


@pytest.mark.parametrize("text", ["我陪我妈看病", "家里空调坏了", "医院离我家近", "我怕狗", "老人散步去了"])
def test_what_describes_no_post_is_left_alone(text: str) -> None:
    assert list(tasked(text, [])) == []


def test_a_named_job_is_not_described_again() -> None:
    named = TermMatch(0, 8, "jobs", "companion", "陪老太太散散步", hint=False)
    assert list(tasked("陪老太太散散步的", [named])) == []


def test_a_description_takes_the_shorter_one_inside_it() -> None:
    inside = TermMatch(0, 3, "jobs", "elderly_carer", "陪老人", hint=True)
    found = with_tasks("陪老人去医院挂号", [inside])
    assert {term.id for term in found if term.kind == "jobs"} == {"medical_companion"}


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("煮夜饭、汰衣裳、接小囡放学，辰光都好排", {"cooking", "laundry", "school_run"}),
        ("给老太太洗脚，扶她上厕所，这些都干", {"daily_living_care", "toileting_assistance"}),
        ("早上送娃上学，回来拖拖地，中午烧个饭", {"school_run", "daily_cleaning", "cooking"}),
        (
            "空调油烟机会拆洗，洗衣机也会",
            {"air_conditioner_cleaning", "range_hood_cleaning", "washing_machine_cleaning"},
        ),
        ("衣服用洗衣机洗", {"laundry"}),
    ],
)
def test_chores_are_known_by_what_is_done_to_what(hear: Callable[..., Reading], text: str, skills: set[str]) -> None:
    assert {fact.value["id"] for fact in hear(text, "skills").facts if fact.field == "skills"} == skills


@pytest.mark.parametrize(
    ("text", "preferences"),
    [
        ("公婆住一起的，是非多，算了", {"elderly_at_home": False}),
        ("家里已经有一个阿姨的，容易闹矛盾，不去", {"other_helpers": False}),
        ("七八口人的饭我做不了", {"large_family": False}),
        ("客厅搭床不行", {"share_room": False}),
        ("不跟老太太睡一张床", {"share_room": False}),
        ("出远门不去，晕车", {"travel_with_family": False}),
        ("短的也接，一个礼拜都行", {"short_term": True}),
        ("杀活鱼我下不去手", {"raw_meat_and_fish": False}),
        ("搬家具扛米扛油的活别找我", {"heavy_lifting": False}),
        ("乙肝的人家我有顾虑", {"infectious_patients": False}),
        ("周末要陪自己孩子，不上", {"weekends": False}),
        ("不接受试工", {"trial_days": False}),
        ("不去男的单独住的家", {"single_person_client": False}),
        ("刀削面猫耳朵都会", {}),
        ("川菜会做，不辣的也会做", {}),
        ("出差的找我都行", {}),
        ("照顾老太太的，老头不要", {"elderly_men": False}),
        ("怕猫，不和人合住", {"cats": False, "share_room": False}),
        ("宠物我都喜欢，大狗拉不动", {"pets": True}),
    ],
)
def test_homes_are_known_by_how_they_are_described(
    hear: Callable[..., Reading], text: str, preferences: dict[str, bool]
) -> None:
    told = [fact.value for fact in hear(text, "preferences").facts if fact.field == "preferences"]
    assert {name: value for one in told for name, value in one.items()} == preferences


@pytest.mark.parametrize(
    ("text", "asking"),
    [("有，乙肝我也查了没事", "health"), ("有本会开车，就是不敢上高速", "skills"), ("过节得三倍工资", "schedule")],
)
def test_other_business_describes_no_home(hear: Callable[..., Reading], text: str, asking: str) -> None:
    told = {name for fact in hear(text, asking).facts if fact.field == "preferences" for name in fact.value}
    assert told <= {"holiday_pay"}
