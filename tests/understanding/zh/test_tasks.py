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
        ("带两三岁会跑会跳的", "childcare_nanny"),
        ("早上去张家拖地 中午去李家烧饭", "hourly_helper"),
        ("主人出差我天天上门铲屎", "pet_sitter"),
        ("管小学生放学写作业", "tutor_companion"),
        ("把衣柜翻出来一件件叠好归类", "organizer"),
        ("产妇堵奶了找我", "lactation_consultant"),
        ("带老人去大医院排队", "medical_companion"),
        ("三个阿姨一个花匠都归我派活", "butler"),
        ("阿婆阿公讲话聊天解闷", "companion"),
        ("屋里屋外一把抓", "housekeeper"),
        ("新房子装修完灰多", "cleaner"),
        ("空调油烟机都拆得下来洗", "appliance_cleaner"),
        ("改养老", "elderly_carer"),
        ("一对一守病号", "patient_carer"),
        ("月子里头那二十六天我全包", "maternity_nurse"),
    ],
)
def test_a_description_points_at_the_job(text: str, job: str) -> None:
    found = list(tasked(text, []))
    assert job in {term.id for term in found}
    assert all(term.hint and text[term.start : term.end] == term.form for term in found)


@pytest.mark.parametrize(
    "text",
    [
        "我陪我妈看病",
        "家里空调坏了",
        "医院离我家近",
        "我怕狗",
        "老人散步去了",
        "回家养老",
        "老人说话我听不懂",
        "主人出国了",
        "不带三个月以下的",
    ],
)
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
        ("别的城市我不去", {"other_cities": False}),
        ("跟孩子奶奶轮着带也行", {"elderly_at_home": True}),
        ("七个月以内的不要，会跑会说的可以", {"infants": False, "toddlers": True}),
        ("俩孩子一起带没问题", {"multiple_children": True}),
        ("韩国人家里也可以", {"foreign_family": True}),
        ("公司发的衣裳可以穿", {"uniform": True}),
        ("杀生的事不做", {"raw_meat_and_fish": False}),
        ("晚点走可以", {"overtime": True}),
        ("能走的老人可以", {}),
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


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("奶瓶一天煮三回", "bottle_sterilizing"),
        ("奶嘴开水烫一烫，奶嘴每天蒸", "bottle_sterilizing"),
        ("把宝宝洗干净", "infant_bathing"),
        ("教他自己拿勺", "habit_training"),
        ("上小马桶是我教的", "potty_training"),
        ("到点喊他吃药", "medication_reminding"),
        ("窗帘拆下来洗", "curtain_sofa_cleaning"),
        ("手底下带阿姨的", "staff_management"),
        ("五个阿姨归我排班", "staff_management"),
        ("扶着她坐便椅", "toileting_assistance"),
        ("从床上挪到轮椅", "transfer"),
        ("忘事的老人我会哄", "dementia_care"),
        ("看病我陪去", "hospital_escort"),
        ("菜钱一天一本账", "household_accounts"),
    ],
)
def test_a_task_told_in_other_words_is_known(text: str, skill: str) -> None:
    assert skill in {term.id for term in with_tasks(text, []) if term.kind == "skills"}


@pytest.mark.parametrize(
    "text", ["奶瓶没煮过", "电脑桌擦一擦", "我们这边请客的时候多", "手下留情", "羊毛没洗过", "他自己睡", "医院离我家近"]
)
def test_words_of_a_task_that_tell_of_none(text: str) -> None:
    said = {term.id for term in with_tasks(text, []) if term.kind == "skills"}
    assert not said & {"bottle_sterilizing", "computer_and_phone", "hosting", "staff_management", "garment_care"}
    assert not said & {"sleep_training", "hospital_escort"}
