"""Skills and languages: how well, whose, and what a word beside them really denies."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i can drive automatic car only not manual", [("skills", {"id": "driving"})]),
        (
            "can do windows and the oven, no ladder work",
            [("skills", "glass_cleaning"), ("skills", "fridge_and_heater_cleaning")],
        ),
        ("ironing simple soup", [("skills", "ironing"), ("skills", {"id": "soup_making", "level": "weak"})]),
        (
            "gardening a little bit and sewing no",
            [("skills", {"id": "plant_care", "level": "weak"}), ("not skills", "garment_care")],
        ),
        ("massage of breast", [("skills", "lactation_support")]),
        ("i can use the oven and dishwasher", []),
        ("I don't like to cook but I can", [("skills", "cooking")]),
        ("would love to learn baking", []),
        ("I can drive, actually no I can't", [("not skills", "driving")]),
        ("before I could sew, now my eyes no good", []),
        ("I have watched the nurse do insulin but my hand never did", [("not skills", "insulin_injection")]),
        ("the aircon filter I wash, the plants I kill", [("skills", "air_conditioner_cleaning")]),
        ("newborns, I feed them", [("skills", "newborn_care"), ("skills", "bottle_feeding")]),
        ("washing, ironing, mopping", [("skills", "laundry"), ("skills", "ironing"), ("skills", "daily_cleaning")]),
        ("i sit with her and we go round the garden", [("skills", "elder_companionship")]),
        (
            "I know old people: pressure sores, diapers",
            [("skills", "pressure_sore_prevention"), ("skills", "toileting_assistance")],
        ),
        ("I also manage the other two helpers", [("skills", "staff_management")]),
        (
            "I help her stand, windows after painting cleaning",
            [("skills", "transfer"), ("skills", "glass_cleaning"), ("skills", "post_renovation_cleaning")],
        ),
        (
            "nursed my husband two years, wheelchair, medicines",
            [("skills", {"id": name, "level": "informal"}) for name in ("transfer", "medication_reminding")],
        ),
        ("My friend said write that I can drive. I can't do it", [("not skills", "driving")]),
        ("CPR I learned but never used", [("skills", "infant_first_aid")]),
        ("I cook for ten people every Sunday", [("skills", "cooking")]),
        ("Breastfeeding support I leave to the lactation lady", [("not skills", "lactation_support")]),
        ("the old man was heavy, I lifted him every day", [("skills", "transfer")]),
        ("massage I have done for my father", [("skills", {"id": "massage_relaxation", "level": "informal"})]),
        ("computer? My son set up the phone for me", []),
        ("I was never trained but I bathed two hundred babies", [("skills", "infant_bathing")]),
        ("I couldn't say I don't like cooking", [("skills", "cooking")]),
        ("can't do: injections, driving", [("not skills", "insulin_injection"), ("not skills", "driving")]),
        (
            "cleaning aircon, washing machine inside",
            [("skills", "air_conditioner_cleaning"), ("skills", "washing_machine_cleaning")],
        ),
        ("I wouldn't trust myself with medicines", [("not skills", "medication_reminding")]),
        ("walk two dogs, feed one parrot", [("skills", "pet_care")]),
        ("I'd love to drive but failed the test twice", []),
        ("I am learning to drive", []),
        ("massage chair they had, my blood pressure is high", []),
        ("not too bad at cooking", [("skills", "cooking")]),
        ("I do not have a licence so no driving", [("not skills", "driving")]),
        ("I turn him, feed him", [("skills", "turning_and_back_patting"), ("skills", "feeding_assistance")]),
    ],
)
def test_skills(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    whole = [(name, {"id": value} if isinstance(value, str) else value) for name, value in expected]
    assert said(text, "skills") == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English good, Chinese small small", [("english", "fluent"), ("mandarin", "weak")]),
        ("I understand English but can't speak", [("english", "weak")]),
        ("used to know some Japanese", []),
        ("chinese i understand but speaking not good", [("mandarin", "weak")]),
        ("I read Chinese menu but talking not good", [("mandarin", "weak")]),
        ("Chinese only hello thank you", [("mandarin", "weak")]),
        ("Mandarin every day with my boss, so it is good now", [("mandarin", "fluent")]),
        ("I learn Chinese on the phone app", [("mandarin", "weak")]),
        ("Chinese HSK 4, French A2, Mandarin small", [("mandarin", "some"), ("french", "weak"), ("mandarin", "weak")]),
        ("the English I am typing is my daughter", []),
        ("English I'm ashamed of", [("english", "weak")]),
        ("My mother tongue is Tagalog", [("tagalog", "native")]),
        ("I speak Mandarin badly", [("mandarin", "weak")]),
        ("I watch Korean drama", []),
        ("I can't read Chinese but speaking is no problem", [("mandarin", "fluent")]),
        ("Chinese I am at lesson three", [("mandarin", "weak")]),
        ("English near native", [("english", "fluent")]),
        ("Chinese I only know swear words and numbers from the kids", [("mandarin", "weak")]),
        ("My boss says my Mandarin is good", [("mandarin", "fluent")]),
        ("I can't speak English but I can understand", [("english", "weak")]),
        ("I don't speak much English", [("english", "weak")]),
        ("Cantonese listening only", [("cantonese", "some")]),
        ("Bangla and Hindi fluent", [("bengali", "fluent"), ("hindi", "fluent")]),
        ("Urdu mother tongue, Punjabi same same", [("urdu", "native"), ("punjabi", "native")]),
        ("a bit of Arabic once but it's all gone", []),
    ],
)
def test_languages(said: Said, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(value["id"], value["level"]) for _, value in said(text, "languages")] == expected


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("I don't see why not", [True]),
        ("if needed ok", [True]),
        ("you may", [True]),
        ("not now", []),
        ("Never, it's private", [False]),
    ],
)
def test_consent_to_a_check(said: Said, text: str, given: list[bool]) -> None:
    assert [value for field, value in said(text, "background") if field == "background_check_consent"] == given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if family smoke inside I go", [("preferences", {"smokers": False})]),
        ("dogs ok, cats no allergy", [("preferences", {"dogs": True}), ("preferences", {"cats": False})]),
        ("I don't want cameras in my room", []),
        ("who smokes indoors can find someone else", [("preferences", {"smokers": False})]),
        ("without my own room I won't come", [("preferences", {"own_room": True})]),
        ("I haven't anything against cameras", [("preferences", {"cameras": True})]),
        ("big villas tire me out", [("preferences", {"large_home": False})]),
        ("I'm not one for night feeds", [("preferences", {"night_care": False})]),
        ("Sundays are for church, other days take what you like", []),
        ("three floors, too many stairs for my knees", [("preferences", {"stairs": False})]),
    ],
)
def test_conditions(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "preferences") == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [("I want two off days a week", 8), ("5 days work, weekend rest", 8), ("I don't work Saturdays", 4)],
)
def test_days_off(said: Said, text: str, days: int) -> None:
    assert ("rest_days_per_month", {"min": days, "max": days}) in said(text, "schedule")


def test_languages_named_in_a_row_are_hers_where_nothing_was_asked(said: Said) -> None:
    row = "I'm Purnima from Kathmandu, carer. Nepali Hindi English all good"
    assert [value for field, value in said(row) if field == "languages"] == [
        {"id": name, "level": "fluent"} for name in ("nepali", "hindi", "english")
    ]
    listed = "Maria, nanny, cook. Nepali, Hindi, English all fluent, Mandarin for taxi only"
    levels = {value["id"]: value["level"] for field, value in said(listed) if field == "languages"}
    assert levels == {"nepali": "fluent", "hindi": "fluent", "english": "fluent", "mandarin": "weak"}
    assert "languages" not in dict(said("Filipino, 34, nanny for six years, live in"))
    assert [v["id"] for f, v in said("Maria, Filipino, English fluent, nanny, cook") if f == "languages"] == ["english"]


def test_a_list_under_its_heading(said: Said) -> None:
    form = "Name: Lan. Job: nanny. Skills: cleaning, ironing. Languages: English, Thai"
    assert [value["id"] for field, value in said(form) if field == "skills"] == ["daily_cleaning", "ironing"]
    assert [value["id"] for field, value in said(form) if field == "languages"] == ["english", "thai"]
    assert [value for field, value in said(form) if field == "jobs"] == ["childcare_nanny"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dog is ok, cat I get rash", {"dogs": True, "cats": False}),
        ("My last family smoked all day, I got sick from that. Not again", {"smokers": False}),
        ("no camera in my room, living room no matter", {"cameras": True}),
        ("I would never say no to twins", {"twins": True}),
        ("not that I'm afraid of dogs", {"dogs": True}),
        ("I don't want to share room with grandpa, own small room is enough", {"share_room": False, "own_room": True}),
        ("Sundays I go to church", {}),
        ("I'd rather not have cameras but if it's the rule, fine", {"cameras": True}),
        ("too old for stairs", {"stairs": False}),
        ("they can have cameras", {"cameras": True}),
        (
            "I don't mind elderly people in the house as long as they don't smoke",
            {"elderly_at_home": True, "smokers": False},
        ),
        ("I have worked in villas but now I want less", {}),
        ("I don't like it when the boss has a dog on the sofa", {"dogs": False}),
        ("I left my twins with my mother", {}),
        ("You think I'm too old for twins? I'm not", {"twins": True}),
        ("my religion: no pork, no alcohol in cooking", {"pork_free_kitchen": True}),
        ("no smoking from me, no drinking", {}),
        ("I don't dislike dogs", {"dogs": True}),
        ("I am not scared of dogs, only of snakes", {"dogs": True}),
        ("I've never had problems with dogs", {"dogs": True}),
        ("my asthma is from cats", {"cats": False}),
        ("I won't work in a house with smokers unless they smoke outside", {"smokers": False}),
        ("no own room no work", {"own_room": True}),
        ("weekends are for my family", {}),
        ("housework is fine", {"housework_duty": True}),
        ("reading contracts is hard for me", {}),
        ("hospital patients with infection I'm scared", {"infectious_patients": False}),
        ("My agent says I must accept cameras. I don't want them", {"cameras": False}),
        ("I can't sleep in same room with the baby, I snore", {"share_room": False}),
        ("weekend work ok with extra pay", {"weekends": True}),
        ("please no cats in the bedroom, in the house okay", {"cats": True}),
        ("no cats on the bed, otherwise I like them", {}),
        ("two helpers in one house always fight", {"other_helpers": False}),
        ("I don't drink, don't smoke, don't gamble", {}),
        ("work over Chinese New Year yes if double pay", {"holidays": True, "holiday_pay": True}),
        ("old people who can't walk I take, dogs that bite no", {"elderly_at_home": True, "dogs": False}),
        ("Doesn't matter foreigner or Chinese", {"foreign_family": True}),
        ("weekends I can work if they pay", {"weekends": True}),
        ("I don't mind cameras, but nobody smoking indoors", {"cameras": True, "smokers": False}),
    ],
)
def test_what_she_accepts(said: Said, text: str, expected: dict[str, bool]) -> None:
    told = [value for field, value in said(text, "preferences") if field == "preferences"]
    assert {name: wish for value in told for name, wish in value.items()} == expected


def test_not_babies_but_children_is_no_refusal_of_children(said: Said) -> None:
    told = [("preferences", {"infants": False}), ("jobs", "childcare_nanny")]
    assert said("Not babies any more. Children from three up", "job") == told


def test_a_certificate_not_finished_is_none_and_a_paper_of_a_course_is_one(said: Said) -> None:
    assert said("the first aid one I did not finish", "certificates") == []
    assert said("only the paper from the 7-day nanny course", "certificates") == [
        ("certificates", {"kind": "infant_care"})
    ]


def test_sorry_for_what_she_lacks_takes_nothing_back(said: Said) -> None:
    told = [("not languages", {"id": "mandarin"}), ("languages", {"id": "english"})]
    assert said("no chinese ma'am, sorry. english only", "languages")[:2] == told


def test_the_level_alone_before_its_certificate(said: Said) -> None:
    assert said("not the intermediate, only junior, elderly care", "certificates") == [
        ("certificates", {"kind": "elderly_care", "level": "初级"})
    ]


def test_not_thai_but_lao(said: Said) -> None:
    told = [("not languages", {"id": "thai"}), ("languages", {"id": "lao"})]
    assert said("Not Thai, Lao. People always mix", "languages") == told


def test_a_language_not_yet_spoken_is_none(said: Said) -> None:
    assert said("Mandarin not yet", "languages") == [("not languages", {"id": "mandarin"})]


def test_a_habit_declines_no_task(said: Said) -> None:
    told = said("I never leave a child alone in the bath", "anything_else")
    assert told == [("strengths", "I never leave a child alone in the bath")]


def test_whom_she_cares_for_tells_a_skill_beside_the_job(said: Said) -> None:
    told = said("I take care of elderly with dementia, two families so far")
    assert ("jobs", "elderly_carer") in told
    assert ("skills", {"id": "dementia_care"}) in told


def test_no_more_of_a_job_declines_it(said: Said) -> None:
    assert said("no more nanny, only cooking", "job") == [("not jobs", "childcare_nanny"), ("jobs", "cook")]


def test_what_she_does_is_told_by_who_writes_for_her(said: Said) -> None:
    told = dict(said("I am Mrs Wu, I write for my aunt, she cared for patients twelve years, 280 per day"))
    assert told["years_experience"] == {"min": 12, "max": 12}
    assert told["expected_salary"] == {"min": 280, "max": 280, "unit": "day"}
    assert "name" not in told


def test_cooking_told_by_its_kinds(said: Said) -> None:
    told = [value for field, value in said("Nanny, live in. I cook Thai and French. Dogs fine.") if field == "cuisines"]
    assert told == ["southeast_asian", "western"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("caregiving nc2 only ma'am", ["elderly_care"]),
        ("certificate in caregiving, NC II level", ["elderly_care"]),
        ("NC II in housekeeping and NC II in cookery", ["domestic_service", "cook"]),
        ("NC II", ["domestic_service"]),
        ("no certificate yet, planning elderly care", []),
    ],
)
def test_a_scheme_and_its_subject_are_one_certificate(said: Said, text: str, kinds: list[str]) -> None:
    assert [value["kind"] for _, value in said(text, "certificates")] == kinds


def test_a_level_between_two_certificates_is_that_of_the_first(said: Said) -> None:
    assert said("infant care level 4 and cooking", "certificates") == [
        ("certificates", {"kind": "infant_care", "level": "四级"}),
        ("certificates", {"kind": "cook"}),
    ]


@pytest.mark.parametrize(("text", "mode"), [("Out. I have my room in Jiading", "live_out"), ("in please", "live_in")])
def test_in_and_out_alone(said: Said, text: str, mode: str) -> None:
    assert ("work_modes", mode) in said(text, "work_mode")


def test_a_length_of_a_course_is_no_day_of_issue(said: Said) -> None:
    told = [("certificates", {"kind": "lactation"})]
    assert said("They gave us all a lactation certificate after two days", "certificates") == told
    assert said("nothing for nanny", "certificates") == [("not certificates", {"kind": "infant_care"})]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("hunan hua and putonghua", ["hunanese", "mandarin"]),
        ("Wenzhou talk no one understands", ["wu"]),
        ("Dong and Bouyei, I got both", ["kam", "bouyei"]),
        ("Lisu at home, Bai with his side", ["lisu", "bai"]),
        ("my name is Feng Yi, Mandarin", ["mandarin"]),
    ],
)
def test_dialects_and_small_languages(said: Said, text: str, spoken: list[str]) -> None:
    assert [value["id"] for field, value in said(text, "languages") if field == "languages"] == spoken


@pytest.mark.parametrize(
    ("text", "asking", "cuisines"),
    [
        ("donkey burger, Hebei taste", "skills", {"hebei"}),
        ("hot dry noodle and lotus root soup", "skills", {"hubei"}),
        ("zhajiangmian like home", "skills", {"beijing"}),
        ("Kaifeng, good soup dumplings", "hometown", set()),
        ("we eat cold noodles there", "hometown", set()),
        ("winter solstice we eat dumplings with them, after that ok", "availability", set()),
    ],
)
def test_dishes_stand_for_a_cuisine_where_she_cooks_them(
    said: Said, text: str, asking: str, cuisines: set[str]
) -> None:
    assert {value for field, value in said(text, asking) if field == "cuisines"} == cuisines


@pytest.mark.parametrize(
    ("text", "asking", "absent"),
    [
        ("I'm turning the big five-oh in May", "age", "turning_and_back_patting"),
        ("char siu from the oven", "skills", "fridge_and_heater_cleaning"),
        ("write the week on the fridge", "skills", "fridge_and_heater_cleaning"),
        ("queue at the medicine window", "skills", "glass_cleaning"),
        ("birthday cakes with cream flowers", "skills", "plant_care"),
        ("spoon, then cleaning him", "skills", "daily_cleaning"),
    ],
)
def test_words_that_are_no_task_here(said: Said, text: str, asking: str, absent: str) -> None:
    assert absent not in [value["id"] for field, value in said(text, asking) if field == "skills"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("suction machine only watched", ("not skills", {"id": "tracheostomy_and_suction"})),
        ("for old people: nails, shaving, washing, dressing", ("skills", {"id": "bath_assistance"})),
        ("washing, cooking, cleaning", ("skills", {"id": "laundry"})),
        ("I sit with her and talk", ("skills", {"id": "elder_companionship"})),
    ],
)
def test_what_was_only_seen_and_whom_it_is_done_for(said: Said, text: str, claim: tuple[str, Any]) -> None:
    assert claim in said(text, "skills")


def test_company_kept_with_a_child_is_none_of_the_old(said: Said) -> None:
    told = said("the girl was afraid, I sat with her two weeks", "skills")
    assert ("skills", {"id": "elder_companionship"}) not in told
