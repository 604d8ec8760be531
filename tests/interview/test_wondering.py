"""What counts as a question of hers: one without a mark too, and neither a wish nor an echo of ours."""

from __future__ import annotations

import pytest

from assistant.interview.state import EventKind
from assistant.profile.model import Topic
from assistant.understanding.reading import Act, ActSpan, Reading
from tests.interview.talk import Talk, at


@pytest.mark.parametrize("said", ["那边平时都是哪个管", "老板人咋样", "你们公司有几个分店"])
def test_a_question_without_a_mark_goes_to_a_person_and_ours_is_asked_again(said: str) -> None:
    talk = at("salary")
    turn = talk.tell(said)
    assert EventKind.QUESTION_PARKED in talk.events()
    assert turn.reply.asking is Topic.SALARY
    assert "听懂" not in turn.reply.text
    assert "听明白" not in turn.reply.text


def test_what_the_product_knows_is_answered_without_a_mark_too() -> None:
    turn = at("salary").tell("月嫂能挣多少")
    assert "不敢报数" in turn.reply.text
    assert turn.state.parked == ()


@pytest.mark.parametrize(
    ("item", "said", "field", "value"),
    [
        ("work_mode", "白班行吗？我得接孩子", "work_modes", ["live_out"]),
        ("availability", "下周一可以吗", "available_from", "2026-11-23"),
    ],
)
def test_a_wish_put_as_a_question_is_taken_in_her_words_and_not_parked(
    item: str, said: str, field: str, value: object
) -> None:
    talk = at(item)
    turn = talk.tell(said, acts=[Act.QUESTION])
    assert talk.folded.profile.wire()[field] == value
    assert all(said[fact.start : fact.end] == fact.quote for fact in turn.facts)
    assert turn.state.parked == ()
    assert "真人" not in turn.reply.text


def test_what_is_asked_about_a_rule_is_no_wish() -> None:
    turn = at("certificates").tell("没证行吗", acts=[Act.QUESTION])
    assert "没证也能" in turn.reply.text
    assert not any(fact.field == "certificates" for fact in turn.facts)


def test_our_word_said_back_before_she_answers_is_no_question() -> None:
    talk = at("preferences")
    said = "晚上？我一般不出去的"
    turn = talk.take(said, Reading(acts=(ActSpan(Act.QUESTION, 0, 3),)), "t9")
    assert turn.state.parked == ()


@pytest.mark.parametrize("said", ["你们是骗子吧", "不会是骗人的吧"])
def test_a_worry_is_answered_although_she_asks_nothing(said: str) -> None:
    turn = at("skills").tell(said)
    assert "不收钱" in turn.reply.text
    assert turn.reply.asking is Topic.SKILLS


def test_why_we_ask_is_told_however_she_puts_it() -> None:
    turn = Talk().tell("你要我名字干啥", acts=[Act.QUESTION])
    assert "写简历也要用" in turn.reply.text
    assert turn.state.parked == ()


def test_one_question_after_the_other_is_put_down_in_changing_words() -> None:
    talk = at("salary")
    first = talk.tell("老板人咋样").reply.text
    second = talk.tell("老板娘人咋样").reply.text
    assert first.split("。")[0] != second.split("。")[0]
    assert len(talk.state.parked) == 2


@pytest.mark.parametrize("said", ["那个没啥好说的", "咋都成吧那就"])
def test_a_word_that_asks_in_another_sense_makes_no_question(said: str) -> None:
    assert at("skills").tell(said).state.parked == ()
