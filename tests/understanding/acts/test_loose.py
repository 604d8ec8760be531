"""What she wants with a short turn in which nothing else was read."""

from __future__ import annotations

import pytest

from assistant.profile.model import Topic
from assistant.understanding.acts.loose import unexplained
from assistant.understanding.reading import Act


def does(text: str, asking: Topic | None, *beside: Act) -> Act | None:
    found = unexplained(text, asking, beside)
    return found[0].act if found else None


@pytest.mark.parametrize(
    ("text", "asking", "act"),
    [
        ("人家家里的私事我一句都不会往外讲", Topic.HISTORY, Act.REFUSE),
        ("这个说出来丢人，算咯", Topic.EDUCATION, Act.REFUSE),
        ("闺女等等啊，我把电视关小点", Topic.JOB, Act.WAIT),
        ("天黑了，要回去喂猪了，改日吧", Topic.PREFERENCES, Act.STOP),
        ("嗯？刚打雷没听到", Topic.SALARY, Act.REPEAT),
        ("这一条我不会答，后头的你接着问", Topic.LOCATION, Act.SKIP),
        ("能派个真人小姐姐跟我视频不", Topic.SKILLS, Act.HUMAN),
        ("带双胞胎能加多少", Topic.SALARY, Act.QUESTION),
        ("嗐，谁还去数它呀", Topic.EXPERIENCE, Act.DONT_KNOW),
        ("工资那个你没记对", Topic.CONFIRM, Act.NO),
    ],
)
def test_few_words_tell_what_she_wants(text: str, asking: Topic, act: Act) -> None:
    assert does(text, asking) is act


@pytest.mark.parametrize(
    ("text", "asking", "act"),
    [
        ("要回去喂猪了", Topic.SCHEDULE, Act.STOP),
        ("老太太摔了一跤，家里不让干了", Topic.HISTORY, Act.EMERGENCY),
        ("得看活儿多少才好说", Topic.SALARY, Act.QUESTION),
        ("不给孩子看手机", Topic.SKILLS, Act.REFUSE),
        ("我肯定先打电话给孩子妈", Topic.SCENARIO, Act.HUMAN),
    ],
)
def test_what_is_an_answer_wants_nothing(text: str, asking: Topic, act: Act) -> None:
    assert does(text, asking) is not act


def test_something_may_stand_beside_what_only_opens_a_turn() -> None:
    assert does("好嘞，那就麻烦你们帮我留心着", Topic.ANYTHING_ELSE, Act.YES) is Act.THANKS
    assert does("说不准，要等我女儿生完", Topic.JOB, Act.DONT_KNOW) is None
