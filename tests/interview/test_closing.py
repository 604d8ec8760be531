"""The end: she hears what was understood, fixes it, and knows what happens next."""

from __future__ import annotations

import pytest

from assistant.interview.interviewer import finish
from assistant.interview.state import EventKind, Phase
from assistant.profile.model import Language, Topic
from assistant.understanding.reading import Act
from tests.interview.talk import TODAY, Talk


def at_read_back(language: Language = "zh") -> Talk:
    talk = Talk(language=language)
    talk.tell(
        "李梅，月嫂八年，一万二一个月",
        ("name", "李梅"),
        ("jobs", "maternity_nurse"),
        ("years_experience", {"min": 8, "max": 8}),
        ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}),
    )
    for _ in range(60):
        if talk.open[0] == "read_back":
            return talk
        talk.tell("跳过", acts=[Act.SKIP])
    raise AssertionError("the read-back never comes")


def test_everything_is_read_back_in_short_lines_before_the_end() -> None:
    talk = at_read_back()
    text = talk.reply.text
    for words in ("李梅", "月嫂", "八年", "一个月一万二"):
        assert words in text
    assert talk.reply.asking is Topic.CONFIRM
    assert talk.reply.quick_replies == ("对", "有地方不对")
    assert all(len(line) <= 60 for line in text.splitlines())


def test_agreeing_ends_the_interview_and_says_what_comes_next() -> None:
    talk = at_read_back()
    turn = talk.tell("对", acts=[Act.YES])
    assert turn.reply.done
    assert turn.reply.asking is None
    assert "真人" in turn.reply.text
    assert "点头" in turn.reply.text
    assert turn.progress.percent == 100
    kinds = [event.kind for event in turn.events]
    assert kinds == [EventKind.READ_BACK_CONFIRMED, EventKind.FACTS_CONFIRMED, EventKind.COMPLETED]
    assert "expected_salary" in turn.events[1].fields


def test_a_correction_is_fixed_and_only_that_is_read_back() -> None:
    talk = at_read_back()
    pay = ("expected_salary", {"min": 13000, "max": 13000, "unit": "month"})
    turn = talk.tell("工资改成一万三", pay, flags=("correction",))
    assert "一个月一万三" in turn.reply.text
    assert "李梅" not in turn.reply.text
    assert not turn.reply.done
    assert talk.tell("对", acts=[Act.YES]).reply.done


def test_something_wrong_is_asked_which() -> None:
    talk = at_read_back()
    turn = talk.tell("不对", acts=[Act.NO])
    assert "哪" in turn.reply.text
    assert turn.reply.asking is Topic.CONFIRM


def test_hearing_it_again_is_possible() -> None:
    talk = at_read_back()
    first = talk.reply.text
    assert talk.tell("再念一遍", acts=[Act.REPEAT]).reply.text in first


def test_an_unclear_answer_never_holds_her_up_for_ever() -> None:
    talk = at_read_back()
    for _ in range(4):
        talk.tell("嘎嘎嘎")
    assert talk.reply.done
    assert not talk.state.read_back_confirmed
    assert EventKind.READ_BACK_CONFIRMED not in talk.events()


def test_after_the_end_she_can_still_correct() -> None:
    talk = at_read_back()
    talk.tell("对", acts=[Act.YES])
    turn = talk.tell("月休改成四天", ("rest_days_per_month", {"min": 4, "max": 4}), flags=("correction",))
    assert turn.reply.done
    assert "月休四天" in turn.reply.text
    assert turn.keep


@pytest.mark.parametrize(
    ("words", "act", "expected"),
    [
        ("谢谢啊", Act.THANKS, "不客气"),
        ("你是真人吗", Act.ASK_IDENTITY, "AI"),
        ("刚才说错了", Act.CORRECTION, "哪"),
        ("人工", Act.HUMAN, "真人"),
        ("能删了吗", Act.DELETE, "确定"),
    ],
)
def test_after_the_end_she_still_gets_a_useful_reply(words: str, act: Act, expected: str) -> None:
    talk = at_read_back()
    talk.tell("对", acts=[Act.YES])
    assert expected in talk.tell(words, acts=[act]).reply.text


def test_an_interview_without_anything_understood_ends_without_a_read_back() -> None:
    talk = Talk()
    for _ in range(60):
        talk.tell("跳过", acts=[Act.SKIP])
        if talk.reply.done:
            break
    assert talk.reply.done
    assert "人工" in talk.reply.text


def test_she_may_end_it_herself() -> None:
    talk = Talk()
    talk.tell("李梅", ("name", "李梅"))
    turn = finish(talk.state, talk.folded, today=TODAY)
    assert turn.reply.done
    assert turn.state.phase is Phase.DONE
    assert not turn.state.read_back_confirmed


def test_ending_without_consent_keeps_nothing() -> None:
    talk = Talk(consent=False)
    turn = finish(talk.state, talk.folded, today=TODAY)
    assert turn.state.phase is Phase.DECLINED
    assert not turn.keep
    assert [event.kind for event in turn.events] == [EventKind.CONSENT_DECLINED]


def test_a_voice_says_the_phone_digit_by_digit() -> None:
    phone = ("phone", "13812345678")
    voice = Talk(channel="audio")
    assert "幺三八" in voice.tell("一三八一二三四五六七八", phone).reply.text


def test_the_end_in_english() -> None:
    talk = at_read_back("en")
    assert "12,000 yuan a month" in talk.reply.text
    assert talk.tell("yes", acts=[Act.YES]).reply.done


@pytest.mark.parametrize(("said", "acts"), [("没有", [Act.NO]), ("没有了", [Act.DONE]), ("没啥改的", [])])
def test_nothing_to_change_is_a_yes_to_the_read_back(said: str, acts: list[Act]) -> None:
    turn = at_read_back().tell(said, acts=acts)
    assert turn.state.phase is Phase.DONE
    assert turn.state.read_back_confirmed


def test_something_wrong_is_asked_which_whatever_the_words_are_read_as() -> None:
    assert "哪一条" in at_read_back().tell("有地方不对").reply.text


def test_the_end_says_that_what_she_asked_is_not_lost() -> None:
    talk = at_read_back()
    talk.tell("老板人咋样", acts=[Act.QUESTION])
    assert "真人会回您" in talk.tell("对", acts=[Act.YES]).reply.text


def test_a_surname_alone_is_read_back_as_one() -> None:
    talk = Talk()
    talk.tell("姓王", ("name", "王", "王"))
    while talk.state.phase is not Phase.READ_BACK:
        talk.tell("跳过", acts=[Act.SKIP])
    assert "您姓王" in talk.reply.text
