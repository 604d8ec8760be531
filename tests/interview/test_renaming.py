"""Her name, heard and written wrongly, is put right with one touch."""

from __future__ import annotations

import pytest

from assistant.interview.returning import as_settling
from assistant.interview.state import Turn
from assistant.profile.model import Topic
from assistant.understanding.reader import read
from tests.interview.talk import TODAY, Talk


def heard(channel: str = "audio") -> Talk:
    talk = Talk(channel=channel)
    talk.say("我叫陈贵化")
    return talk


def typed(talk: Talk, text: str) -> Turn:
    talk.channel = "text"
    turn_id = f"t{talk.state.turns + 1}"
    reading = as_settling(talk.state, read(text, talk.state.context(TODAY), turn_id))
    return talk.take(text, reading, turn_id)


@pytest.mark.parametrize("channel", ["audio", "live"])
def test_a_name_that_was_heard_is_said_back_and_can_be_put_right(channel: str) -> None:
    reply = heard(channel).turns[-1].reply
    assert "陈贵化" in reply.text
    assert "改名字" in reply.quick_replies


def test_a_typed_name_is_written_as_she_writes_it() -> None:
    assert "改名字" not in heard("text").turns[-1].reply.quick_replies


def test_the_ways_to_write_it_are_offered_and_the_question_before_waits() -> None:
    talk = heard()
    before = talk.state.open
    which = typed(talk, "改名字").reply
    assert which.asking is Topic.NAME
    assert "陈桂花" in which.quick_replies
    turn = typed(talk, "陈桂花")
    assert "陈桂花" in turn.reply.text
    assert talk.folded.profile.name == "陈桂花"
    assert talk.state.open == before
    assert turn.reply.asking is before.topic if before else False


def test_a_name_typed_by_hand_counts_as_well() -> None:
    talk = heard()
    typed(talk, "名字不对")
    typed(talk, "我叫程桂华")
    assert talk.folded.profile.name == "程桂华"
    assert talk.folded.conflicts == ()


def test_who_asks_to_hear_it_again_is_asked_again() -> None:
    talk = heard()
    typed(talk, "改名字")
    assert "陈桂花" in typed(talk, "再说一遍").reply.quick_replies


def test_whoever_leaves_it_goes_on_where_she_was() -> None:
    talk = heard()
    before = talk.state.open
    typed(talk, "改名字")
    typed(talk, "算了，不改了")
    assert talk.folded.profile.name == "陈贵化"
    assert talk.state.open == before


def test_in_english_she_types_it() -> None:
    talk = Talk(language="en", channel="audio")
    reply = talk.say("My name is Maria Santos").reply
    assert "Change my name" in reply.quick_replies
    assert typed(talk, "Change my name").reply.asking is Topic.NAME
    typed(talk, "Marya Santos")
    assert talk.folded.profile.name == "Marya Santos"
