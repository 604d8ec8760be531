"""The small moves of one turn."""

from __future__ import annotations

import pytest

from assistant.interview.book import shipped_book
from assistant.interview.desk import PARKED_CHARACTERS, Desk, topic_of
from assistant.interview.questions import ProductAnswerer
from assistant.interview.state import InterviewState, OpenQuestion
from assistant.profile.fold import fold
from assistant.profile.model import Topic
from assistant.understanding.reading import Act, ActSpan, Reading
from tests.interview.talk import TODAY


def desk(text: str = "", *spans: ActSpan, seed: int = 0) -> Desk:
    book = shipped_book()
    return Desk(
        book=book,
        state=InterviewState(seed=seed),
        text=text,
        reading=Reading(acts=spans),
        folded=fold([]),
        today=TODAY,
        turn_id="t1",
        answerer=ProductAnswerer(book.phrasebooks["zh"]),
    )


def test_variants_take_turns_from_where_the_seed_says() -> None:
    variants = ("一", "二", "三")
    first = desk(seed=0)
    assert [first.pick("k", variants) for _ in range(4)] == ["一", "二", "三", "一"]
    assert desk(seed=2).pick("k", variants) == "三"


def test_a_sentence_must_be_given_its_slots() -> None:
    with pytest.raises(ValueError, match="ack takes"):
        desk().say("ack")


def test_an_act_in_passing_is_not_most_of_what_is_said() -> None:
    said = desk("我会先打电话给家里人再说人工", ActSpan(Act.HUMAN, 12, 14))
    assert said.does(Act.HUMAN)
    assert not said.mostly(Act.HUMAN)
    assert desk("人工！", ActSpan(Act.HUMAN, 0, 2)).mostly(Act.HUMAN)


def test_a_fact_of_the_question_quotes_her_words() -> None:
    working = desk("嗯有的", ActSpan(Act.YES, 1, 3))
    working.add_fact("health_certificate", {"held": True}, 1, 3)
    fact = working.extra_facts[0]
    assert (fact.quote, fact.start, fact.end, fact.turn_id) == ("有的", 1, 3, "t1")
    assert working.profile["health_certificate"] == {"held": True}


def test_a_parked_question_is_bounded() -> None:
    working = desk("啊" * 5000)
    working.park(working.text)
    assert len(working.state.parked[0].text) == PARKED_CHARACTERS


def test_the_question_before_is_remembered_for_corrections() -> None:
    working = desk()
    working.put(OpenQuestion(kind="item", id="name", topic=Topic.NAME))
    working.put(OpenQuestion(kind="item", id="job", topic=Topic.JOB))
    assert working.state.previous_topic is Topic.NAME


def test_fields_belong_to_topics() -> None:
    assert topic_of("phone") is Topic.CONTACT
    assert topic_of("of a later version") is None
