"""What comes before the agenda: danger, a person, a pause, deletion, unlawful practices, requests to embellish."""

from __future__ import annotations

import pytest

from assistant.interview.state import EventKind, Phase
from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import Talk, at


def asking_salary() -> Talk:
    talk = Talk()
    talk.tell("李梅，做保洁三年", ("name", "李梅"), ("jobs", "cleaner"), ("years_experience", {"min": 3, "max": 3}))
    talk.tell("擦玻璃", ("skills", {"id": "glass_cleaning"}))
    talk.tell("朝阳", ("service_areas", "朝阳"))
    assert talk.reply.asking is Topic.SALARY
    return talk


def test_a_person_is_one_word_away_and_nothing_is_lost() -> None:
    talk = asking_salary()
    turn = talk.tell("人工", acts=[Act.HUMAN])
    assert turn.reply.handoff
    assert EventKind.HANDOFF_REQUESTED in talk.events()
    assert turn.state.phase is Phase.HANDOFF
    assert "手机号" in turn.reply.text
    after = talk.tell("一小时四十", ("expected_salary", {"min": 40, "max": 40, "unit": "hour"}))
    assert after.state.phase is Phase.ASKING
    assert not after.reply.handoff
    assert after.reply.asking is Topic.AVAILABILITY


def test_asking_for_a_person_twice_says_that_one_is_coming() -> None:
    talk = asking_salary()
    talk.tell("人工", acts=[Act.HUMAN])
    turn = talk.tell("找真人", acts=[Act.HUMAN])
    assert turn.reply.handoff
    assert "已经" in turn.reply.text


def test_no_phone_is_asked_for_a_handover_when_it_is_known_or_refused() -> None:
    talk = asking_salary()
    talk.tell("电话不给", refuses=["phone"])
    assert "手机号" not in talk.tell("人工", acts=[Act.HUMAN]).reply.text


@pytest.mark.parametrize("act", [Act.STOP, Act.WAIT])
def test_she_may_stop_and_come_back_with_an_answer(act: Act) -> None:
    talk = asking_salary()
    turn = talk.tell("先不说了", acts=[act])
    assert turn.state.phase is Phase.PAUSED
    assert turn.reply.asking is Topic.SALARY
    back = talk.tell("四十一小时", ("expected_salary", {"min": 40, "max": 40, "unit": "hour"}))
    assert back.state.phase is Phase.ASKING
    assert back.reply.asking is Topic.AVAILABILITY
    assert EventKind.RESUMED in talk.events()


@pytest.mark.parametrize("words", ["继续", "我回来了", "你好"])
def test_coming_back_hears_the_open_question_again(words: str) -> None:
    talk = asking_salary()
    talk.tell("等会", acts=[Act.WAIT])
    turn = talk.tell(words, acts=[Act.GREETING] if words == "你好" else [])
    assert turn.reply.asking is Topic.SALARY
    assert "工资" in turn.reply.text


def test_facts_said_while_stopping_are_kept() -> None:
    talk = asking_salary()
    talk.tell("四十一小时，先不说了", ("expected_salary", {"min": 40, "max": 40, "unit": "hour"}), acts=[Act.STOP])
    assert talk.folded.profile.expected_salary is not None
    assert talk.tell("继续").reply.asking is Topic.AVAILABILITY


def test_an_emergency_gets_the_numbers_first_and_no_question() -> None:
    talk = asking_salary()
    turn = talk.tell("孩子噎住了！", acts=[Act.EMERGENCY])
    assert turn.reply.text.index("120") < 20
    assert "119" in turn.reply.text
    assert "110" in turn.reply.text
    assert turn.reply.asking is None
    assert turn.reply.handoff
    assert EventKind.EMERGENCY in talk.events()
    assert turn.state.asking is Topic.SALARY


def test_distress_brings_a_person() -> None:
    talk = asking_salary()
    turn = talk.tell("他动手打我", acts=[Act.DISTRESS])
    assert "110" in turn.reply.text
    assert turn.reply.handoff
    assert EventKind.DISTRESS in talk.events()


@pytest.mark.parametrize(
    ("words", "law"),
    [
        ("中介让我交五百押金", "就业促进法"),
        ("他们扣着我身份证", "就业促进法"),
        ("上家中介拖欠我工资", "家庭服务业管理暂行办法"),
        ("他们干的事不合规矩", "就业促进法"),
    ],
)
def test_an_unlawful_practice_is_called_that_and_flagged(words: str, law: str) -> None:
    talk = asking_salary()
    turn = talk.tell(words, acts=[Act.RIGHTS])
    assert law in turn.reply.text
    assert "人工" in turn.reply.text
    assert EventKind.RIGHTS_REPORTED in talk.events()
    assert turn.reply.quick_replies[0] == "人工"
    assert turn.reply.asking is Topic.SALARY


def test_embellishment_is_declined_kindly_and_the_interview_goes_on() -> None:
    talk = asking_salary()
    turn = talk.tell("把我写成金牌呗", acts=[Act.EMBELLISH])
    assert EventKind.EMBELLISHMENT_DECLINED in talk.events()
    assert "金牌" not in turn.reply.text
    assert turn.reply.asking is Topic.SALARY


def test_asked_whether_it_is_real_it_says_it_is_an_ai() -> None:
    talk = asking_salary()
    turn = talk.tell("你是真人不是？", acts=[Act.ASK_IDENTITY, Act.QUESTION])
    assert "我是AI，不是真人" in turn.reply.text
    assert turn.reply.asking is Topic.SALARY


def test_asked_why_it_gives_the_reason_for_this_very_question() -> None:
    talk = asking_salary()
    turn = talk.tell("问这个干啥？", acts=[Act.ASK_WHY, Act.QUESTION])
    assert "先说好钱" in turn.reply.text


def test_a_question_it_cannot_answer_is_parked_and_said_so() -> None:
    talk = asking_salary()
    turn = talk.tell("你们和社区是什么关系？", acts=[Act.QUESTION])
    assert [parked.text for parked in turn.state.parked] == ["你们和社区是什么关系？"]
    assert turn.state.parked[0].topic is Topic.SALARY
    assert "真人" in turn.reply.text
    assert turn.reply.asking is Topic.SALARY


def test_a_question_inside_an_answer_is_answered_and_the_answer_taken() -> None:
    talk = asking_salary()
    turn = talk.tell(
        "四十一小时，你们要收费吗？", ("expected_salary", {"min": 40, "max": 40, "unit": "hour"}), acts=[Act.QUESTION]
    )
    assert "不问您要钱" in turn.reply.text
    assert turn.reply.asking is Topic.AVAILABILITY


def test_deletion_is_asked_once_more_and_then_done() -> None:
    talk = asking_salary()
    asked = talk.tell("把我的都删了", acts=[Act.DELETE])
    assert EventKind.DELETE_REQUESTED not in talk.events()
    assert asked.reply.quick_replies == ("确定删除", "不删")
    done = talk.tell("确定", acts=[Act.YES])
    assert EventKind.DELETE_REQUESTED in talk.events()
    assert done.state.phase is Phase.DECLINED
    assert not done.keep


def test_deletion_said_twice_is_meant() -> None:
    talk = asking_salary()
    talk.tell("删除", acts=[Act.DELETE])
    talk.tell("确定删除", acts=[Act.DELETE])
    assert EventKind.DELETE_REQUESTED in talk.events()


def test_deletion_not_meant_changes_nothing() -> None:
    talk = asking_salary()
    talk.tell("删掉", acts=[Act.DELETE])
    turn = talk.tell("不删", acts=[Act.NO])
    assert EventKind.DELETE_REQUESTED not in talk.events()
    assert turn.reply.asking is Topic.SALARY
    assert turn.state.phase is Phase.ASKING


def test_deletion_asked_and_answered_with_something_else_is_not_meant() -> None:
    talk = asking_salary()
    talk.tell("删掉", acts=[Act.DELETE])
    turn = talk.tell("四十一小时", ("expected_salary", {"min": 40, "max": 40, "unit": "hour"}))
    assert EventKind.DELETE_REQUESTED not in talk.events()
    assert turn.reply.asking is Topic.AVAILABILITY


def test_a_person_asked_for_instead_of_a_deletion_is_had() -> None:
    talk = asking_salary()
    talk.tell("删掉", acts=[Act.DELETE])
    assert talk.tell("还是找人工吧", acts=[Act.HUMAN]).reply.handoff
    assert EventKind.DELETE_REQUESTED not in talk.events()


def test_before_consent_there_is_nothing_to_delete_and_it_simply_ends() -> None:
    talk = Talk(consent=False)
    turn = talk.tell("删掉", acts=[Act.DELETE])
    assert turn.state.phase is Phase.DECLINED
    assert not turn.keep


def test_a_bare_yes_after_a_pause_means_go_on() -> None:
    talk = asking_salary()
    talk.tell("等会", acts=[Act.WAIT])
    turn = talk.tell("好的", acts=[Act.YES])
    assert turn.reply.asking is Topic.SALARY
    assert "接着" in turn.reply.text


def test_withdrawn_consent_ends_the_questions_and_empties_the_memory() -> None:
    talk = asking_salary()
    talk.tell("你们干啥的？", acts=[Act.QUESTION])
    turn = talk.tell("我不同意了，收回", acts=[Act.WITHDRAW])
    assert EventKind.CONSENT_WITHDRAWN in talk.events()
    assert turn.state.phase is Phase.DECLINED
    assert not turn.state.consented
    assert turn.state.parked == ()
    assert not turn.keep


def test_in_a_what_if_answer_an_ambulance_is_an_answer() -> None:
    talk = to_scenario()
    turn = talk.tell("马上叫人，打120", acts=[])
    assert EventKind.EMERGENCY not in [event.kind for event in turn.events]
    other = to_scenario()
    turn = other.tell("先打120，再告诉家属", acts=[Act.EMERGENCY])
    assert EventKind.EMERGENCY not in other.events()
    assert turn.extra_facts[0].field == "scenarios"


def test_in_a_what_if_answer_a_real_emergency_is_still_one() -> None:
    talk = to_scenario()
    talk.tell("不说了，现在孩子真噎住了，救命", acts=[Act.EMERGENCY])
    assert EventKind.EMERGENCY in talk.events()


def test_in_a_what_if_answer_a_person_mentioned_is_not_asked_for() -> None:
    talk = to_scenario()
    turn = talk.tell("我先打电话给家里人，再找公司的人工客服问一问怎么办", acts=[])
    assert not turn.reply.handoff
    assert talk.tell("人工", acts=[Act.HUMAN]).reply.handoff


def to_scenario() -> Talk:
    talk = Talk()
    talk.tell("李梅，做保洁", ("name", "李梅"), ("jobs", "cleaner"))
    for _ in range(40):
        if talk.state.asking is Topic.SCENARIO:
            return talk
        talk.tell("跳过", acts=[Act.SKIP])
    raise AssertionError("no scenario was asked")


def test_a_danger_told_twice_is_not_answered_in_the_same_words() -> None:
    talk = asking_salary()
    first = talk.tell("孩子摔了头破了", acts=[Act.EMERGENCY]).reply
    again = talk.tell("流了好多血", acts=[Act.EMERGENCY]).reply
    assert first.handoff
    assert again.handoff
    assert "120" in first.text
    assert again.text != first.text


def test_the_first_word_after_a_danger_answers_no_question() -> None:
    talk = at("twins", _nurse())
    talk.tell("孩子摔了头破了", acts=[Act.EMERGENCY])
    turn = talk.tell("没事了，邻居家孩子", acts=[Act.YES])
    assert "preferences" not in talk.folded.profile.wire()
    assert talk.open == ("item", "twins")
    assert "双胞胎" in turn.reply.text


def _nurse() -> Talk:
    talk = Talk()
    talk.tell("李梅，做月嫂", ("name", "李梅", "李梅"), ("jobs", "maternity_nurse", "月嫂"))
    return talk


@pytest.mark.parametrize("said", ["好了，你说", "哎，我忙完了，接着说吧", "在在在"])
def test_coming_back_in_any_words_for_it_takes_up_the_question(said: str) -> None:
    talk = asking_salary()
    talk.tell("等会儿", acts=[Act.WAIT])
    turn = talk.tell(said)
    assert "接着" in turn.reply.text
    assert turn.reply.asking is Topic.SALARY
    assert "听" not in turn.reply.text
