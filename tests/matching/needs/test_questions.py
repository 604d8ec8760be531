"""One question at a time, about what matters most for the job, never twice."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.matching.model import Need
from assistant.matching.needs.questions import next_question
from assistant.matching.needs.reader import read_need
from assistant.matching.needs.wording import wording
from assistant.matching.needs.words import table
from assistant.vocabulary import vocabulary

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("想找个阿姨", "job"),
        ("找月嫂", "household.due"),
        ("找育儿嫂", "household.child_ages_months"),
        ("找育儿嫂，宝宝一岁", "work_modes"),
        ("找护老阿姨", "household.elders"),
        ("找保洁", "city"),
        ("鼓楼区找保洁", "city"),
    ],
)
def test_what_matters_most_for_the_job_is_asked_first(words: str, field: str) -> None:
    question = next_question(read_need(words, "zh", TODAY).need, "zh")
    assert question is not None
    assert question.field == field


def test_nothing_is_asked_twice_and_the_questions_end() -> None:
    need = Need(job="childcare_nanny")
    asked: list[str] = []
    while (question := next_question(need, "zh", asked)) is not None:
        assert question.field not in asked
        asked.append(question.field)
    assert asked == table("priorities")["childcare_nanny"]


def test_an_open_field_is_not_asked() -> None:
    question = next_question(Need(job="cleaner", open=["city"]), "zh")
    assert question is not None
    assert question.field != "city"


def test_the_city_of_a_doubtful_district_is_asked_by_its_name() -> None:
    question = next_question(Need(job="cleaner", district="鼓楼"), "zh")
    assert question is not None
    assert "鼓楼" in question.text


def test_every_question_of_every_job_is_worded_in_both_languages_and_short() -> None:
    priorities = {name: fields for name, fields in table("priorities").items() if isinstance(fields, list)}
    assert set(priorities) - {"default", "unknown"} <= {term.id for term in vocabulary().terms("jobs")}
    for field in {field for fields in priorities.values() for field in fields}:
        said = wording()["questions"][field]
        assert len(said["zh"]) <= 30
        assert said["en"].endswith("?") or said["en"].endswith(".")
        assert len(said["quick_replies"]["zh"]) == len(said["quick_replies"]["en"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_answer_that_can_be_tapped_is_understood(language: str) -> None:
    for field, said in wording()["questions"].items():
        for answer in said["quick_replies"][language]:
            reading = read_need(answer, "en" if language == "en" else "zh", TODAY, Need(), field)
            held = reading.need.model_dump(exclude_defaults=True, exclude={"spans", "must"})
            assert held, f"{answer} in answer to {field} is not understood"
