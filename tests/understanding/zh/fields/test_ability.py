"""Skills and cuisines keep their sign and degree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "asking", "expected"),
    [
        ("双胞胎没少带", "skills", {"skills": [{"id": "twins_care", "evidence": "双胞胎没少带"}]}),
        ("三个：母婴护理、产康、催乳，都是同一个学校发的", "certificates", {"skills": None}),
        ("不会拼音，这是语音打的", None, {"declined_skills": None}),
        ("不会开车没关系", "skills", {"skills": None, "declined_skills": None}),
        ("做饭太累了", "skills", {"declined_skills": None}),
        ("扫地机不会用", "skills", {"declined_skills": None}),
        ("打胰岛素我不敢", "skills", {"declined_skills": ["insulin_injection"]}),
        ("西餐不会，会煎个牛排", "skills", {"declined_cuisines": ["western"], "cuisines": None}),
        ("川菜湘菜都中", "skills", {"cuisines": ["sichuan", "hunan"]}),
        ("我徒弟会催乳", "skills", {"skills": None}),
        ("尿不湿拉拉裤换得顺手", "skills", {"skills": [{"id": "diapering", "evidence": "尿不湿拉拉裤换得顺手"}]}),
        ("接送自己孩子要四点下班", None, {"skills": None}),
        ("一天二百六不带夜，带夜三百二", "salary", {"skills": None, "declined_skills": None}),
        ("我做饭别人都说好，鲁菜打底", None, {"cuisines": ["shandong"]}),
        ("等会儿，我去给娃冲个奶", None, {"skills": None}),
        (
            "新生儿洗澡可以",
            None,
            {"skills": [{"id": "infant_bathing", "evidence": "新生儿洗澡可以"}], "preferences": None},
        ),
        ("大型犬也能遛，洗澡剪毛不会", "skills", {"declined_skills": None}),
        ("家教我不行，作业我看不懂，接送没问题", "skills", {"declined_skills": ["homework_help"]}),
        ("不会铺床单那种四角的，别的家务都中", "skills", {"declined_skills": None}),
        ("炖肉烙饼包饺子，你要吃海鲜我就不会弄", "skills", {"declined_cuisines": ["seafood"], "declined_skills": None}),
        ("孩子作业有他妈管", "skills", {"skills": None, "declined_skills": None}),
        ("不是说我不会做饭，是人家吃不惯", "skills", {"declined_skills": None}),
        (
            "扶着练走路，一天三顿药我管",
            "skills",
            {
                "skills": [
                    {"id": "rehabilitation", "evidence": "扶着练走路"},
                    {"id": "medication_reminding", "evidence": "一天三顿药我管"},
                ]
            },
        ),
        ("辅食先米粉再菜泥果泥，过敏了就停三天", "skills", {"declined_skills": None}),
    ],
)
def test_an_ability_keeps_its_scope(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, expected: dict[str, Any]
) -> None:
    made = profile(text, asking)
    assert {key: made.get(key) for key in expected} == expected


@pytest.mark.parametrize("text", ["打胰岛素还是请护士来吧", "吸痰这种事交给护士", "西餐就别指望我了"])
def test_a_task_handed_to_somebody_else_is_no_skill(profile: Callable[..., dict[str, Any]], text: str) -> None:
    assert not profile(text, "skills").get("skills")


@pytest.mark.parametrize("text", ["辅导作业就别找我了", "换药不归我管", "作业我辅导不来", "除了不会开车别的都行"])
def test_a_task_she_turns_away_is_declined(profile: Callable[..., dict[str, Any]], text: str) -> None:
    made = profile(text, "skills")
    assert made.get("declined_skills")
    assert not made.get("skills")


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("周末要双休，要陪孩子写作业", "schedule"),
        ("晚上六点得回去，要给老公做饭", "schedule"),
        ("等我把孙子送去学校再说", "availability"),
        ("血压有点高，活太重的不接", "salary"),
        ("血糖有点高在吃药", "health"),
    ],
)
def test_errands_and_ailments_of_her_own_are_no_skills(
    profile: Callable[..., dict[str, Any]], text: str, asking: str
) -> None:
    assert not profile(text, asking).get("skills")


@pytest.mark.parametrize(
    ("text", "asking", "ids"),
    [
        ("住家保姆，做饭打扫接孩子，一个月六千", None, {"cooking", "daily_cleaning", "school_run"}),
        ("保姆，兼带接送孩子", "job", {"school_run"}),
        ("做了十年月嫂，双胞胎十来对", None, {"twins_care"}),
        ("我表姐是月嫂，拍嗝抚触洗澡", None, set()),
    ],
)
def test_tasks_listed_beside_her_job_are_hers(
    profile: Callable[..., dict[str, Any]], text: str, asking: str | None, ids: set[str]
) -> None:
    assert {skill["id"] for skill in profile(text, asking).get("skills") or []} == ids


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("给外孙做过辅食，别的没有", "complementary_food"),
        ("翻身拍背是在我自己老爹身上练出来的", "turning_and_back_patting"),
    ],
)
def test_what_was_learned_on_her_own_people_is_informal(
    profile: Callable[..., dict[str, Any]], text: str, skill: str
) -> None:
    assert [(s["id"], s.get("level")) for s in profile(text, "skills")["skills"]] == [(skill, "informal")]


@pytest.mark.parametrize(
    ("text", "can", "cannot"),
    [
        ("会带娃不会开车", set(), {"driving"}),
        ("鼻饲吸痰都会就是打针不行", {"nasal_feeding", "tracheostomy_and_suction"}, {"insulin_injection"}),
        ("鼻饲的都照顾过没有证", {"nasal_feeding"}, set()),
        ("早教这块我比较擅长辅食也会做", {"early_education", "complementary_food"}, set()),
    ],
)
def test_unpunctuated_verdicts_find_their_task(
    profile: Callable[..., dict[str, Any]], text: str, can: set[str], cannot: set[str]
) -> None:
    made = profile(text, "skills")
    assert {s["id"] for s in made.get("skills") or []} == can
    assert set(made.get("declined_skills") or []) == cannot


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("带孩子可以，做饭我不管", {"cooking_duty": False}),
        ("带娃就是带娃，打扫我不干", {"housework_duty": False}),
        ("我不会做饭", {}),
    ],
)
def test_a_task_turned_down_beside_the_post_is_a_condition_of_it(
    profile: Callable[..., dict[str, Any]], text: str, declined: dict[str, bool]
) -> None:
    made = profile(text, "preferences")
    duties = {key: value for key, value in (made.get("preferences") or {}).items() if key.endswith("_duty")}
    assert duties == declined
    assert bool(made.get("declined_skills")) is not bool(declined)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("我做月子餐从不放味精", "confinement_meals"),
        ("羊绒不能直接烫，我懂", "garment_care"),
        ("陪老人打麻将不算技能吧", "elder_companionship"),
        ("喂流食不会呛", "feeding_assistance"),
    ],
)
def test_how_a_task_is_done_denies_nothing(profile: Callable[..., dict[str, Any]], text: str, skill: str) -> None:
    assert skill not in (profile(text, "skills").get("declined_skills") or [])
