"""Names that were only heard: written as names are, and offered in the other ways that sound so."""

from __future__ import annotations

import pytest

from assistant.profile.model import Topic
from assistant.understanding.repair import repair
from assistant.understanding.repair.names import same_sound


@pytest.mark.parametrize(
    ("heard", "written"), [("陈鬼花", "陈桂花"), ("我叫张丽话。", "我叫张丽华。"), ("刘春没。", "刘春梅。")]
)
def test_a_character_no_name_is_written_with_gives_way_to_one_that_sounds_so(heard: str, written: str) -> None:
    repaired = repair(heard, Topic.NAME)
    assert repaired.text == written
    assert repaired.changes


@pytest.mark.parametrize("said", ["我叫王秀英。", "李贵方", "没有", "我不说", "叫我王姐", "好的", "我是做月嫂的"])
def test_what_may_be_a_name_and_what_is_none_stay_as_they_are(said: str) -> None:
    assert repair(said, Topic.NAME).text == said


def test_only_an_answer_to_the_question_for_her_name_is_taken_for_one() -> None:
    assert repair("白死话", Topic.JOB).text == "白死话"


@pytest.mark.parametrize(
    ("heard", "meant"), [("陈鬼化", "陈桂花"), ("李贵方", "李桂芳"), ("王秀颖", "王秀英"), ("刘美", "刘梅")]
)
def test_what_she_may_have_meant_is_among_the_first(heard: str, meant: str) -> None:
    offered = same_sound(heard, 4)
    assert meant in offered
    assert heard not in offered
    assert len(offered) <= 4


@pytest.mark.parametrize("name", ["Maria", "王", "", "买买提·艾力江", "王姐 138"])
def test_other_names_are_offered_in_no_other_way(name: str) -> None:
    assert same_sound(name, 4) == ()


def test_a_surname_of_two_characters_stays_whole() -> None:
    assert all(each.startswith("欧阳") for each in same_sound("欧阳纳", 4))
    assert "欧阳娜" in same_sound("欧阳纳", 4)
