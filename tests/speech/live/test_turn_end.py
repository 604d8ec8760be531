"""Whether words look finished, by what was asked."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.profile.model import Language, Topic
from assistant.speech.live.limits import limits
from assistant.speech.live.turn_end import Asked, Finish, TurnEnd


def judge(text: str, topic: Topic | None, language: Language = "zh") -> Finish:
    return TurnEnd(limits()).judge(text, Asked(topic, language, date(2026, 11, 22)))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我做了八年了。", Topic.EXPERIENCE),
        ("今年四十八岁", Topic.AGE),
        ("一万二一个月。", Topic.SALARY),
        ("河南周口的", Topic.HOMETOWN),
        ("同意。", Topic.CONSENT),
        ("嗯", Topic.CONSENT),
        ("有健康证。", Topic.HEALTH),
        ("13800138000", Topic.CONTACT),
        ("没有", Topic.CERTIFICATES),
    ],
)
def test_a_whole_answer_is_known(text: str, topic: Topic) -> None:
    assert judge(text, topic) is Finish.COMPLETE


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我做了", Topic.EXPERIENCE),
        ("我做了八年然后", Topic.EXPERIENCE),
        ("一万", Topic.SALARY),
        ("一个月要，", Topic.SALARY),
        ("我今年四十", Topic.AGE),
        ("因为", Topic.HISTORY),
        ("我叫", Topic.NAME),
    ],
)
def test_words_that_stop_halfway_are_waited_for(text: str, topic: Topic) -> None:
    assert judge(text, topic) is Finish.HALF_SAID


@pytest.mark.parametrize("text", ["138", "一三八零零", "138 0013 8"])
def test_a_telephone_number_is_waited_for_to_its_last_digit(text: str) -> None:
    assert judge(text, Topic.CONTACT) is Finish.DIGITS


def test_a_story_is_given_time() -> None:
    assert judge("前面在一家做了三年", Topic.HISTORY) is Finish.OPEN


def test_an_answer_to_something_else_is_no_whole_answer() -> None:
    assert judge("我是河南周口的", Topic.SALARY) is Finish.USUAL


def test_what_follows_the_answer_may_go_on() -> None:
    assert judge("八年了我以前在老家是种地的", Topic.EXPERIENCE) is Finish.USUAL


@pytest.mark.parametrize(
    ("text", "topic", "finish"),
    [
        ("eight years", Topic.EXPERIENCE, Finish.COMPLETE),
        ("eight years and", Topic.EXPERIENCE, Finish.HALF_SAID),
        ("I want twenty", Topic.SALARY, Finish.HALF_SAID),
        ("yes", Topic.CONSENT, Finish.COMPLETE),
    ],
)
def test_english_is_judged_by_its_own_words(text: str, topic: Topic, finish: Finish) -> None:
    assert judge(text, topic, "en") is finish


def test_whoever_is_cut_off_again_and_again_is_waited_for_only_so_much_longer() -> None:
    rule = TurnEnd(limits())
    before = rule.wait(Finish.USUAL)
    for _ in range(10):
        rule.was_cut()
    assert rule.wait(Finish.USUAL) == before + limits().turn_end.pace_most


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("随时可以上户", Topic.AVAILABILITY),
        ("七千左右就行", Topic.SALARY),
        ("没有了", Topic.ANYTHING_ELSE),
        ("一三八零零一三八零零零", Topic.CONTACT),
    ],
)
def test_what_only_rounds_an_answer_off_leaves_it_whole(text: str, topic: Topic) -> None:
    assert judge(text, topic) is Finish.COMPLETE


def test_what_is_added_to_an_answer_may_go_on() -> None:
    assert judge("随时都可以就是家里老人", Topic.AVAILABILITY) is Finish.USUAL
