"""Her answer to numbers read back to her: a yes, the same again, another number, or a question of her own."""

from __future__ import annotations

from assistant.interview.state import EventKind
from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import Talk, at

FOUR = {"min": 4, "max": 4}


def read_back() -> Talk:
    """A spoken talk in which her years are being read back."""
    talk = at("experience", Talk(channel="audio"))
    talk.tell("四年", ("years_experience", FOUR))
    assert talk.open == ("numbers", "years_experience")
    return talk


def test_saying_the_number_again_is_a_yes_and_not_read_back_again() -> None:
    talk = read_back()
    turn = talk.tell("四年", ("years_experience", FOUR))
    assert talk.open != ("numbers", "years_experience")
    assert any(event.kind is EventKind.FACTS_CONFIRMED for event in turn.events)


def test_another_number_is_read_back_in_its_turn() -> None:
    talk = read_back()
    turn = talk.tell("五年", ("years_experience", {"min": 5, "max": 5}), flags=("correction",))
    assert talk.open == ("numbers", "years_experience")
    assert "五年" in turn.reply.text


def test_a_question_of_hers_is_answered_and_the_number_read_back_again() -> None:
    talk = read_back()
    turn = talk.tell("要交钱吗", acts=[Act.QUESTION])
    assert "不问您要钱" in turn.reply.text
    assert "四年" in turn.reply.text
    assert turn.reply.asking is Topic.EXPERIENCE
