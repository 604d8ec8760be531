"""What is asked next: only what is missing, most important first, one thing at a time."""

from __future__ import annotations

import pytest

from assistant.interview.state import EventKind
from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import Talk


def test_what_was_said_early_is_not_asked_later() -> None:
    talk = Talk()
    talk.tell(
        "我叫李梅，做了八年月嫂，一万二一个月，随时能上户",
        ("name", "李梅"),
        ("jobs", "maternity_nurse"),
        ("years_experience", {"min": 8, "max": 8}),
        ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}),
        ("available_from", "now"),
    )
    talk.tell("洗澡抚触", ("skills", {"id": "infant_bathing"}))
    asked = {turn.reply.asking for turn in talk.turns[1:]}
    for _ in range(40):
        asked.add(talk.tell("跳过", acts=[Act.SKIP]).reply.asking)
        if talk.reply.done:
            break
    assert not asked & {Topic.JOB, Topic.EXPERIENCE, Topic.SALARY, Topic.AVAILABILITY}


def test_pay_without_a_unit_is_asked_its_unit_once() -> None:
    talk = Talk()
    talk.tell("四十", ("expected_salary", {"min": 40, "max": 40}))
    assert talk.open == ("follow_up", "salary_unit")
    assert talk.reply.asking is Topic.SALARY
    talk.tell("一小时")
    assert talk.folded.profile.expected_salary is not None
    assert talk.folded.profile.expected_salary.unit == "hour"
    assert talk.facts[-1].quote == "小时"
    assert "follow_up:salary_unit" not in talk.asked()[2:]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("一个月的", "month"),
        ("按26天算", "26_days"),
        ("一天", "day"),
        ("一个钟头", "hour"),
        ("一次", "visit"),
        ("an hour", "hour"),
    ],
)
def test_the_unit_is_understood_from_the_words_she_uses(words: str, unit: str) -> None:
    talk = Talk()
    talk.tell("四百", ("expected_salary", {"min": 400, "max": 400}))
    talk.tell(words)
    assert talk.folded.profile.expected_salary is not None
    assert talk.folded.profile.expected_salary.unit == unit


def test_an_unanswered_follow_up_is_let_go() -> None:
    talk = Talk()
    talk.tell("四百", ("expected_salary", {"min": 400, "max": 400}))
    talk.tell("随便")
    talk.tell("李梅", ("name", "李梅"))
    assert talk.asked().count("follow_up:salary_unit") == 1


def test_spoken_numbers_are_read_back_and_typed_ones_are_not() -> None:
    pay = ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"})
    typed = Talk()
    typed.tell("一万二一个月", pay)
    assert typed.open[0] == "item"
    voiced = Talk(channel="audio")
    turn = voiced.tell("一万二一个月，月休四天", pay, ("rest_days_per_month", {"min": 4, "max": 4}))
    assert voiced.open[0] == "numbers"
    assert "一个月" in turn.reply.text
    assert "月休" in turn.reply.text
    assert turn.reply.quick_replies == ("对", "不对")
    after = voiced.tell("对", acts=[Act.YES])
    assert after.events[0].kind is EventKind.FACTS_CONFIRMED
    assert after.events[0].fields == ("expected_salary", "rest_days_per_month")
    assert after.reply.asking is Topic.NAME


def test_a_number_typed_in_a_voice_interview_is_not_read_back() -> None:
    talk = Talk(channel="audio")
    talk.channel = "text"
    talk.tell("一万二一个月", ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}))
    assert talk.open[0] == "item"


def test_a_misheard_number_is_said_again_and_read_back_again() -> None:
    talk = Talk(channel="live")
    talk.tell("电话一三八", ("phone", "13800001111"))
    assert talk.tell("不对", acts=[Act.NO]).reply.asking is Topic.CONTACT
    turn = talk.tell("一三九零零零零二二二二", ("phone", "13900002222"))
    assert talk.open[0] == "numbers"
    assert "1390000" in turn.reply.text.replace(" ", "") or "三九" in turn.reply.text
    assert talk.tell("对的", acts=[Act.YES]).reply.asking is Topic.NAME


def test_a_question_of_hers_does_not_pass_for_a_yes_to_the_numbers() -> None:
    talk = Talk(channel="audio")
    talk.tell("一三八零零零零一一一一", ("phone", "13800001111"))
    turn = talk.tell("你们要收费不？", acts=[Act.QUESTION])
    assert talk.open == ("numbers", "phone")
    assert "幺三八" in turn.reply.text
    assert EventKind.FACTS_CONFIRMED not in talk.events()


def test_what_is_no_answer_to_a_number_said_back_is_asked_again_once_and_never_a_yes() -> None:
    talk = Talk(channel="audio")
    talk.tell("一万二一个月", ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}))
    again = talk.tell("Puy.")
    assert talk.open == ("numbers", "expected_salary")
    assert "一万二" in again.reply.text
    assert again.reply.quick_replies == ("对", "不对")
    talk.tell("Puy.")
    assert talk.open[0] == "item"
    assert EventKind.FACTS_CONFIRMED not in talk.events()


def test_years_and_families_said_aloud_are_put_to_her() -> None:
    talk = Talk(channel="audio", job="maternity_nurse")
    turn = talk.tell("十六年", ("years_experience", {"min": 16, "max": 16}))
    assert talk.open == ("numbers", "years_experience")
    assert "十六年" in turn.reply.text
    assert talk.tell("不对", acts=[Act.NO]).reply.asking is Topic.EXPERIENCE
    assert "六年" in talk.tell("六年", ("years_experience", {"min": 6, "max": 6})).reply.text
    talk.tell("对", acts=[Act.YES])
    assert talk.events().count(EventKind.FACTS_CONFIRMED) == 1


def test_under_a_number_said_back_the_ears_expect_a_yes_or_no() -> None:
    talk = Talk(channel="audio")
    assert talk.state.hearing_for is talk.state.asking
    talk.tell("一万二一个月", ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}))
    assert talk.state.asking is Topic.SALARY
    assert talk.state.hearing_for is Topic.CONFIRM


def test_numbers_denied_without_new_ones_are_not_asked_for_ever() -> None:
    talk = Talk(channel="audio")
    talk.tell("一万二一个月", ("expected_salary", {"min": 12000, "max": 12000, "unit": "month"}))
    talk.tell("不对", acts=[Act.NO])
    talk.tell("不对", acts=[Act.NO])
    assert talk.reply.asking is Topic.NAME


def test_a_year_that_disagrees_is_checked_once_and_neutrally() -> None:
    talk = Talk()
    turn = talk.tell("属羊的，七八年", ("birth_year", 1978, "七八年"), flags=("zodiac_conflict",))
    assert EventKind.CONFLICT_ASKED in talk.events()
    assert turn.reply.asking is Topic.AGE
    assert "羊" not in turn.reply.text
    assert turn.reply.quick_replies == ("对", "不对")
    talk.tell("对", acts=[Act.YES])
    for _ in range(40):
        talk.tell("跳过", acts=[Act.SKIP])
    assert talk.events().count(EventKind.CONFLICT_ASKED) == 1


def test_a_wrong_year_is_said_again() -> None:
    talk = Talk()
    talk.tell("属羊的，七八年", ("birth_year", 1978, "七八年"), flags=("zodiac_conflict",))
    denied = talk.tell("不对", acts=[Act.NO])
    assert denied.reply.asking is Topic.AGE
    told = talk.tell("七九年", ("birth_year", 1979))
    assert talk.folded.profile.birth_year == 1979
    assert told.reply.asking is Topic.NAME


def test_two_figures_for_one_thing_are_asked_about_once() -> None:
    talk = Talk()
    talk.tell("干了五年", ("years_experience", {"min": 5, "max": 5}))
    turn = talk.tell("八年经验", ("years_experience", {"min": 8, "max": 8}))
    assert talk.open[0] == "conflict"
    assert len(turn.reply.quick_replies) == 2
    talk.tell("八年", ("years_experience", {"min": 8, "max": 8}))
    assert talk.open[0] == "item"
    assert talk.events().count(EventKind.CONFLICT_ASKED) == 1


def test_a_figure_she_corrects_herself_is_no_contradiction() -> None:
    talk = Talk()
    talk.tell("干了五年", ("years_experience", {"min": 5, "max": 5}))
    talk.tell("说错了，八年", ("years_experience", {"min": 8, "max": 8}), flags=("correction",))
    assert EventKind.CONFLICT_ASKED not in talk.events()


def test_the_post_she_came_for_is_not_asked_but_heard_in_her_answer() -> None:
    talk = Talk(job="maternity_nurse")
    turn = talk.tell("李梅", ("name", "李梅"))
    assert turn.reply.asking is Topic.EXPERIENCE
    assert "月嫂" in turn.reply.text
    assert talk.folded.profile.jobs == []
    talk.tell("有五年了", ("years_experience", {"min": 5, "max": 5}, "五年"))
    assert talk.folded.profile.jobs == ["maternity_nurse"]
    assert talk.facts[-1].quote == "五年"


def test_no_years_in_a_post_do_not_make_it_hers() -> None:
    talk = Talk(job="maternity_nurse")
    talk.tell("李梅", ("name", "李梅"))
    talk.tell("刚开始做")
    assert talk.folded.profile.jobs == []


def to_the_supposed_job() -> Talk:
    talk = Talk(job="maternity_nurse")
    for _ in range(40):
        if talk.open == ("item", "job"):
            return talk
        talk.tell("跳过", acts=[Act.SKIP])
    raise AssertionError("the post is never confirmed")


def test_a_post_still_unconfirmed_at_the_end_is_confirmed_then() -> None:
    talk = to_the_supposed_job()
    assert "月嫂" in talk.reply.text
    talk.tell("对", acts=[Act.YES])
    assert talk.folded.profile.jobs == ["maternity_nurse"]
    assert talk.facts[-1].quote == "对"


def test_a_post_she_did_not_come_for_is_dropped() -> None:
    talk = to_the_supposed_job()
    turn = talk.tell("不是", acts=[Act.NO])
    assert turn.reply.asking is Topic.JOB
    assert "对吗" not in turn.reply.text
    assert turn.state.job is None


def test_the_wording_takes_turns() -> None:
    first = {Talk(seed=seed).reply.text for seed in range(6)}
    assert len(first) > 1
    assert Talk(seed=3).reply.text == Talk(seed=3).reply.text


def test_scenarios_are_those_of_her_job_and_no_more_than_wanted() -> None:
    talk = Talk()
    talk.tell("李梅，做保洁", ("name", "李梅"), ("jobs", "cleaner"))
    for _ in range(60):
        if talk.state.asking is Topic.SCENARIO:
            talk.tell("先停下，告诉客户")
        else:
            talk.tell("跳过", acts=[Act.SKIP])
        if talk.reply.done:
            break
    asked = [name for name in talk.asked() if name.startswith("scenario:")]
    assert len(set(asked)) == 2
    assert set(asked) <= {"scenario:mixing_cleaners", "scenario:outside_window", "scenario:scratched_floor"}


def asked_what_she_can_do(talk: Talk) -> bool:
    """Whether the interview comes to ask what she can do, if she says nothing more."""
    for _ in range(60):
        if talk.open == ("item", "skills"):
            return True
        if talk.reply.done:
            break
        talk.say("没了")
    return False


def test_a_skill_told_by_the_way_does_not_spare_the_question_what_she_can_do() -> None:
    talk = Talk()
    talk.tell("做育儿嫂，从会走带到上幼儿园", ("jobs", "childcare_nanny"), ("skills", {"id": "toddler_care"}))
    assert asked_what_she_can_do(talk)


def test_several_skills_told_by_the_way_spare_the_question() -> None:
    talk = Talk()
    skills = [("skills", {"id": name}) for name in ("toddler_care", "complementary_food", "early_education")]
    talk.tell("做育儿嫂，会辅食、早教", ("jobs", "childcare_nanny"), *skills)
    assert not asked_what_she_can_do(talk)


def test_one_skill_in_answer_to_the_question_is_an_answer() -> None:
    talk = Talk()
    talk.tell("做育儿嫂", ("jobs", "childcare_nanny"))
    assert asked_what_she_can_do(talk)
    talk.tell("就会做辅食", ("skills", {"id": "complementary_food"}))
    assert not asked_what_she_can_do(talk)
