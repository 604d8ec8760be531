"""The answers a question expects, and which of them is believed."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.expected import Guess, Score, best, expected, rule, taken
from assistant.speech.listener import Listener
from assistant.speech.model import HEARING_RATE, Sound, Transcript, Trouble, confirmed
from assistant.speech.scripted import ScriptedRecognizer
from assistant.speech.timing import seconds_of
from assistant.understanding.repair.model import Repaired


class Scripted:
    """Scores from a script; every other text fits badly."""

    def __init__(self, **totals: float) -> None:
        self.totals = totals
        self.asked: list[tuple[str, ...]] = []
        self.prepared: tuple[str, ...] = ()
        self.most_at_once = 0

    def score(self, sound: Sound, texts: tuple[str, ...], language: Language) -> tuple[Score, ...]:
        assert sound.seconds == pytest.approx(0.9)
        assert language == "zh"
        self.asked.append(texts)
        return scores(*texts, **self.totals)

    def prepare(self, texts: tuple[str, ...], language: Language) -> None:
        assert language == "zh"
        self.prepared += texts
        self.most_at_once = max(self.most_at_once, len(texts))


def scores(*texts: str, **totals: float) -> tuple[Score, ...]:
    return tuple(Score(text=text, total=totals.get(text, -20), tokens=2, on_silence=-10) for text in texts)


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    found = [(0.4, 0.8)]
    monkeypatch.setattr("assistant.speech.activity.speech_spans", lambda _: found)
    return found


SOUND = Sound(np.random.default_rng(5).normal(0, 0.1, 2 * HEARING_RATE).astype(np.float32))


def hear(
    heard: str, asking: Topic | None, scorer: Scripted, confidence: float = 0.9, language: Language = "zh"
) -> Transcript:
    recognizer = ScriptedRecognizer([heard, heard], confidence=confidence)
    return Listener(recognizer, None, WorkerPool(1, 2, 30), scorer).hear(SOUND, language, asking)


@pytest.mark.parametrize("topic", [topic for topic in Topic if expected(topic, "zh")])
def test_expected_answers_are_few_and_short_and_the_taken_ones_are_among_them(topic: Topic) -> None:
    answers = expected(topic, "zh")
    assert len(answers) == len(set(answers)) <= rule().most_answers
    assert all(len(answer) <= rule().longest_answer for answer in answers)
    assert {answer for answer in taken(topic) if len(answer) <= rule().longest_answer and answer.isalpha()} <= set(
        answers
    )


def test_the_chips_of_the_question_are_expected() -> None:
    assert {"住家", "白班"} <= set(expected(Topic.WORK_MODE, "zh"))


def test_consent_is_at_most_asked_about() -> None:
    assert "同意" in expected(Topic.CONSENT, "zh")
    assert taken(Topic.CONSENT) == frozenset()


def test_open_questions_expect_nothing_and_take_nothing() -> None:
    for topic in (None, Topic.NAME, Topic.CONTACT, Topic.SCENARIO):
        assert expected(topic, "zh") == ()
        assert not taken(topic)


def test_a_clear_winner_is_suggested_and_a_very_clear_chip_is_taken() -> None:
    answers = expected(Topic.WORK_MODE, "zh")
    assert best("拜拜", scores(*answers, "拜拜", 白班=-5, 拜拜=-4), Topic.WORK_MODE) == Guess("白班", sure=True)
    assert best("拜拜", scores(*answers, "拜拜", 白班=-8, 拜拜=-5), Topic.WORK_MODE) == Guess("白班", sure=False)


def test_a_yes_heard_unsurely_that_fits_best_is_a_yes() -> None:
    """对 of a fifth of a second: written down rightly, with little confidence."""
    answers = expected(Topic.CONFIRM, "zh")
    assert best("对", scores(*answers, 对=-2.5, 不是=-5), Topic.CONFIRM) == Guess("对", sure=True)
    assert best("部队", scores(*answers, "部队", 不对=-2.5, 不是=-5, 部队=-1), Topic.CONFIRM) == Guess(
        "不对", sure=True
    )


def test_a_yes_that_is_heard_and_fits_no_better_than_a_no_is_none() -> None:
    answers = expected(Topic.CONFIRM, "zh")
    assert best("对", scores(*answers, 对=-2.5, 不对=-3), Topic.CONFIRM) is None
    assert best("对", scores(*answers, 对=-9), Topic.CONFIRM) != Guess("对", sure=True)


def test_consent_is_not_taken_however_it_fits() -> None:
    answers = expected(Topic.CONSENT, "zh")
    assert best("同意", scores(*answers, 同意=-1), Topic.CONSENT) == Guess("同意", sure=False)


def test_what_is_neither_chip_nor_yes_or_no_is_never_taken() -> None:
    answers = expected(Topic.SALARY, "zh")
    assert "八千" in answers
    assert best("巴前", scores(*answers, 八千=-1), Topic.SALARY) == Guess("八千", sure=False)


def test_two_that_fit_alike_or_none_that_fits_are_no_guess() -> None:
    answers = expected(Topic.SKILLS, "zh")
    assert best("", scores(*answers, 会=-5, 不会=-5.5), Topic.SKILLS) is None
    assert best("", scores(*answers, 会=-12), Topic.SKILLS) is None


def test_a_particle_makes_no_rival() -> None:
    answers = expected(Topic.CONFIRM, "zh")
    assert best("", scores(*answers, 对=-4, 对的=-4.2), Topic.CONFIRM) == Guess("对", sure=True)


def test_what_was_heard_wins_where_it_fits_far_better() -> None:
    answers = expected(Topic.SKILLS, "zh")
    assert best("张三", scores(*answers, "张三", 会=-8, 张三=-0.5), Topic.SKILLS) is None


@pytest.mark.usefixtures("spans")
def test_a_suggestion_is_no_answer_yet() -> None:
    heard = hear("喂", Topic.SKILLS, Scripted(会=-8, 喂=-5))
    assert (heard.suggestion, heard.trouble, heard.heard) == ("会", Trouble.UNCLEAR, "喂")


@pytest.mark.usefixtures("spans")
def test_what_is_taken_keeps_what_was_heard_and_its_place() -> None:
    heard = hear("悠", Topic.HEALTH, Scripted(有=-3, 悠=-5), confidence=0.3)
    assert (heard.text, heard.trouble, heard.suggestion, heard.heard) == ("有", None, None, "悠")
    assert [(change.heard, change.understood) for change in heard.changes] == [("悠", "有")]
    assert seconds_of(heard, 0, 1)[0] >= 0.15


def test_her_yes_turns_a_suggestion_into_what_was_understood() -> None:
    doubted = Transcript(
        text="拜拜", heard="拜拜", language="zh", seconds=1, trouble=Trouble.UNCLEAR, suggestion="白班"
    )
    sure = confirmed(doubted)
    assert (sure.text, sure.heard, sure.trouble, sure.suggestion) == ("白班", "拜拜", None, None)
    assert confirmed(sure) == sure


@pytest.mark.usefixtures("spans")
@pytest.mark.parametrize(
    ("heard", "asking", "language"),
    [("会做饭", Topic.SKILLS, "zh"), ("喂", None, "zh"), ("喂", Topic.NAME, "zh"), ("way", Topic.SKILLS, "en")],
)
def test_what_is_understood_or_expects_nothing_is_not_compared(
    heard: str, asking: Topic | None, language: Language
) -> None:
    scorer = Scripted()
    assert hear(heard, asking, scorer, language=language).suggestion is None
    assert scorer.asked == []


def test_long_speech_and_no_speech_are_not_compared(spans: list[tuple[float, float]]) -> None:
    scorer = Scripted(会=-1)
    spans[:] = [(0.1, 1.9)]
    assert hear("喂", Topic.SKILLS, scorer).text == "喂"
    spans.clear()
    assert hear("喂", Topic.SKILLS, scorer).trouble is Trouble.NOISE
    assert scorer.asked == []


@pytest.mark.usefixtures("spans")
def test_a_comparison_that_fails_costs_nothing_that_was_heard() -> None:
    class Failing(Scripted):
        def score(self, sound: Sound, texts: tuple[str, ...], language: Language) -> tuple[Score, ...]:
            super().score(sound, texts, language)
            raise UnavailableError("ears_failed")

    assert hear("喂", Topic.SKILLS, Failing()).text == "喂"


@pytest.mark.usefixtures("spans")
def test_what_was_heard_well_is_not_compared_with_answers_of_another_length() -> None:
    scorer = Scripted(对=-1)
    assert hear("一万二一个月", Topic.CONFIRM, scorer, confidence=0.9).text == "一万二一个月"
    assert scorer.asked == []


@pytest.mark.usefixtures("spans")
def test_before_anybody_speaks_the_expected_answers_are_known_a_few_at_a_time() -> None:
    scorer = Scripted()
    repaired: list[Topic | None] = []

    def repair(text: str, topic: Topic | None, language: Language) -> Repaired:
        assert language == "zh"
        repaired.append(topic)
        return Repaired(text, ())

    steps = Listener(ScriptedRecognizer(()), repair, WorkerPool(1, 1, 1), scorer).rehearsal()
    assert scorer.prepared == ()
    for step in steps:
        step()
    assert set(expected(Topic.CONFIRM, "zh")) <= set(scorer.prepared)
    assert repaired == [None, *Topic]
    assert scorer.most_at_once <= rule().at_once


@pytest.mark.usefixtures("spans")
def test_what_was_heard_surely_and_answers_the_question_is_not_compared() -> None:
    scorer = Scripted()
    assert hear("十二年了", Topic.EXPERIENCE, scorer, confidence=0.8).text == "十二年了"
    assert scorer.asked == []
    hear("十二年了", Topic.EXPERIENCE, scorer, confidence=0.7)
    hear("是一点", Topic.EXPERIENCE, scorer, confidence=0.8)
    assert len(scorer.asked) == 2
