"""Jobs are what she does or seeks, not what others do or what she gave up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("想做育儿嫂，保洁不考虑", "job", {"jobs": ["childcare_nanny"], "declined_jobs": ["cleaner"]}),
        ("以前做保洁，现在想做育儿嫂", "job", {"jobs": ["childcare_nanny"]}),
        ("我妹妹是月嫂，我做保洁", "job", {"jobs": ["cleaner"]}),
        ("除了护工都可以", "job", {"declined_jobs": ["patient_carer"]}),
        ("月嫂那些拍嗝抚触我都不懂", "skills", {"declined_jobs": None}),
        ("顺义别墅，四年，家里有管家有司机，我管衣帽熨烫", "history", {"jobs": None}),
        ("八千，会催乳的话人家都给一万多呢", "salary", {"jobs": None}),
        ("在人家屋里帮工的，洗衣煮饭带崽什么都搞", "job", {"jobs": ["housekeeper"]}),
        ("照顾老人", "job", {"jobs": ["elderly_carer"]}),
        ("以前做月嫂，现在身体吃不消，做育儿了", "job", {"jobs": ["childcare_nanny"]}),
        ("我表姐在做月嫂，她让我来做保洁", "job", {"jobs": ["cleaner"]}),
        ("我表姐让我来做月嫂，我不想做", "job", {"jobs": None}),
        ("本来想做育儿嫂的，考了三次没过，还是做饭吧", "job", {"jobs": ["cook"]}),
        ("侄女在做育儿嫂，我眼红，也想做", "job", {"jobs": ["childcare_nanny"]}),
        ("侄女在做育儿嫂，我不想做", "job", {"jobs": None}),
        (
            "育儿嫂，不做月嫂，月嫂太熬夜",
            "job",
            {"jobs": ["childcare_nanny"], "declined_jobs": ["maternity_nurse"]},
        ),
        ("我不是来找保姆活的，我是来找陪诊的", "job", {"jobs": ["medical_companion"]}),
        ("先别写月嫂，写育儿嫂", "job", {"jobs": ["childcare_nanny"], "declined_jobs": None}),
        ("不做家务，只做月嫂", "job", {"jobs": ["maternity_nurse"], "declined_jobs": None}),
        ("做过保洁做过月嫂，都不想做了，想专门烧饭", "job", {"jobs": ["cook"]}),
        ("我是育儿嫂不是保姆", "job", {"jobs": ["childcare_nanny"], "declined_jobs": ["housekeeper"]}),
        ("干过护工，太脏太累，想换带孩子", "job", {"jobs": ["childcare_nanny"]}),
        ("育儿嫂我能做，就是不做老人", "job", {"jobs": ["childcare_nanny"], "declined_jobs": ["elderly_carer"]}),
        ("别给我派带孩子的就行", "job", {"jobs": None, "declined_jobs": ["childcare_nanny"]}),
        ("不带孩子也行", "job", {"jobs": None, "declined_jobs": None}),
        ("通乳的", "job", {"jobs": ["lactation_consultant"]}),
        ("不带孩子只照顾老人", None, {"jobs": ["elderly_carer"], "declined_jobs": ["childcare_nanny"]}),
        ("保洁做过，腰不行了，想换轻松的，比如陪老人", "job", {"jobs": ["elderly_carer"]}),
        ("娃娃跟老的我都经管得来", "job", {"jobs": ["childcare_nanny", "elderly_carer"]}),
        ("清洁这块，家庭的办公室的都做", "job", {"jobs": ["cleaner"]}),
        ("孩子大点的我带", "job", {"jobs": ["childcare_nanny"]}),
        ("给老板家做管家，也管司机厨师", "job", {"jobs": ["butler"]}),
        ("看细娃儿、煮饭，都要得", "job", {"jobs": ["childcare_nanny", "cook"]}),
        ("带大孩子的，不带小月龄", "job", {"jobs": ["childcare_nanny"]}),
        ("先是做保姆，后头做月嫂，现在改做育儿嫂了", None, {"jobs": ["childcare_nanny"]}),
        ("小孩老人我都不带，就搞卫生", None, {"jobs": ["cleaner"]}),
        ("想问问有没有照顾老人的活", None, {"jobs": ["elderly_carer"]}),
        ("没经验，最好是带孩子", None, {"jobs": ["childcare_nanny"]}),
        ("照顾老人，老头老太太都行，小孩就不带了", "job", {"declined_jobs": ["childcare_nanny"]}),
        ("不是做饭就是打扫", "job", {"jobs": ["cook", "cleaner"], "declined_jobs": None}),
        ("我不是专业月嫂，就是会带小孩", None, {"jobs": ["childcare_nanny"]}),
        ("做住家照顾老人", None, {"jobs": ["elderly_carer"]}),
        ("月嫂育婴都做，做饭保洁不做", "job", {"declined_jobs": ["cook", "cleaner"], "certificates": None}),
        ("照顾宝妈坐月子", "job", {"jobs": ["maternity_nurse"]}),
        ("养老院干过，也想去家里伺候", "job", {"jobs": ["elderly_carer"]}),
        ("我们村的都做月嫂，我做的是育儿", "job", {"jobs": ["childcare_nanny"]}),
        ("老人小孩都能照看，就是不伺候月子", None, {"declined_jobs": ["maternity_nurse"]}),
        ("小孩也带过，自己的", None, {"jobs": None}),
        ("不做家务，带孩子可以", "preferences", {"declined_jobs": None}),
        ("我学过月嫂，没做过", "job", {"jobs": None}),
        ("有月嫂证", "certificates", {"jobs": None}),
        ("早先干过护工，后来不干了，这几年都是做保姆", None, {"jobs": ["housekeeper"]}),
        ("护工我干够了，现在想找育儿嫂的活", "job", {"jobs": ["childcare_nanny"]}),
        ("做保洁不做饭", "job", {"jobs": ["cleaner"]}),
        ("陪老人看病挂号的", "job", {"jobs": ["medical_companion"]}),
        ("不是不想做月嫂，是身体不行", "job", {"jobs": None}),
    ],
)
def test_jobs_are_hers_and_of_now(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asking", "jobs"),
    [
        ("照顾能自理的老太太", "job", ["elderly_carer"]),
        ("陪老人去医院挂号排队拿药那种", "job", ["medical_companion"]),
        ("不管是老人还是小孩我都能带", "job", ["elderly_carer", "childcare_nanny"]),
        ("我女儿说让我做保洁，我自己想看孩子", "job", ["childcare_nanny"]),
        ("本来做月嫂的，腰不好，现在改做收纳了", None, ["organizer"]),
        ("今年厂子黄了才学的月嫂，培训完一家没上过", None, ["maternity_nurse"]),
        ("你们招月嫂不", None, None),
        ("保洁行不行", "job", ["cleaner"]),
        ("月嫂做累了，改行做保洁吧", "job", ["cleaner"]),
        ("除了看孩子，别的都别给我派", "job", ["childcare_nanny"]),
        ("俞秀兰，我是做饭的", "name", ["cook"]),
        ("俞秀兰，做饭的手艺是跟我妈学的", "name", None),
        ("大厨我不敢当", "job", None),
        ("我没有不能干的家务", "skills", None),
    ],
)
def test_jobs_are_told_by_whom_she_cares_for_and_what_she_learned(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, jobs: list[str] | None
) -> None:
    assert profile(text, asking).get("jobs") == jobs
