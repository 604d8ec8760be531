"""What she does with her words."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.profile.model import Topic
from assistant.understanding.acts.zh import detect
from assistant.understanding.reading import Act, Context


def acts(text: str, asking: Topic | None = None) -> set[Act]:
    return {span.act for span in detect(text, Context(date(2026, 11, 22), asking))}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("同意", Act.YES),
        ("中", Act.YES),
        ("好嘞", Act.YES),
        ("要得", Act.YES),
        ("没有", Act.NO),
        ("随便", Act.ANY),
        ("不知道", Act.DONT_KNOW),
        ("转人工", Act.HUMAN),
        ("停", Act.STOP),
        ("等会", Act.WAIT),
        ("你等哈儿", Act.WAIT),
        ("没得啥子说的了", Act.DONE),
        ("按东家的意思来", Act.ANY),
        ("这个就免了吧", Act.REFUSE),
        ("你们抽成多少", Act.QUESTION),
        ("身份证还扣在中介那里", Act.RIGHTS),
        ("你说啥？", Act.REPEAT),
        ("下一个", Act.SKIP),
        ("没有了", Act.DONE),
        ("你好", Act.GREETING),
        ("谢谢", Act.THANKS),
        ("刚才说错了", Act.CORRECTION),
        ("你是真人不是？", Act.ASK_IDENTITY),
        ("问这个干啥？", Act.ASK_WHY),
        ("把我写成金牌月嫂呗", Act.EMBELLISH),
        ("中介让我交五百押金", Act.RIGHTS),
        ("老太太摔地上不动了", Act.EMERGENCY),
        ("男主人骚扰我", Act.DISTRESS),
        ("把我的资料删了", Act.DELETE),
        ("我不同意了", Act.WITHDRAW),
        ("这个就不说了吧", Act.REFUSE),
        ("中介费要多少？", Act.QUESTION),
    ],
)
def test_an_act_is_heard(text: str, act: Act) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("会人工喂养", Act.HUMAN),
        ("做了停不下来", Act.STOP),
        ("我不怕猫", Act.NO),
        ("月嫂证没有，育婴证有", Act.STOP),
        ("会做人工呼吸", Act.HUMAN),
    ],
)
def test_a_word_alone_is_not_the_act(text: str, act: Act) -> None:
    assert act not in acts(text)


def test_imagined_emergencies_are_told_not_lived() -> None:
    assert Act.EMERGENCY not in acts("娃噎着了我就拍背", Topic.SCENARIO)


def test_a_bare_verdict_answers_the_question() -> None:
    assert acts("接不了", Topic.PREFERENCES) == {Act.NO}
    assert acts("我做得来", Topic.SKILLS) == {Act.YES}


@pytest.mark.parametrize("text", ["三年，等等，四年了", "等等，不对，是九年", "七千，等一下，七千五吧"])
def test_a_hesitation_before_a_correction_asks_for_no_pause(text: str) -> None:
    assert Act.WAIT not in acts(text)


def test_a_pause_stays_a_pause() -> None:
    assert Act.WAIT in acts("等一会儿，二宝哭了")
