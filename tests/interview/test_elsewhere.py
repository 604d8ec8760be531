"""Words that answer another question than the one on the table, and a sign of the zodiac where a year is wanted."""

from __future__ import annotations

import pytest

from assistant.interview.book import shipped_book
from assistant.interview.interviewer import denied
from assistant.interview.state import Turn
from assistant.interview.suggesting import settle
from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import TODAY, Talk


def asked(topic: Topic = Topic.JOB) -> Talk:
    """A talk in which the question about her work is open."""
    talk = Talk()
    talk.tell("王芳", ("name", "王芳"))
    assert talk.state.asking is topic
    return talk


def after(talk: Talk, text: str) -> Turn:
    """What follows her answer to "您说的是…，对吗？", as the service goes on."""
    settled = settle(talk.state, text, shipped_book().phrasebooks["zh"].moves)
    talk.state = settled.state
    if settled.verdict == "denied":
        turn = denied(talk.state, talk.folded, today=TODAY)
        talk.state = turn.state
        return turn
    return talk.say(settled.text)


def test_she_is_asked_whether_it_answers_another_question() -> None:
    talk = asked()
    turn = talk.tell("四川达州")
    assert "“四川达州”，您说的是老家" in turn.reply.text
    assert turn.reply.asking is Topic.CONFIRM
    assert turn.reply.quick_replies == ("是", "不是")
    assert turn.facts == ()


def test_her_yes_makes_it_the_answer_to_that_question_and_ours_is_asked_again() -> None:
    talk = asked()
    talk.tell("四川达州")
    turn = after(talk, "对")
    assert talk.folded.profile.wire()["hometown"] == {"province": "四川", "city": "达州"}
    assert [fact.quote for fact in turn.facts] == ["四川达州"]
    assert turn.reply.asking is Topic.JOB


def test_her_no_brings_back_the_question_that_was_open_and_proposes_nothing_twice() -> None:
    talk = asked()
    talk.tell("四川达州")
    turn = after(talk, "不是")
    assert turn.reply.asking is Topic.JOB
    assert talk.folded.live == () or all(fact.field == "name" for fact in talk.folded.live)
    again = talk.tell("四川达州")
    assert "老家" not in again.reply.text


@pytest.mark.parametrize("said", ["成都武侯", "海淀区", "杭州"])
def test_a_district_or_a_city_alone_is_where_she_lives(said: str) -> None:
    assert "现在住哪儿" in asked().tell(said).reply.text


def test_a_guess_at_typed_words_that_was_wrong_is_not_called_misheard() -> None:
    talk = asked()
    talk.tell("四川达州")
    assert "听错" not in after(talk, "不是").reply.text


def test_whatever_else_she_says_is_read_under_the_question_that_was_open() -> None:
    talk = asked()
    talk.tell("四川达州")
    after(talk, "月嫂")
    assert talk.folded.profile.wire()["jobs"] == ["maternity_nurse"]
    assert "hometown" not in talk.folded.profile.wire()


@pytest.mark.parametrize("text", ["嘛呢嘛呢", "哎哟这个那个的" * 10])
def test_words_that_answer_nothing_are_not_understood_as_before(text: str) -> None:
    turn = asked().tell(text)
    assert turn.reply.asking is Topic.JOB


@pytest.mark.parametrize("said", ["属羊的", "属羊的 你自己算嘛"])
def test_a_sign_of_the_zodiac_is_no_age_but_the_years_that_fit_are_offered(said: str) -> None:
    talk = asked()
    turn = talk.say(said)
    assert turn.facts == ()
    assert turn.reply.asking is Topic.AGE
    assert turn.reply.quick_replies == ("1979年", "1991年", "1967年")
    assert "羊" not in turn.reply.text
    turn = talk.say("1979年")
    assert talk.folded.profile.wire()["birth_year"] == 1979
    assert turn.reply.asking is Topic.JOB


def test_the_years_are_offered_once() -> None:
    talk = asked()
    talk.say("属羊的")
    turn = talk.say("就是属羊")
    assert "1979年" not in turn.reply.text


def test_a_refusal_is_not_tried_under_other_questions() -> None:
    turn = asked().tell("不想说", acts=[Act.REFUSE])
    assert turn.reply.asking is not Topic.CONFIRM
