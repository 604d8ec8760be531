"""She names what is wrong and not what is right: that one thing is asked, and all goes on where it was."""

from __future__ import annotations

import pytest

from assistant.interview.state import Phase
from assistant.profile.model import Topic
from assistant.understanding.reader import read
from tests.interview.talk import TODAY, Talk, at

PAY = {"min": 40, "max": 40, "unit": "hour"}


def known() -> Talk:
    """A talk under the question about the record check, with her pay and phone known."""
    talk = Talk()
    talk.tell("李梅，保洁", ("name", "李梅", "李梅"), ("jobs", "cleaner", "保洁"))
    talk.tell("一小时四十", ("expected_salary", PAY))
    talk.tell("13812345678", ("phone", "13812345678"))
    return at("background", talk)


@pytest.mark.parametrize("said", ["工资不对", "我想改一下工资", "刚才工资说错了"])
def test_what_is_called_wrong_is_asked_and_the_question_on_the_table_comes_back(said: str) -> None:
    talk = known()
    turn = talk.say(said)
    assert "工资" in turn.reply.text
    assert turn.reply.asking is Topic.SALARY
    turn = talk.tell("四十五", ("expected_salary", {"min": 45, "max": 45}), flags=("correction",))
    assert talk.folded.profile.wire()["expected_salary"]["min"] == 45
    assert talk.open == ("item", "background")
    assert turn.reply.asking is Topic.BACKGROUND


def test_what_is_put_right_in_the_same_breath_is_not_asked() -> None:
    talk = known()
    talk.tell("手机号错了，是13912345678", ("phone", "13912345678", "13912345678"), flags=("correction",))
    assert talk.open[0] != "fix"


def test_what_is_not_known_yet_is_not_wrong() -> None:
    assert Talk().say("健康证不对").state.open.kind != "fix"  # type: ignore[union-attr]


def test_she_may_let_it_be() -> None:
    talk = known()
    talk.say("工资不对")
    turn = talk.say("算了不改了")
    turn = talk.say("不用了") if talk.open[0] == "fix" else turn
    assert talk.open == ("item", "background")


def test_at_the_read_back_a_tap_on_what_is_wrong_asks_for_that() -> None:
    talk = known()
    while talk.state.phase is not Phase.READ_BACK:
        talk.say("跳过")
    talk.say("有地方不对")
    for chip in talk.reply.quick_replies[:2]:
        assert talk.say(chip).reply.asking in (Topic.SALARY, Topic.CONTACT)
        assert talk.say("算了").reply.asking is Topic.CONFIRM
    turn = talk.say("手机号不对")
    assert turn.reply.asking is Topic.CONTACT
    turn = talk.take("13912345678", read("13912345678", talk.state.context(TODAY), "t99"), "t99")
    assert "139" in turn.reply.text
    assert turn.state.phase is Phase.READ_BACK
    assert talk.open == ("read_back", "")


@pytest.mark.parametrize("said", ["没错", "没有不对的"])
def test_nothing_wrong_is_not_something_wrong(said: str) -> None:
    talk = known()
    while talk.state.phase is not Phase.READ_BACK:
        talk.say("跳过")
    assert "哪一条" not in talk.say(said).reply.text


def test_after_the_end_it_is_asked_and_changed_too() -> None:
    talk = known()
    while talk.state.phase is not Phase.DONE:
        talk.say("跳过" if talk.state.phase is not Phase.READ_BACK else "都对")
    assert talk.say("我想改一下工资").state.open.kind == "fix"  # type: ignore[union-attr]
    turn = talk.say("五十一个小时")
    assert "五十" in turn.reply.text
    assert turn.reply.done
