"""What the vocabulary hears in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.vocabulary import KINDS, vocabulary

words = vocabulary()


def heard(text: str, kind: str, language: str = "zh") -> list[str]:
    """Ids of one kind in order of speech."""
    return [match.id for match in words.find(text, language, {kind})]


@pytest.mark.parametrize(
    ("said", "job"),
    [
        ("我是做月嫂的", "maternity_nurse"),
        ("月子阿姨干了三年", "maternity_nurse"),
        ("住家育儿嫂", "childcare_nanny"),
        ("就是给人带娃的", "childcare_nanny"),
        ("看孩子", "childcare_nanny"),
        ("我湊仔都得", "childcare_nanny"),
        ("带奶娃我在行", "childcare_nanny"),
        ("引娃、经管娃都行", "childcare_nanny"),
        ("找个住家保姆的活", "housekeeper"),
        ("阿姨做家务的那种", "housekeeper"),
        ("小时工也行", "hourly_helper"),
        ("烧饭阿姨", "cook"),
        ("保洁", "cleaner"),
        ("执屋我识", "cleaner"),
        ("伺候老人", "elderly_carer"),
        ("护工干了五年", "patient_carer"),
        ("在医院陪床的", "patient_carer"),
        ("陪诊", "medical_companion"),
        ("催乳师", "lactation_consultant"),
        ("整理收纳", "organizer"),
        ("洗家电的", "appliance_cleaner"),
        ("上门喂猫", "pet_sitter"),
        ("陪老人聊天", "companion"),
        ("做家教", "tutor_companion"),
        ("别墅管家", "butler"),
        ("我做嘅係陪月員", "maternity_nurse"),
    ],
)
def test_every_job_is_known_by_the_names_people_use(said: str, job: str) -> None:
    assert job in heard(said, "jobs")


@pytest.mark.parametrize(
    ("said", "job"),
    [
        ("I've worked as a confinement nanny", "maternity_nurse"),
        ("I'm a nanny, mostly for expats", "childcare_nanny"),
        ("I did babysitting", "childcare_nanny"),
        ("Live-in housekeepers", "housekeeper"),
        ("part-time ayi", "hourly_helper"),
        ("private chef", "cook"),
        ("I take care of the elderly", "elderly_carer"),
        ("nursing assistant in a hospital", "patient_carer"),
        ("dog walker", "pet_sitter"),
        ("I was a Butler", "butler"),
    ],
)
def test_jobs_are_known_in_english_too(said: str, job: str) -> None:
    assert job in heard(said, "jobs", "en")


def test_the_longest_form_wins_and_matches_do_not_overlap_within_a_kind() -> None:
    assert heard("医院护工", "jobs") == ["patient_carer"]
    assert heard("做饭阿姨", "jobs") == ["cook"]
    assert heard("宠物保姆", "jobs") == ["pet_sitter"]
    assert heard("高级技师", "certificate_levels") == ["senior_technician"]


def test_kinds_may_overlap_each_other() -> None:
    kinds = {match.kind for match in words.find("住家育儿嫂", "zh")}
    assert {"jobs", "work_modes"} <= kinds


def test_two_jobs_close_together_are_two_jobs() -> None:
    assert heard("月嫂三年，育儿嫂五年", "jobs") == ["maternity_nurse", "childcare_nanny"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("他们家开的是保姆车", "jobs"),
        ("那家人有低血压", "skills"),
        ("孩子上小学的时候", "education"),
        ("每天晚上都累", "pay_units"),
        ("带三个月的宝宝", "pay_units"),
        ("人家是五星级酒店", "certificate_levels"),
    ],
)
def test_a_form_inside_another_word_is_not_heard(said: str, kind: str) -> None:
    assert heard(said, kind) == []


def test_describing_work_is_only_a_hint_of_a_job_while_its_name_is_not() -> None:
    [described] = words.find("在家看孩子", "zh", {"jobs"})
    [named] = words.find("我是育儿嫂", "zh", {"jobs"})
    assert (described.hint, named.hint) == (True, False)


@pytest.mark.parametrize(
    ("said", "skill"),
    [
        ("拍嗝", "burping"),
        ("做被动操", "passive_exercise"),
        ("抚触排气操都会", "infant_massage"),
        ("做辅食", "complementary_food"),
        ("催奶通乳", "lactation_support"),
        ("打胰岛素我不敢", "insulin_injection"),
        ("量血压", "blood_pressure"),
        ("测血糖", "blood_glucose"),
        ("翻身拍背", "turning_and_back_patting"),
        ("插胃管的我护理过", "nasal_feeding"),
        ("接送孩子", "school_run"),
        ("擦玻璃", "glass_cleaning"),
        ("开车", "driving"),
        ("双胞胎没少带", "twins_care"),
        ("剖腹产的宝妈", "c_section_care"),
        ("看黄疸", "jaundice_watching"),
        ("做月子餐", "confinement_meals"),
        ("褥疮", "pressure_sore_prevention"),
        ("熨衣服", "ironing"),
        ("老人糊涂，老年痴呆那种", "dementia_care"),
        ("照顾过脑梗的大爷", "stroke_care"),
        ("挂号取药", "hospital_registration"),
        ("可以煲老火汤", "soup_making"),
        ("带睡", "infant_sleep"),
        ("戒尿布", "potty_training"),
    ],
)
def test_skills_are_heard_in_everyday_words(said: str, skill: str) -> None:
    assert skill in heard(said, "skills")


def test_every_skill_of_the_wire_format_exists_and_knows_its_jobs() -> None:
    wire = (
        "infant_bathing infant_massage burping complementary_food confinement_meals lactation_support sleep_training "
        "early_education premature_care turning_and_back_patting nasal_feeding catheter_care blood_pressure "
        "blood_glucose insulin_injection dementia_care glass_cleaning deep_cleaning range_hood_cleaning organizing "
        "driving school_run pet_care english_tutoring"
    )
    for skill in wire.split():
        assert words.term("skills", skill).extra["jobs"]


@pytest.mark.parametrize(
    ("kind", "wire"),
    [
        (
            "jobs",
            (
                "maternity_nurse childcare_nanny housekeeper hourly_helper cook cleaner elderly_carer patient_carer "
                "medical_companion lactation_consultant organizer appliance_cleaner pet_sitter companion butler "
                "tutor_companion"
            ),
        ),
        ("work_modes", "live_in live_out hourly night hospital_24h"),
        ("pay_units", "month 26_days day hour visit 42_days"),
        (
            "certificates",
            (
                "maternity_care infant_care lactation elderly_care domestic_service nutrition first_aid "
                "early_education massage cook medical_care driving"
            ),
        ),
        ("education", "none primary junior_high senior_high vocational college bachelor_up"),
        ("language_levels", "native fluent some weak"),
        ("skill_levels", "good some weak informal"),
    ],
)
def test_the_ids_of_the_wire_format_are_all_there_and_no_others(kind: str, wire: str) -> None:
    assert {term.id for term in words.terms(kind)} == set(wire.split())


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("我有月嫂证", "maternity_care"),
        ("育婴师证", "infant_care"),
        ("催乳师证", "lactation"),
        ("养老护理员证", "elderly_care"),
        ("驾照有", "driving"),
        ("护士证", "medical_care"),
        ("小儿推拿证", "massage"),
        ("红十字救护员证", "first_aid"),
        ("公共营养师", "nutrition"),
    ],
)
def test_certificates_by_kind(said: str, kind: str) -> None:
    assert heard(said, "certificates") == [kind]


def test_the_health_certificate_is_no_certificate() -> None:
    assert heard("健康证刚办的", "certificates") == []
    assert heard("健康证刚办的", "health_certificate") == ["health_certificate"]


def test_a_firm_rank_is_marked_as_invented_and_a_skill_level_is_not() -> None:
    [gold] = words.find("金牌月嫂", "zh", {"certificate_levels"})
    [senior] = words.find("高级的", "zh", {"certificate_levels"})
    assert words.term("certificate_levels", gold.id).extra["invented"] is True
    assert "invented" not in words.term("certificate_levels", senior.id).extra
    assert words.term("certificate_levels", senior.id).extra["value"] == "高级"


def test_live_in_needs_its_hyphen_or_a_job_beside_it() -> None:
    [certain] = words.find("a live-in job", "en", {"work_modes"})
    [doubtful] = words.find("I live in Beijing", "en", {"work_modes"})
    assert (certain.id, certain.hint) == ("live_in", False)
    assert (doubtful.id, doubtful.hint) == ("live_in", True)


def test_not_living_in_is_its_own_mode() -> None:
    assert heard("不住家，早出晚归", "work_modes") == ["live_out", "live_out"]
    assert heard("住家唔住得", "work_modes") == ["live_out"]


def test_languages_and_their_levels() -> None:
    assert heard("河南话、白话、English都会一点", "languages") == ["henanese", "cantonese", "english"]
    assert heard("普通话说得不标准", "language_levels") == ["weak"]


def test_english_words_are_whole_words_in_any_case_and_number() -> None:
    assert heard("TWINS and a Premature Baby", "skills", "en") == ["twins_care", "premature_care"]
    assert heard("cookery scatter", "preferences", "en") == []


def test_english_words_are_heard_in_chinese_and_the_reverse() -> None:
    assert heard("我会做western food", "cuisines") == ["western"]
    assert heard("I can do 川菜", "cuisines", "en") == ["sichuan"]


def test_kin_say_whose_care_it_was() -> None:
    [match] = words.find("我婆婆瘫了四年", "zh", {"family_relations"})
    assert match.form == "我婆婆"
    assert words.term("family_relations", match.id).extra["circle"] == "own"


def test_zodiac_counts_from_the_rat() -> None:
    [goat] = words.find("我属羊的", "zh", {"zodiac"})
    assert words.term("zodiac", goat.id).extra["index"] == (1979 - 4) % 12


@given(st.text(max_size=60) | st.text(alphabet="月嫂带孩子做饭属羊住家 live-in cook's", max_size=60))
def test_every_match_is_where_it_says_and_matches_of_a_kind_never_overlap(text: str) -> None:
    for kind in KINDS:
        end = 0
        for match in words.find(text, "zh", {kind}):
            assert end <= match.start < match.end <= len(text)
            end = match.end
            assert words.term(kind, match.id).kind == kind


@given(st.text(max_size=30))
def test_asking_for_one_kind_hears_what_asking_for_all_hears(text: str) -> None:
    everything = words.find(text, "zh")
    for kind in KINDS:
        assert words.find(text, "zh", [kind]) == [match for match in everything if match.kind == kind]


def test_labels_in_both_languages_and_an_unknown_id() -> None:
    assert words.label("jobs", "childcare_nanny", "zh") == "育儿嫂"
    assert words.label("jobs", "childcare_nanny", "en") == "Nanny"
    with pytest.raises(KeyError):
        words.term("jobs", "astronaut")
    with pytest.raises(KeyError):
        words.terms("astronauts")
