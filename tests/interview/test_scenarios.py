"""Scenario answers: a cue for a reviewer. Negation counts; doubt goes to a person."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.interview.book import shipped_book
from assistant.interview.scenarios import ScenarioQuestion, load_scenarios
from assistant.interview.sources import Folders, InterviewDataError
from assistant.interview.state import Outcome

SCENARIOS = shipped_book().scenarios


def question(question_id: str) -> ScenarioQuestion:
    found = SCENARIOS.question(question_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question_id", "answer", "outcome"),
    [
        ("crying_fit", "先抱起来哄哄，看看是不是饿了", "safe"),
        ("crying_fit", "不能放任他哭，得抱抱", "safe"),
        ("crying_fit", "绝对不会打屁股的", "safe"),
        ("crying_fit", "放任他哭，哭累了就睡了", "unsafe"),
        ("crying_fit", "让他哭可不行", "safe"),
        ("crying_fit", "我吓唬他两句就好了", "unsafe"),
        ("crying_fit", "先抱抱，不行就打两下", "needs_human"),
        ("crying_fit", "看情况吧", "needs_human"),
        ("crying_fit", "I would pick him up and check his temperature", "safe"),
        ("crying_fit", "I never shake a baby, I hold him", "safe"),
        ("crying_fit", "just let him cry it out", "unsafe"),
        ("newborn_choking_on_milk", "我不慌，先侧过来拍背，再打120", "safe"),
        ("newborn_choking_on_milk", "使劲摇他，喂水", "unsafe"),
        ("newborn_choking_on_milk", "不能摇晃，赶紧拍背", "safe"),
        ("gas_smell", "先开窗，把阀门关阀门，到外面打电话", "safe"),
        ("gas_smell", "不敢开灯，赶紧通风", "safe"),
        ("gas_smell", "开灯看看哪儿漏", "unsafe"),
        ("elder_fall", "赶紧扶起来揉揉", "unsafe"),
        ("elder_fall", "别急着扶，问问哪儿疼，给家里人打电话", "safe"),
        ("elder_fall", "千万不能马上扶起来，打120", "safe"),
        ("extra_pills", "那不能多给一片，得问医生", "safe"),
        ("mixing_cleaners", "不行，有毒的", "safe"),
        ("mixing_cleaners", "行啊，一起倒，效果好", "unsafe"),
        ("outside_window", "太危险了，我不擦", "safe"),
        ("outside_window", "加钱就擦", "unsafe"),
        ("elder_fall", "", "unanswered"),
        ("elder_fall", "……", "unanswered"),
    ],
)
def test_an_answer_is_read_clause_by_clause(question_id: str, answer: str, outcome: Outcome) -> None:
    assert SCENARIOS.judge(question(question_id), answer) == outcome


def test_at_least_ten_jobs_have_two_questions_or_more() -> None:
    assert sum(len(questions) >= 2 for questions in SCENARIOS.by_job.values()) >= 10


ALL = [asked for questions in SCENARIOS.by_job.values() for asked in questions]


@pytest.mark.parametrize("asked", ALL, ids=lambda q: q.id)
def test_a_question_says_where_its_cues_come_from_or_that_they_wait_for_review(asked: ScenarioQuestion) -> None:
    assert asked.source or asked.needs_review
    assert asked.line is None or asked.line.source


@pytest.mark.parametrize("asked", ALL, ids=lambda q: q.id)
def test_no_cue_is_safe_and_unsafe_at_once(asked: ScenarioQuestion) -> None:
    for language in ("zh", "en"):
        assert not set(asked.safe[language]) & set(asked.unsafe[language])


@pytest.mark.parametrize("asked", ALL, ids=lambda q: q.id)
def test_a_cue_alone_points_its_own_way(asked: ScenarioQuestion) -> None:
    """Said by themselves, cues are never read as their opposite."""
    for language in ("zh", "en"):
        for cue in asked.safe[language]:
            assert SCENARIOS.judge(asked, cue.replace("…", "")) in ("safe", "needs_human"), cue
        for cue in asked.unsafe[language]:
            assert SCENARIOS.judge(asked, cue.replace("…", "")) in ("unsafe", "needs_human"), cue


@pytest.mark.parametrize("asked", [q for q in ALL if q.line], ids=lambda q: q.id)
def test_the_safety_line_itself_would_be_a_safe_answer(asked: ScenarioQuestion) -> None:
    assert asked.line is not None
    assert SCENARIOS.judge(asked, asked.line.text["zh"]) != "unsafe"


@given(st.sampled_from(ALL), st.text(max_size=300))
def test_any_answer_has_one_of_the_four_outcomes(asked: ScenarioQuestion, answer: str) -> None:
    assert SCENARIOS.judge(asked, answer) in get_args(Outcome)


def test_a_question_without_source_or_review_mark_is_refused(tmp_path: Path) -> None:
    shutil.copytree(Folders.shipped().scenarios, tmp_path / "scenarios")
    path = tmp_path / "scenarios" / "cook.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    del data["questions"][0]["needs_review"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    shipped = Folders.shipped()
    with pytest.raises(InterviewDataError, match=r"cook\.yaml: questions\.0: .*needs_review"):
        load_scenarios(Folders(shipped.agenda, shipped.prompts, tmp_path / "scenarios"))


def test_two_questions_of_one_id_are_refused(tmp_path: Path) -> None:
    shutil.copytree(Folders.shipped().scenarios, tmp_path / "scenarios")
    path = tmp_path / "scenarios" / "cook.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["questions"][1]["id"] = data["questions"][0]["id"]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    shipped = Folders.shipped()
    with pytest.raises(InterviewDataError, match=r"cook\.yaml: questions: the id 'food_allergy' is already taken"):
        load_scenarios(Folders(shipped.agenda, shipped.prompts, tmp_path / "scenarios"))


@pytest.mark.parametrize(
    ("question_id", "answer", "outcome"),
    [
        ("newborn_choking_on_milk", "赶紧把宝宝翻过来，头朝下拍，清理嘴里的奶，不行就送医院", "safe"),
        ("newborn_jaundice", "晒太阳没用，得找医生看", "safe"),
        ("toddler_choking", "不能喂水，不能用手抠，拍后背叫救护车", "safe"),
        ("scald", "不要抹牙膏，那个不行，用凉水冲", "safe"),
        ("gas_smell", "第一开窗，第二关总阀，第三不能开灯不能打电话", "safe"),
        ("gas_smell", "赶紧给物业打电话", "needs_human"),
        ("kitchen_oil_fire", "不能泼水，用锅盖盖住", "safe"),
        ("elder_fall", "先看看清醒不，问他哪疼，不敢乱动，打120叫家属", "safe"),
        ("tube_out", "赶紧喊护士，我可不敢自己插", "safe"),
        ("stranger_pickup", "不认识的不能让接走，给家长打电话", "safe"),
        ("guest_secret", "雇主家的事不能往外说", "safe"),
        ("mixing_cleaners", "那可不敢，会中毒的", "safe"),
        ("mixing_cleaners", "可以啊，我经常这么用", "needs_human"),
        ("crying_fit", "I would never hit a child. I would hold her and call the mother", "safe"),
        ("elder_fall", "扶他起来坐沙发上歇歇", "unsafe"),
        ("extra_pills", "那就给他一片呗", "unsafe"),
        ("fever_and_lump", "发烧了可不敢揉，让她去医院", "safe"),
    ],
)
def test_answers_as_workers_give_them(question_id: str, answer: str, outcome: Outcome) -> None:
    assert SCENARIOS.judge(question(question_id), answer) == outcome


def test_the_words_behind_an_outcome_are_where_they_are_said() -> None:
    scenarios = shipped_book().scenarios
    question = scenarios.question("newborn_choking_on_milk")
    assert question is not None
    answer = "我先把娃侧过来拍背，再打120，不能使劲摇"
    cues = [(kind, answer[start:end]) for start, end, kind in scenarios.cues(question, answer)]
    assert cues == [("safe", "侧过来"), ("safe", "拍背"), ("safe", "打120"), ("safe", "使劲摇")]
    assert [kind for _, _, kind in scenarios.cues(question, "先使劲摇晃他")] == ["unsafe"]
    assert scenarios.judge(question, answer) == "safe"
