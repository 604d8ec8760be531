"""What she does with her words beside stating facts."""

from __future__ import annotations

import pytest

from assistant.understanding.reading import Act

from .conftest import Read


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("yes", Act.YES),
        ("Yes, that's correct", Act.YES),
        ("no", Act.NO),
        ("I don't know", Act.DONT_KNOW),
        ("I'd rather keep that to myself", Act.REFUSE),
        ("either is fine", Act.ANY),
        ("a real person please", Act.HUMAN),
        ("agent", Act.HUMAN),
        ("let's continue tomorrow, stop here", Act.STOP),
        ("wait a moment", Act.WAIT),
        ("Sorry, what was that?", Act.REPEAT),
        ("next question", Act.SKIP),
        ("no that's all", Act.DONE),
        ("hello", Act.GREETING),
        ("thank you", Act.THANKS),
        ("sorry, I made a mistake", Act.CORRECTION),
        ("who will see my information?", Act.QUESTION),
        ("Are you a robot?", Act.ASK_IDENTITY),
        ("Why do you need my age?", Act.ASK_WHY),
        ("write that I am a gold medal nanny", Act.EMBELLISH),
        ("The agency asked me to pay 500 deposit", Act.RIGHTS),
        ("The agency kept my passport", Act.RIGHTS),
        ("The baby is choking!", Act.EMERGENCY),
        ("an old lady fell and can't get up", Act.EMERGENCY),
        ("I don't want to live any more", Act.DISTRESS),
        ("He touched me when madam was out", Act.DISTRESS),
        ("My boss locked me in the room and hit me", Act.DISTRESS),
        ("I want to delete everything about me", Act.DELETE),
        ("take back my consent", Act.WITHDRAW),
    ],
)
def test_an_act(read: Read, words: str, act: Act) -> None:
    assert read(words).does(act)


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("I don't do cleaning", Act.NO),
        ("no smokers please", Act.NO),
        ("I have a certificate", Act.YES),
        ("If the baby is choking I would call 120", Act.EMERGENCY),
        ("not 8000, wait, 9000", Act.WAIT),
        ("I have a driver's license", Act.EMBELLISH),
        ("I don't want to live in", Act.DISTRESS),
        ("no, I don't agree", Act.WITHDRAW),
    ],
)
def test_what_only_looks_like_an_act(read: Read, words: str, act: Act) -> None:
    assert not read(words).does(act)


def test_an_act_points_at_its_words(read: Read) -> None:
    text = "I don't know, how much do you usually pay?"
    spans = {span.act: text[span.start : span.end] for span in read(text, "salary").acts}
    assert spans == {Act.DONT_KNOW: "I don't know", Act.QUESTION: "how much do you usually pay"}


@pytest.mark.parametrize(
    ("words", "asking", "act"),
    [
        ("everything correct, thank you ma'am", "confirm", Act.YES),
        ("all ok", "confirm", Act.YES),
        ("no mistakes there", "confirm", Act.YES),
        ("My wechat only, I don't give number", "contact", Act.REFUSE),
        ("I follow your company standard", "salary", Act.ANY),
        ("put 10 years please, agency said it's better", "anything_else", Act.EMBELLISH),
        ("why u ask this", "age", Act.ASK_WHY),
        ("is food included?", "salary", Act.QUESTION),
    ],
)
def test_an_act_where_its_topic_is_asked(read: Read, words: str, asking: str, act: Act) -> None:
    assert read(words, asking).does(act)


@pytest.mark.parametrize(
    ("words", "asking", "act"),
    [
        ("everything correct except the age", "confirm", Act.YES),
        ("all ok", "confirm", Act.ANY),
        ("I don't give medicine without asking", "skills", Act.REFUSE),
        ("I follow the recipe", "skills", Act.ANY),
        ("put 10 years please, I counted wrong", "confirm", Act.EMBELLISH),
        ("why I left? they moved", "history", Act.ASK_WHY),
    ],
)
def test_what_is_no_act_where_its_topic_is_asked(read: Read, words: str, asking: str, act: Act) -> None:
    assert not read(words, asking).does(act)
