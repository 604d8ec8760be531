"""Families of everyday wordings: whole constructions, with the sentences beside them where they must not be read."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.understanding.reading import Act

from .conftest import Read, Said


def years(low: float, high: float | None = None) -> dict[str, float]:
    """A number of years, or a range of them."""
    return {"min": low, "max": low if high is None else high}


def by_job(job: str, number: float) -> tuple[str, dict[str, Any]]:
    """So many years in one job."""
    return ("experience_by_job", {"job": job, **years(number)})


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("I look after old people", "elderly_carer"),
        ("mostly old folks", "elderly_carer"),
        ("take care of one grandma", "elderly_carer"),
        ("babies and toddlers mainly", "childcare_nanny"),
        ("sitting with patients in hospital", "patient_carer"),
        ("helping new mothers after birth", "maternity_nurse"),
        ("I clean offices and shops", "cleaner"),
        ("I cook for a family, two meals a day", "cook"),
    ],
)
def test_a_job_told_by_its_verb_or_by_whom_it_cares_for(said: Said, text: str, job: str) -> None:
    assert said(text, "job") == [("jobs", job)]


@pytest.mark.parametrize("text", ["anything except babies", "no kids please", "I don't do kids"])
def test_people_she_will_not_care_for_are_a_declined_job(said: Said, text: str) -> None:
    assert said(text, "job") == [("not jobs", "childcare_nanny")]


@pytest.mark.parametrize(
    "text", ["My sister looks after old people", "I care for my mother at home", "do you need a nanny?"]
)
def test_care_by_others_or_for_her_own_family_is_no_job(said: Said, text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "two years with old folks and three with toddlers",
            [by_job("elderly_carer", 2), by_job("childcare_nanny", 3)],
        ),
        ("in total eleven years, six in Hong Kong", [("years_experience", years(11))]),
        ("Four years in Hong Kong then seven in Guangzhou", [("years_experience", years(11))]),
        ("ten months, not even a year", [("years_experience", years(0.83))]),
        ("seven, maybe eight years", [("years_experience", years(7, 8))]),
        ("nine going on ten", [("years_experience", years(9))]),
        ("been doing this since two thousand fifteen", [("years_experience", years(11))]),
        ("I worked in a factory for ten years", []),
        ("My aunt did it twenty years, me only three", [("years_experience", years(3))]),
        ("I said four years but it's five", [("years_experience", years(5))]),
    ],
)
def test_years_told_in_several_figures(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "experience") == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("this is maria", "Maria"),
        ("Rosalie, Rosalie Bautista", "Rosalie Bautista"),
        ("my daughter is Lily, I'm Xiuying, Zhou Xiuying", "Zhou Xiuying"),
        ("Wang Guilan is my name", "Wang Guilan"),
        ("write Zhang Cuihua please", "Zhang Cuihua"),
        ("name Lin Xiuzhen", "Lin Xiuzhen"),
    ],
)
def test_names_as_people_give_them(said: Said, text: str, name: str) -> None:
    assert said(text, "name") == [("name", name)]


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("No names for now please", "name"),
        ("can we leave my name out for now", "name"),
        ("I'd rather you didn't ask that", "age"),
        ("I will tell you my name later", "name"),
        ("a lady never tells", "age"),
    ],
)
def test_refusals_in_many_words(read: Read, text: str, asking: str) -> None:
    reading = read(text, asking)
    assert reading.does(Act.REFUSE)
    assert [(fact.field, fact.value, fact.status) for fact in reading.facts] == [(asking, None, "refused")]


def test_what_she_will_not_share_is_no_refusal_to_answer(read: Read) -> None:
    assert not read("I don't want to share a room", "preferences").does(Act.REFUSE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cats make me sneeze", {"cats": False}),
        ("cameras don't bother me", {"cameras": True}),
        ("cameras bother me", {"cameras": False}),
        ("I don't care about cameras", {"cameras": True}),
        ("heavy lifting hurts my back", {"heavy_lifting": False}),
        ("I'd rather not have cameras", {"cameras": False}),
    ],
)
def test_preferences_whose_sign_is_turned(said: Said, text: str, expected: dict[str, bool]) -> None:
    assert said(text, "preferences") == [("preferences", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("feeding, turning and bathing", ["feeding_assistance", "turning_and_back_patting", "bath_assistance"]),
        ("bathe newborns, burping, massage", ["infant_bathing", "burping", "infant_massage"]),
    ],
)
def test_one_word_means_another_skill_beside_babies_than_beside_elders(
    said: Said, text: str, expected: list[str]
) -> None:
    assert [value["id"] for field, value in said(text, "skills") if field == "skills"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I can cook Hunan and Sichuan dishes but not Cantonese", ["hunan", "sichuan", "not cantonese"]),
        ("I cook Filipino food and a little Chinese", ["southeast_asian", "chinese"]),
        ("Chinese and Western food", ["chinese", "western"]),
    ],
)
def test_cuisines_that_share_one_food(said: Said, text: str, expected: list[str]) -> None:
    told = [(field, value) for field, value in said(text, "skills") if field != "skills"]
    assert [("not " if field.startswith("not") else "") + value for field, value in told] == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("eleven thousand for twenty-six days", 11000, 11000, "26_days"),
        ("they gave me 8, I want 9", 9000, 9000, "month"),
        ("nine or ten", 9000, 10000, "month"),
        ("before 7000, now 8000", 8000, 8000, "month"),
        ("7,000 is too low, I want 8,500", 8500, 8500, "month"),
        ("eight and half thousand", 8500, 8500, "month"),
        ("300 a night", 300, 300, "day"),
    ],
)
def test_pay_said_in_short_and_against_what_was_paid(said: Said, text: str, low: int, high: int, unit: str) -> None:
    assert said(text, "salary") == [("expected_salary", {"min": low, "max": high, "unit": unit})]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I fly in on Tuesday, so from Wednesday", "2026-11-25"),
        ("from Monday the 30th", "2026-11-30"),
        ("on the first", "2026-12-01"),
        ("not this week, next week", "2026-11-23"),
        ("I can't start this month, next month ok", "2026-12-01"),
        ("my current job ends on December 20th", "2026-12-20"),
    ],
)
def test_the_day_she_starts_among_other_days(said: Said, text: str, day: str) -> None:
    assert said(text, "availability") == [("available_from", day)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Saturday afternoon and Sunday", 6),
        ("6 days work 1 day rest", 4),
        ("all weekends", 8),
        ("four days in a month", 4),
        ("a day off every ten days", 3),
        ("before I had two days off, I want four", 4),
    ],
)
def test_rest_days_told_by_cycle(said: Said, text: str, days: int) -> None:
    assert said(text, "schedule") == [("rest_days_per_month", years(days))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first a year in Dalian, then three years in Tianjin", [(12, "大连"), (36, "天津")]),
        ("one in Hangzhou for three years, one in Ningbo for two", [(36, "杭州"), (24, "宁波")]),
        ("I was with them eighteen months", [(18, None)]),
    ],
)
def test_posts_told_without_calling_them_so(said: Said, text: str, expected: list[tuple[int, str | None]]) -> None:
    posts = [value for field, value in said(text, "history") if field == "work_history"]
    assert [(post["months"], post.get("city")) for post in posts] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nanny not housekeeper", [("jobs", "childcare_nanny"), ("not jobs", "housekeeper")]),
        ("live in ok", [("work_modes", "live_in")]),
        ("my husband doesn't let me live in", [("not work_modes", "live_in")]),
        ("Living in is not a problem", [("work_modes", "live_in")]),
    ],
)
def test_whose_denial_it_is(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    asking = "job" if expected[0][0] == "jobs" else "work_mode"
    assert said(text, asking) == expected


def test_an_unpunctuated_list_of_haves_and_have_nots(said: Said) -> None:
    told = said("can do blood pressure and turning no injection no certificate live in ok cats no", "anything_else")
    assert ("skills", {"id": "turning_and_back_patting"}) in told
    assert ("not skills", {"id": "insulin_injection"}) in told
    assert ("preferences", {"cats": False}) in told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my last was 9000 so 9500 now", {"min": 9500, "max": 9500, "unit": "month"}),
        ("minimum 9, maximum 11 thousand", {"min": 9000, "max": 11000, "unit": "month"}),
        ("eleven would make me happy", {"min": 11000, "max": 11000, "unit": "month"}),
        ("my old rate was 55 an hour, call it 60", {"min": 60, "max": 60, "unit": "hour"}),
        ("I won't come for under 8000", {"min": 8000, "max": None, "unit": "month"}),
        ("fourteen thousand for the forty-two days", {"min": 14000, "max": 14000, "unit": "42_days"}),
        ("8 thou", {"min": 8000, "max": 8000, "unit": "month"}),
    ],
)
def test_what_she_asks_beside_what_she_got(said: Said, text: str, value: dict[str, Any]) -> None:
    assert said(text, "salary") == [("expected_salary", value)]


@pytest.mark.parametrize(
    ("asking", "text", "expected"),
    [
        ("service_area", "not outside Shenzhen", [("service_areas", "深圳")]),
        ("service_area", "Changning, no Pudong", [("service_areas", "长宁"), ("not service_areas", "浦东")]),
        ("service_area", "shunyi, haidian is far", [("service_areas", "顺义"), ("not service_areas", "海淀")]),
        ("schedule", "one day in seven", [("rest_days_per_month", years(4))]),
        ("schedule", "no rest the first month, then every Sunday", [("rest_days_per_month", years(4))]),
        ("experience", "on paper five, in truth seven", [("years_experience", years(7))]),
        ("education", "plus two", [("education", "senior_high")]),
        ("location", "Dongguan Changping town", [("location", {"city": "东莞"})]),
        ("work_mode", "live in but weekend I go home", [("work_modes", "live_in")]),
        ("availability", "2 more weeks", [("available_from", "2026-12-06")]),
    ],
)
def test_places_and_times_in_short_answers(said: Said, asking: str, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, asking) == expected


def test_a_line_typed_without_any_pause(said: Said) -> None:
    told = said("li na 52 hubei xiaogan housekeeper 15 years driving licence 8500 to 9000 can start monday")
    home = ("hometown", {"province": "湖北", "city": "孝感"})
    assert told[:4] == [("name", "Li Na"), ("age", 52), home, ("jobs", "housekeeper")]
    assert ("years_experience", years(15)) in told
    assert ("certificates", {"kind": "driving"}) in told
    assert all(value != {"kind": "domestic_service"} for _, value in told)


@pytest.mark.parametrize(
    ("asking", "text", "fact"),
    [
        (None, "Hello ma'am, Marites Dizon here, 41, from Pampanga", ("age", 41)),
        (None, "mary wanjiru kenya 35 nanny 6yrs english no mandarin 12k", ("name", "Mary Wanjiru")),
        (None, "I'm Usha, 29, in Guangzhou Yuexiu since 2022", ("location", {"city": "广州", "district": "越秀"})),
        (
            None,
            "I'm Chen Mei, 50, Zhanjiang, cook. Foshan, Nanhai.",
            ("location", {"city": "佛山", "district": "南海"}),
        ),
        (None, "Liu Yan, organiser. One visit is 600", ("expected_salary", {"min": 600, "max": 600, "unit": "visit"})),
        (None, "59, housekeeper, I don't do nights", ("not work_modes", "night")),
        (None, "I'd like to help an old lady who lives alone", ("jobs", "elderly_carer")),
        ("location", "moved last week from Dongguan to Huizhou", ("location", {"city": "惠州"})),
        ("schedule", "one Sunday in two is enough for me", ("rest_days_per_month", years(2))),
        ("availability", "I fly back on December 2nd, give me three days after", ("available_from", "2026-12-05")),
        ("education", "I left school at twelve", ("education", "primary")),
        ("confirm", "all good but the district, it's Yuhang", ("location", {"city": "杭州", "district": "余杭"})),
    ],
)
def test_one_fact_among_others(said: Said, asking: str | None, text: str, fact: tuple[str, Any]) -> None:
    assert fact in said(text, asking)


def test_work_never_done_is_not_declined(said: Said) -> None:
    assert said("I have not been a nanny before but I raised three little brothers") == []


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("First Qatar, nanny, 2 yrs. Second Qatar again. Third is China, cook", 3),
        ("My first madam taught me everything, my second madam nothing", 2),
        ("My first madam was nice. The first time I cried.", None),
        ("The first year was hard, the second year easy", None),
    ],
)
def test_posts_told_in_their_order(said: Said, text: str, families: int | None) -> None:
    told = dict(said(text, "history")).get("families_served")
    assert told == (None if families is None else {"min": families, "max": families})
