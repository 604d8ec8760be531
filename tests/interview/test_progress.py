"""How far the interview is: truthful, and never backwards."""

from __future__ import annotations

from assistant.interview.interviewer import progress_of
from assistant.profile.model import Topic
from assistant.understanding.reading import Act
from tests.interview.talk import Talk


def states(talk: Talk) -> dict[Topic, str]:
    return {row.topic: row.state for row in talk.turns[-1].progress.topics}


def test_every_topic_has_a_label_in_her_language() -> None:
    talk = Talk()
    assert {row.topic: row.label for row in talk.turns[-1].progress.topics}[Topic.SALARY] == "工资"
    english = Talk(language="en")
    assert {row.topic: row.label for row in english.turns[-1].progress.topics}[Topic.SALARY] == "Pay"


def test_a_topic_is_open_then_asked_then_done() -> None:
    talk = Talk()
    assert states(talk)[Topic.NAME] == "asked"
    assert states(talk)[Topic.JOB] == "open"
    talk.tell("李梅", ("name", "李梅"))
    assert states(talk)[Topic.NAME] == "done"


def test_a_refused_topic_says_so_and_counts_as_settled() -> None:
    talk = Talk()
    before = talk.turns[-1].progress.answered
    talk.tell("年龄不说", refuses=["age"])
    assert states(talk)[Topic.AGE] == "refused"
    assert talk.turns[-1].progress.answered == before + 1


def test_a_topic_of_several_questions_is_done_with_the_last_of_them() -> None:
    talk = Talk()
    talk.tell("做月嫂", ("jobs", "maternity_nurse"))
    talk.tell("带早产", ("skills", {"id": "premature_care"}))
    assert states(talk)[Topic.SKILLS] == "asked"
    talk.tell("家常菜，宝宝洗澡", ("cuisines", "home_style"), ("skills", {"id": "infant_bathing"}))
    assert states(talk)[Topic.SKILLS] == "done"


def test_the_percentage_never_goes_back_and_ends_at_a_hundred() -> None:
    talk = Talk()
    talk.tell("李梅", ("name", "李梅"))
    for _ in range(60):
        talk.tell("跳过", acts=[Act.SKIP])
        if talk.open[0] == "read_back":
            talk.tell("对", acts=[Act.YES])
            break
    seen = [turn.progress.percent for turn in talk.turns]
    assert seen == sorted(seen)
    assert seen[-1] == 100
    assert all(percent < 100 for percent in seen[:-1])


def test_scenarios_are_part_of_it_once_the_job_is_known() -> None:
    talk = Talk()
    assert Topic.SCENARIO not in states(talk)
    talk.tell("做月嫂", ("jobs", "maternity_nurse"))
    assert states(talk)[Topic.SCENARIO] == "open"


def test_it_can_be_asked_for_between_turns_without_changing_anything() -> None:
    talk = Talk()
    talk.tell("李梅", ("name", "李梅"))
    before = talk.state.model_dump_json()
    assert progress_of(talk.state, talk.folded) == talk.turns[-1].progress
    assert talk.state.model_dump_json() == before
