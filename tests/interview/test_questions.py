"""Her own questions: answered honestly where the product knows, otherwise for a person."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.interview.book import shipped_book
from assistant.interview.interviewer import step
from assistant.interview.questions import ProductAnswerer, right_for
from assistant.profile.model import Language, Topic
from assistant.understanding.reading import Act, ActSpan, Reading
from tests.interview.talk import Talk

BOOK = shipped_book()


@pytest.mark.parametrize(
    ("language", "question", "answer_id"),
    [
        ("zh", "我说的都录音吗？", "what_is_kept"),
        ("zh", "谁能看到我的东西？", "who_sees"),
        ("zh", "以后能删吗", "delete"),
        ("zh", "要不要钱啊？收费吗？", "free"),
        ("zh", "还要多久？", "how_long"),
        ("zh", "我这能不能通过啊", "who_decides"),
        ("zh", "我不识字咋办", "no_literacy"),
        ("en", "Is it free?", "free"),
        ("en", "How long does it take?", "how_long"),
        ("en", "Who can see this?", "who_sees"),
    ],
)
def test_the_product_answers_for_itself(language: Language, question: str, answer_id: str) -> None:
    book = BOOK.phrasebooks[language]
    expected = next(answer.text for answer in book.answers.answers if answer.id == answer_id)
    assert ProductAnswerer(book).answer(question, language, None) == expected


@pytest.mark.parametrize("question", ["春节工资要不要三倍？", "你们在哪条街？", "", "？？？"])
def test_what_it_does_not_know_it_does_not_answer(question: str) -> None:
    assert ProductAnswerer(BOOK.phrasebooks["zh"]).answer(question, "zh", None) is None


def test_another_answerer_may_stand_in() -> None:
    class Known:
        """Answers every question."""

        def answer(self, question: str, language: Language, topic: Topic | None) -> str | None:
            """One sentence for everything."""
            return f"{language}/{topic}: 按合同来。" if question else None

    talk = Talk()
    reading = Reading(acts=(ActSpan(Act.QUESTION, 0, 3),))
    turn = step(talk.state, "三倍？", reading=reading, folded=talk.folded, today=date(2026, 11, 22), answerer=Known())
    assert "按合同来" in turn.reply.text
    assert turn.reply.asking is Topic.NAME
    assert turn.state.parked == ()


def test_every_topic_has_a_reason_to_be_asked() -> None:
    for book in BOOK.phrasebooks.values():
        asked = {item.topic for item in BOOK.agenda.items(["maternity_nurse"])} | {Topic.SCENARIO, Topic.CONSENT}
        assert asked <= set(book.questions.why)


def test_each_unlawful_practice_has_its_rule_and_its_source() -> None:
    book = BOOK.phrasebooks["zh"]
    assert right_for(book, "要交押金").id == "deposit"
    assert right_for(book, "把身份证扣了").id == "papers"
    assert right_for(book, "拖欠工钱").id == "wages"
    assert right_for(book, "老是骂人").id == "general"
    assert all(right.law for right in book.answers.rights)
