"""The conversation's memory survives storage, and holds no more than it must."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.interview.state import InterviewState, OpenQuestion, ParkedQuestion, Phase
from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import TODAY, Talk


def test_a_state_round_trips_through_json() -> None:
    state = InterviewState(
        language="en",
        channel="live",
        job="cook",
        phase=Phase.PAUSED,
        open=OpenQuestion(kind="item", id="salary", topic=Topic.SALARY, fields=("expected_salary",)),
        refused=(Topic.AGE,),
        scenarios={"gas_smell": "needs_human"},
        parked=(ParkedQuestion(text="春节咋算？", topic=Topic.SALARY),),
        rotation={"ack": 3},
    )
    assert InterviewState.model_validate_json(state.model_dump_json()) == state


def test_the_reader_is_told_what_is_asked_and_what_was_asked_before() -> None:
    talk = Talk()
    talk.tell("李梅", ("name", "李梅"))
    context = talk.state.context(TODAY)
    assert (context.asking, context.previous) == (Topic.JOB, Topic.NAME)
    assert (context.today, context.language) == (TODAY, "zh")


def test_a_turn_does_not_change_the_state_it_was_given() -> None:
    talk = Talk()
    before = talk.state.model_dump_json()
    state = talk.state
    talk.tell("李梅", ("name", "李梅"))
    assert state.model_dump_json() == before


def test_the_state_holds_none_of_her_answers_but_questions_of_hers() -> None:
    talk = Talk()
    talk.tell("我叫李梅花", ("name", "李梅花", "李梅花"))
    talk.tell("13812345678", ("phone", "13812345678"))
    talk.tell("春节工资咋算？", acts=[Act.QUESTION])
    stored = talk.state.model_dump_json()
    assert "李梅花" not in stored
    assert "13812345678" not in stored
    assert "春节工资咋算" in stored


def test_a_state_of_another_version_is_refused_rather_than_guessed_at() -> None:
    with pytest.raises(ValidationError):
        InterviewState.model_validate({"version": 2})
