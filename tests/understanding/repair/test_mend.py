"""Mishearings are mended towards what the topic expects, and nothing that says something already is touched."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.profile.model import Topic
from assistant.understanding.repair import repair

_REAL = Path(__file__).resolve().parents[4] / "shared" / "speech" / "aishell_dev" / "refs.tsv"
_LABELLED = Path(__file__).resolve().parents[3] / "evals" / "understanding" / "data" / "zh.dev.jsonl"


@pytest.mark.parametrize(
    ("heard", "asking", "understood"),
    [
        ("我是做约嫂的", Topic.JOB, "我是做月嫂的"),
        ("玉儿嫂做了五年", Topic.EXPERIENCE, "育儿嫂做了五年"),
        ("育儿扫", Topic.JOB, "育儿嫂"),
        ("中点工", Topic.JOB, "钟点工"),
        ("我可以待睡", Topic.SKILLS, "我可以带睡"),
        ("会做悦子餐和辅时", Topic.SKILLS, "会做月子餐和辅食"),
        ("会崔乳通如", Topic.SKILLS, "会催乳通乳"),
        ("有见康证", Topic.HEALTH, "有健康证"),
        ("我有越嫂证", Topic.CERTIFICATES, "我有月嫂证"),
        ("住加", Topic.WORK_MODE, "住家"),
        ("普通话和四川花", Topic.LANGUAGES, "普通话和四川话"),
        ("四川大洲的", Topic.HOMETOWN, "四川达州的"),
        ("河南周扣的", Topic.HOMETOWN, "河南周口的"),
        ("人共", Topic.JOB, "人工"),
        ("转人共", None, "转人工"),
        ("二六天一个月", Topic.SALARY, "二十六天一个月"),
        ("八前五一个月", Topic.SALARY, "八千五一个月"),
        ("四十无岁", Topic.AGE, "四十五岁"),
        ("四时齐了", Topic.AGE, "四十七了"),
        ("8.51个月", Topic.SALARY, "8千5一个月"),
        ("我是做越少的", Topic.JOB, "我是做月嫂的"),
        ("我做白板", Topic.WORK_MODE, "我做白班"),
        ("我会排阁", Topic.SKILLS, "我会拍嗝"),
        ("夫实我会做", Topic.SKILLS, "辅食我会做"),
        ("猫步行狗可以", Topic.PREFERENCES, "猫不行狗可以"),
        ("胡男少杨", Topic.HOMETOWN, "湖南邵阳"),
        ("河南州口人", Topic.HOMETOWN, "河南周口人"),
        ("一望二一个月", Topic.SALARY, "一万二一个月"),
        ("不对，一望二", Topic.CONFIRM, "不对，一万二"),
        ("一个月熟四天", Topic.SCHEDULE, "一个月休四天"),
        ("电话是二三八零零一三八零零零", Topic.CONTACT, "电话是一三八零零一三八零零零"),
        ("23800138000", Topic.CONTACT, "13800138000"),
    ],
)
def test_what_was_misheard_is_mended_and_recorded(heard: str, asking: Topic, understood: str) -> None:
    repaired = repair(heard, asking)
    assert repaired.text == understood
    assert repaired.changes
    assert all(understood[change.start : change.end] == change.understood for change in repaired.changes)


@pytest.mark.parametrize(
    ("said", "asking"),
    [
        ("越少越好", Topic.SALARY),
        ("一晚二百", Topic.SALARY),
        ("每月收四千", Topic.SALARY),
        ("二三八零零一三八", Topic.CONTACT),
        ("138230138000", Topic.CONTACT),
        ("住在主家", Topic.WORK_MODE),
        ("节约嫂子的钱", Topic.JOB),
        ("身上有白斑", Topic.HEALTH),
        ("太远的都不去", Topic.SERVICE_AREA),
        ("照顾过老人", Topic.SKILLS),
        ("先扶他起来再打给他家里", Topic.SCENARIO),
        ("一小时三十起", Topic.SALARY),
        ("做了三年前后两家", Topic.EXPERIENCE),
        ("二六年过完年", Topic.AVAILABILITY),
        ("四大洲都去过", Topic.HOMETOWN),
        ("大洲", Topic.JOB),
        ("一块白板", Topic.JOB),
        ("散步行不行", Topic.PREFERENCES),
        ("三十起", Topic.SALARY),
    ],
)
def test_words_that_mean_something_are_left_alone(said: str, asking: Topic) -> None:
    assert repair(said, asking).text == said


def test_a_place_is_mended_only_inside_the_place_named_before_it() -> None:
    assert repair("北京海店", Topic.LOCATION).text == "北京海淀"
    assert repair("河北海店", Topic.LOCATION).text == "河北海店"


def test_english_is_left_alone() -> None:
    assert repair("I am a 约嫂", Topic.JOB, "en").text == "I am a 约嫂"


@pytest.mark.parametrize("asking", [None, *Topic])
def test_no_correct_sentence_of_real_speech_is_changed(asking: Topic | None) -> None:
    if not _REAL.is_file():
        pytest.skip("the real-speech references are not beside the project")
    with _REAL.open(encoding="utf-8") as file:
        references = [row["reference"] for row in csv.DictReader(file, delimiter="\t")]
    assert references
    assert [text for text in references if repair(text, asking).changes] == []


def test_what_workers_type_is_hardly_ever_taken_for_a_mishearing() -> None:
    rows = [json.loads(line) for line in _LABELLED.read_text(encoding="utf-8").splitlines()]
    typed = [row for row in rows if "asr" not in row["hard"]]
    changed = [row for row in typed if repair(row["text"], Topic(row["asking"]) if row.get("asking") else None).changes]
    assert len(changed) <= len(typed) / 500


@given(
    st.text(alphabet="我是做约月嫂待带睡大洲达州四川二六天八前五，。a1 ", max_size=30), st.sampled_from([None, *Topic])
)
def test_the_record_tells_how_to_undo_every_change(text: str, asking: Topic | None) -> None:
    repaired = repair(text, asking)
    undone = repaired.text
    for change in reversed(repaired.changes):
        assert undone[change.start : change.end] == change.understood
        undone = undone[: change.start] + change.heard + undone[change.end :]
    assert undone == text
    assert repair(repaired.text, asking).text == repaired.text


def test_only_a_whole_answer_is_mended_to_a_call_for_a_person() -> None:
    text = "一共两个人共四家"
    assert [repair(text, topic).text for topic in (None, *Topic)] == [text] * (1 + len(Topic))
