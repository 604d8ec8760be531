"""What a word of ours means is told plainly; who asks it has claimed nothing."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.interview.assisting import Prepared, take
from assistant.interview.book import shipped_book
from assistant.interview.meaning import as_asking, asked_meaning
from assistant.interview.questions import ProductAnswerer
from assistant.profile.model import Language, Topic
from assistant.understanding.reader import read
from assistant.understanding.reading import Act, Context
from tests.interview.talk import at

BOOK = shipped_book()
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "question", "topic", "expected"),
    [
        ("zh", "健康证是啥？", Topic.HEALTH, "体检合格"),
        ("zh", "那是个啥东西", Topic.HEALTH, "体检合格"),
        ("zh", "啥叫无犯罪记录啊", Topic.BACKGROUND, "公安"),
        ("zh", "你说的带睡是什么意思呀", Topic.PREFERENCES, "夜里"),
        ("zh", "不住家是啥意思", Topic.WORK_MODE, "回自己家睡"),
        ("zh", "鼻饲啥意思", Topic.SKILLS, "管子"),
        ("zh", "健康证？", Topic.HEALTH, "体检合格"),
        ("zh", "啥是健康证，我没有", Topic.HEALTH, "体检合格"),
        ("en", "What is that?", Topic.HEALTH, "health check"),
        ("en", "sorry what does live-in mean", Topic.WORK_MODE, "eat and sleep"),
        ("en", "I don't know what is a health certificate", Topic.HEALTH, "health check"),
    ],
)
def test_what_a_word_of_ours_means_is_told_plainly(
    language: Language, question: str, topic: Topic, expected: str
) -> None:
    answer = ProductAnswerer(BOOK.phrasebooks[language]).answer(question, language, topic)
    assert answer is not None
    assert expected in answer


@pytest.mark.parametrize("question", ["住家是什么人家？", "健康证是什么时候要", "带睡给多少钱", "那是啥时候上班"])
def test_a_question_about_more_than_a_word_is_another_question(question: str) -> None:
    told = {meaning.text for meaning in BOOK.phrasebooks["zh"].meanings.meanings}
    assert ProductAnswerer(BOOK.phrasebooks["zh"]).answer(question, "zh", Topic.HEALTH) not in told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_every_word_its_meaning_can_be_asked(language: Language) -> None:
    meanings = BOOK.phrasebooks[language].meanings
    asking = {"zh": "{}是啥意思？", "en": "what does {} mean?"}[language]
    for meaning in meanings.meanings:
        for cue in meaning.cues:
            found = asked_meaning(meanings, asking.format(cue), None)
            assert found is not None
            assert found.meaning is meaning


@pytest.mark.parametrize(("said", "kept"), [("住家是啥意思", []), ("住家是啥意思？我做月嫂的", ["jobs"])])
def test_who_asks_what_a_word_means_has_not_claimed_it(said: str, kept: list[str]) -> None:
    reading = read(said, Context(today=TODAY, asking=Topic.WORK_MODE, language="zh"), "t")
    heard = as_asking(BOOK.phrasebooks["zh"].meanings, said, Topic.WORK_MODE, reading)
    assert [fact.field for fact in heard.facts] == kept
    assert heard.does(Act.QUESTION)


def test_after_the_meaning_our_question_comes_again_and_nobody_is_called() -> None:
    talk = at("health")
    turn = take(talk.state, "健康证是啥", [], Prepared(), turn_id="t", today=TODAY, channel=None, book=BOOK)
    assert "体检合格" in turn.reply.text
    assert turn.reply.asking is Topic.HEALTH
    assert turn.state.parked == ()
