"""She is shown briefly that she was understood; sensitive things are never said back in passing."""

from __future__ import annotations

import pytest

from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import F, Talk, at


def test_what_was_understood_is_said_back_in_a_few_words() -> None:
    talk = Talk()
    talk.tell("李梅", ("name", "李梅"))
    assert "月嫂" in talk.tell("做月嫂", ("jobs", "maternity_nurse")).reply.text
    assert "五年" in talk.tell("五年了", ("years_experience", {"min": 5, "max": 5})).reply.text


def test_she_is_called_by_the_name_she_gave() -> None:
    assert "李姐" in Talk().tell("叫我李姐", ("name", "李姐", "李姐")).reply.text


def test_only_two_things_are_said_back_however_many_were_said() -> None:
    talk = Talk()
    turn = talk.tell(
        "会做饭、洗衣、熨烫、收纳、开车",
        ("skills", {"id": "cooking"}),
        ("skills", {"id": "laundry"}),
        ("skills", {"id": "ironing"}),
        ("skills", {"id": "organizing"}),
    )
    assert "做饭" in turn.reply.text
    assert "收纳" not in turn.reply.text


@pytest.mark.parametrize(
    ("fact", "secret"),
    [
        (("age", 47), "四十七"),
        (("birth_year", 1979), "1979"),
        (("phone", "13812345678"), "1381"),
        (("hometown", {"province": "河南", "city": "周口"}), "周口"),
        (("health_certificate", {"held": False}), "没有健康证"),
        (("work_history", {"reason_left": "口味不合", "months": 6}), "口味"),
        (("education", "primary"), "小学"),
    ],
)
def test_sensitive_things_are_noted_and_not_repeated(fact: F, secret: str) -> None:
    turn = Talk().tell("这个嘛", fact)
    assert secret not in turn.reply.text
    assert "记" in turn.reply.text


def test_a_correction_says_what_it_was_changed_to() -> None:
    talk = Talk()
    talk.tell("月休两天", ("rest_days_per_month", {"min": 2, "max": 2}))
    turn = talk.tell("改成四天", ("rest_days_per_month", {"min": 4, "max": 4}), flags=("correction",))
    assert "改成月休四天了" in turn.reply.text


def test_a_correction_inside_one_sentence_is_no_change_to_talk_about() -> None:
    talk = Talk()
    turn = talk.tell("三年，哦不，四年", ("years_experience", {"min": 4, "max": 4}), flags=("correction",))
    assert "改成" not in turn.reply.text
    assert "四年" in turn.reply.text


def test_a_sensitive_correction_is_confirmed_without_saying_it() -> None:
    talk = Talk()
    talk.tell("七八年", ("birth_year", 1978))
    turn = talk.tell("说错了，七九年", ("birth_year", 1979), flags=("correction",))
    assert "改" in turn.reply.text
    assert "1979" not in turn.reply.text


def test_a_correction_that_does_not_say_what_is_asked_for() -> None:
    talk = Talk()
    talk.tell("李梅", ("name", "李梅"))
    turn = talk.tell("刚才说错了", acts=[Act.CORRECTION])
    assert "哪" in turn.reply.text
    assert turn.reply.asking is not None
    assert turn.reply.asking.value == "job"


def test_what_she_does_not_do_is_acknowledged_as_that() -> None:
    turn = Talk().tell("保洁我不做", ("jobs", "cleaner"), negative=True)
    assert "保洁不做" in turn.reply.text


def test_an_approximation_is_said_back_as_one() -> None:
    talk = Talk()
    turn = talk.tell(
        "万把块吧", ("expected_salary", {"min": 10000, "max": 10000, "unit": "month"}), flags=("approximate",)
    )
    assert "一个月一万左右" in turn.reply.text


def test_acknowledgements_take_turns() -> None:
    talk = Talk()
    said = [talk.tell(job, ("jobs", job)).reply.text[:2] for job in ("cook", "cleaner", "butler")]
    assert len(set(said)) > 1


def test_what_she_will_not_say_is_heard_though_something_else_was_asked() -> None:
    talk = at("salary", Talk(language="en"))
    turn = talk.tell("I don't want to say my phone yet", refuses=["phone"])
    assert turn.reply.text.startswith("All right, I will not ask about that.")
    assert turn.reply.asking is Topic.SALARY


def test_things_of_one_kind_are_said_back_together() -> None:
    turn = at("skills").tell("做饭洗衣", ("skills", {"id": "cooking"}), ("skills", {"id": "laundry"}))
    assert "做饭、洗衣服" in turn.reply.text


def test_a_bare_surname_is_not_called_out_as_a_name() -> None:
    assert "您姓刘" in Talk().tell("姓刘", ("name", "刘", "刘")).reply.text


def test_a_name_with_something_else_is_acknowledged_in_one_go() -> None:
    text = (
        Talk().tell("李秀英，八年", ("name", "李秀英", "李秀英"), ("years_experience", {"min": 8, "max": 8})).reply.text
    )
    assert "李秀英" in text
    assert "八年，也记下了" in text


def test_of_much_told_in_one_breath_none_is_picked_out() -> None:
    turn = Talk().tell(
        "月嫂八年，六千，住家，明天能来，人在北京",
        ("jobs", "maternity_nurse"),
        ("years_experience", {"min": 8, "max": 8}),
        ("expected_salary", {"min": 6000, "max": 6000, "unit": "month"}),
        ("work_modes", "live_in"),
        ("available_from", "now"),
    )
    assert "都记下了" in turn.reply.text
    assert "八年" not in turn.reply.text


def test_what_she_does_not_want_is_said_back_as_people_say_it() -> None:
    turn = at("work_mode").tell("不住家", ("work_modes", "live_in"), negative=True)
    assert "不住家" in turn.reply.text
    assert "住家不做" not in turn.reply.text


def test_what_was_changed_is_said_as_a_value_alone() -> None:
    talk = Talk()
    talk.tell("七千", ("expected_salary", {"min": 7000, "max": 7000, "unit": "month"}))
    pay = {"min": 7500, "max": 7500, "unit": "month"}
    assert "改成一个月七千五了" in talk.tell("七千五", ("expected_salary", pay), flags=("correction",)).reply.text
