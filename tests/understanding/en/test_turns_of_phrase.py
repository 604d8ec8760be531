"""Everyday turns of phrase: what is taken back, what is denied twice, what only sounds like a yes."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.understanding.reading import Act

from .conftest import Read, Said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tube feeding I've seen done but never done myself", [("not skills", {"id": "nasal_feeding"})]),
        ("suction I only watched the nurses do", []),
        ("Grandma wanted insulin shots but I refused", [("not skills", {"id": "insulin_injection"})]),
        ("driving, nope", [("not skills", {"id": "driving"})]),
        ("I don't just cook, I also iron", [("skills", {"id": "cooking"}), ("skills", {"id": "ironing"})]),
        ("it's not true that I can't iron", [("skills", {"id": "ironing"})]),
        ("Windows I'd rather leave to the professionals", [("not skills", {"id": "glass_cleaning"})]),
        ("I'm hopeless at ironing", [("skills", {"id": "ironing", "level": "weak"})]),
        ("Driving lessons yes, licence not yet", []),
        ("I used to be able to drive but my licence lapsed", []),
    ],
)
def test_skills_denied_or_kept(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "skills") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twins are no bother", [("preferences", {"twins": True})]),
        ("three kids is too many", [("preferences", {"multiple_children": False})]),
        (
            "dogs aren't a problem, cats aren't either",
            [("preferences", {"dogs": True}), ("preferences", {"cats": True})],
        ),
        ("no way would I work for a single man", [("preferences", {"single_person_client": False})]),
    ],
)
def test_conditions_in_idiom(said: Said, text: str, expected: list[tuple[str, Any]]) -> None:
    assert said(text, "preferences") == expected


@pytest.mark.parametrize(
    ("asking", "text", "value"),
    [
        ("experience", "five. Hang on, six, counting this year", {"min": 6, "max": 6}),
        ("experience", "it's not five any more, six since June", {"min": 6, "max": 6}),
        ("experience", "started at 25 and now I'm 41", {"min": 16, "max": 16}),
        ("experience", "a year short of ten", {"min": 9, "max": 9}),
        ("experience", "closer to seven than six", {"min": 6, "max": 7}),
        ("salary", "forget the 8000, 9000", {"min": 9000, "max": 9000, "unit": "month"}),
        ("salary", "seven-five", {"min": 7500, "max": 7500, "unit": "month"}),
        ("salary", "two fifty per visit", {"min": 250, "max": 250, "unit": "visit"}),
        ("salary", "ten-ish thousand a month", {"min": 10000, "max": 10000, "unit": "month"}),
        ("schedule", "one day a fortnight", {"min": 2, "max": 2}),
        ("schedule", "alternate Saturdays and every Sunday", {"min": 6, "max": 6}),
    ],
)
def test_the_figure_meant(said: Said, asking: str, text: str, value: object) -> None:
    figures = {"experience": "years_experience", "salary": "expected_salary", "schedule": "rest_days_per_month"}
    assert [fact for fact in said(text, asking) if fact[0] == figures[asking]] == [(figures[asking], value)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Surname Liu, given name Fang", "Liu Fang"),
        ("People call me Auntie Zhou but on my ID it's Zhou Guilan", "Zhou Guilan"),
        ("Xu, X-U, Xu Meiling", "Xu Meiling"),
        ("Mary Grace D. Santos", "Mary Grace D. Santos"),
        ("Wen Hui is my name", "Wen Hui"),
        ("I'm writing this for my aunt, her name is Lu Cuihua", "Lu Cuihua"),
    ],
)
def test_names_told_in_other_ways(said: Said, text: str, name: str) -> None:
    assert said(text, "name") == [("name", name)]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("beats me", Act.DONT_KNOW),
        ("they take half my pay", Act.RIGHTS),
        ("grandma is on the floor and not moving", Act.EMERGENCY),
        ("let me finish feeding him, back in a minute", Act.WAIT),
        ("could you put it in simpler words", Act.REPEAT),
        ("I'd like all this deleted please", Act.DELETE),
        ("you don't ask a lady that", Act.REFUSE),
    ],
)
def test_what_she_does_with_her_words(read: Read, text: str, act: Act) -> None:
    assert read(text, "age").does(act)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("too far from home so I quit", "too far from home"),
        ("left the last place over pay", "pay"),
        ("They let me go after five months because grandma came to help", "grandma came to help"),
    ],
)
def test_why_a_post_ended(said: Said, text: str, reason: str) -> None:
    assert [value["reason_left"] for field, value in said(text, "history") if field == "work_history"] == [reason]


MONTHLY_6500 = {"min": 6500, "max": 6500, "unit": "month"}


@pytest.mark.parametrize(
    ("asking", "text", "fact"),
    [
        ("schedule", "every week one day, doesn't matter which", ("rest_days_per_month", {"min": 4, "max": 4})),
        ("schedule", "two weekends a month would be enough", ("rest_days_per_month", {"min": 4, "max": 4})),
        ("confirm", "the rest days are wrong, I said 4 not 2", ("rest_days_per_month", {"min": 4, "max": 4})),
        ("availability", "I'm free, contract ended last week", ("available_from", "now")),
        ("age", "forty this coming March", ("age", 39)),
        ("age", "I'm 1980 born so 46", ("age", 46)),
        ("age", "three years older than my husband, he is 41", ("age", 44)),
        ("name", "My name is Blessing, I am a Nigerian lady of 28 years", ("age", 28)),
        ("confirm", "hometown wrong it's Baoji not Xi'an", ("hometown", {"province": "陕西", "city": "宝鸡"})),
        ("location", "ah my age, I said 44, it's 45 since Monday", ("age", 45)),
        ("contact", "0086 150 2233 4455", ("phone", "15022334455")),
        ("preferences", "I moved, now I'm in Yubei Chongqing", ("location", {"city": "重庆", "district": "渝北"})),
        ("age", "I am 1 year younger than 50", ("age", 49)),
        ("age", "soon 34", ("age", 33)),
        ("age", "fifty one, fifty two in Chinese way", ("age", 51)),
        ("history", "two. no three with the short one", ("families_served", {"min": 3, "max": 3})),
        ("availability", "two weeks after I get the job", ("available_from", "2026-12-06")),
        ("salary", "before I got 6500 and that is also ok now", ("expected_salary", MONTHLY_6500)),
        ("salary", "260 for 24 hours", ("expected_salary", {"min": 260, "max": 260, "unit": "day"})),
        ("service_area", "I want to work in Kunming and Dali", ("service_areas", "大理")),
        ("location", "Chongchuan district", ("location", {"city": "南通", "district": "崇川"})),
        ("contact", "plus 63 917 555 1234", ("phone", "639175551234")),
        ("age", "I'm a '79 baby", ("birth_year", 1979)),
        ("age", "I will complete 27 in January", ("age", 26)),
        ("age", "younger sister is 38 and I am 3 years older", ("age", 41)),
        ("salary", "5,5 is ok", ("expected_salary", {"min": 5500, "max": 5500, "unit": "month"})),
        ("schedule", "off every 10 days once", ("rest_days_per_month", {"min": 3, "max": 3})),
        ("availability", "my notice is two weeks", ("available_from", "2026-12-06")),
        ("experience", "started with my first client in spring 2021", ("years_experience", {"min": 5, "max": 5})),
        ("age", "next month twenty five", ("age", 24)),
        ("schedule", "I can do 28 days and rest 2", ("rest_days_per_month", {"min": 2, "max": 2})),
        ("availability", "I'm already free since two weeks", ("available_from", "now")),
        ("location", "Panyu since last year, before Foshan", ("location", {"city": "广州", "district": "番禺"})),
        ("health", "My old one expired but I booked for Tuesday", ("health_certificate", {"held": False})),
        ("experience", "please write my name as Xu Hongmei", ("name", "Xu Hongmei")),
        ("salary", "It depends, usually I get 45 an hour", ("expected_salary", {"min": 45, "max": 45, "unit": "hour"})),
        ("availability", "this week", ("available_from", "2026-11-22")),
        (None, "Auntie Zhang, 58, 15 years experience taking care of elderly, 6500", ("jobs", "elderly_carer")),
        ("age", "My ID number starts 19880412", ("birth_year", 1988)),
        ("schedule", "Five days work only", ("rest_days_per_month", {"min": 8, "max": 8})),
        ("availability", "middle January after my exam", ("available_from", "2027-01-15")),
        (
            "salary",
            "13 thousand five for 26 days",
            ("expected_salary", {"min": 13500, "max": 13500, "unit": "26_days"}),
        ),
        ("location", "Employer's house in Shunyi", ("location", {"city": "北京", "district": "顺义"})),
        ("history", "just one family for ten years", ("work_history", {"months": 120})),
        ("history", "One family. Two years.", ("families_served", {"min": 1, "max": 1})),
        ("hometown", "Yanji, Jilin", ("hometown", {"province": "吉林", "city": "延边"})),
        ("history", "eight months with an old gentleman", ("work_history", {"months": 8})),
    ],
)
def test_terms_and_posts_told_in_passing(said: Said, asking: str | None, text: str, fact: tuple[str, Any]) -> None:
    assert fact in said(text, asking)


def test_a_check_she_is_only_having_done_is_not_held(said: Said) -> None:
    assert said("not yet, I'm getting it done this week", "health") == [("health_certificate", {"held": False})]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("yes but experience put 6 and a half", ("years_experience", {"min": 6.5, "max": 6.5})),
        ("Not 8000. 9000 I said", ("expected_salary", {"min": 9000, "max": 9000, "unit": "month"})),
        ("the name is Lin Xiuzhi not Lin Xiuzi", ("name", "Lin Xiuzhi")),
        ("my name is spelled Huang Lifang, not Lifeng", ("name", "Huang Lifang")),
        ("can I change salary to 9000?", ("expected_salary", {"min": 9000, "max": 9000, "unit": "month"})),
        ("available date wrong, January 3 please", ("available_from", "2027-01-03")),
        (
            "all correct but the salary I said twelve not ten",
            ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}),
        ),
    ],
)
def test_what_was_read_back_is_put_right(read: Read, text: str, fact: tuple[str, Any]) -> None:
    told = [f for f in read(text, "confirm").facts if f.status == "claimed"]
    assert [(f.field, f.value, f.flags) for f in told] == [(*fact, ("correction",))]


@pytest.mark.parametrize(
    ("asking", "text", "facts"),
    [
        ("job", "do you have cat sitting? holidays I have time", [("jobs", "pet_sitter")]),
        ("job", "anything with grandma and grandpa, I am good with them", [("jobs", "elderly_carer")]),
        ("name", "Mrs Lu, Lu as in road", [("name", "Mrs Lu")]),
        ("name", "I am Maria's friend", []),
        ("health", "I think it is finish already last month", [("health_certificate", {"held": False})]),
        (None, "I am Li Hong, 45 this year", [("name", "Li Hong"), ("age", 45)]),
        (None, "Nilar from Mandalay. I'm 28", [("name", "Nilar"), ("age", 28)]),
    ],
)
def test_work_asked_for_and_ages_this_year(
    said: Said, asking: str | None, text: str, facts: list[tuple[str, Any]]
) -> None:
    assert said(text, asking) == facts


def test_the_age_of_her_papers_is_not_hers(said: Said) -> None:
    assert said("my real age is 49, in ID it is 51", "age") == [("age", 49)]
