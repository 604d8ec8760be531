"""What may become an answer, and what is told as a trouble instead."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.kit.errors import UnavailableError
from assistant.kit.workers import WorkerPool
from assistant.profile.model import Language, Topic
from assistant.speech.expected import Score
from assistant.speech.listener import Listener
from assistant.speech.model import HEARING_RATE, Sound, Transcript, Trouble, Word
from assistant.speech.scripted import Line, ScriptedRecognizer
from assistant.understanding.repair.model import Change, Repaired


def sound(seconds: float = 5.0, loudness: float = 0.1) -> Sound:
    return Sound(np.random.default_rng(5).normal(0, loudness, int(seconds * HEARING_RATE)).astype(np.float32))


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, float]]:
    """Where the recording holds speech, so that a test needs no real voice; a test may change it."""
    spans = [(1.0, 4.0)]
    monkeypatch.setattr("assistant.speech.activity.speech_spans", lambda _: spans)
    return spans


def listener(*lines: Line, confidence: float = 0.9) -> tuple[Listener, ScriptedRecognizer]:
    recognizer = ScriptedRecognizer(lines, confidence=confidence)
    return Listener(recognizer, None, WorkerPool(1, 2, 30)), recognizer


@pytest.mark.usefixtures("spoken")
def test_an_answer_keeps_its_words_at_their_place_in_the_whole_recording() -> None:
    ears, recognizer = listener("我做过三年月嫂")
    heard = ears.hear(sound(), "zh", Topic.EXPERIENCE)
    assert (heard.text, heard.trouble, heard.seconds) == ("我做过三年月嫂", None, 5.0)
    assert recognizer.calls[0].seconds == pytest.approx(3.5)
    assert heard.words[0].start == 1.0
    assert heard.words[-1].end == pytest.approx(4.25)
    assert "".join(word.text for word in heard.words) == heard.heard


async def test_listening_runs_in_the_bounded_pool() -> None:
    ears, _ = listener("会")
    assert (await ears.listen(sound(1.0, 0.0), "zh", None)).trouble is Trouble.SILENCE


@pytest.mark.parametrize(
    ("loudness", "trouble"), [(0.0, Trouble.SILENCE), (0.0005, Trouble.SILENCE), (0.1, Trouble.NOISE)]
)
def test_without_speech_the_recognizer_is_not_even_asked(loudness: float, trouble: Trouble) -> None:
    ears, recognizer = listener("谢谢观看")
    heard = ears.hear(sound(3.0, loudness), "zh", None)
    assert (heard.trouble, heard.text, heard.confidence) == (trouble, "", 0.0)
    assert recognizer.calls == []


@pytest.mark.parametrize(
    ("topic", "trouble"),
    [(Topic.CONFIRM, None), (Topic.CONSENT, None), (Topic.SALARY, Trouble.NOISE), (None, Trouble.NOISE)],
)
def test_a_yes_may_be_shorter_than_any_other_answer(
    spoken: list[tuple[float, float]], topic: Topic | None, trouble: Trouble | None
) -> None:
    spoken[:] = [(0.4, 0.53)]
    ears, _ = listener("对。")
    assert ears.hear(sound(1.0), "zh", topic).trouble is trouble


class Never:
    """A scorer that must not be asked."""

    def score(self, sound: Sound, texts: tuple[str, ...], language: Language) -> tuple[Score, ...]:
        raise AssertionError(f"asked to compare {sound.seconds} s in {language} with {texts}")

    def prepare(self, texts: tuple[str, ...], language: Language) -> None:
        raise AssertionError(f"asked to prepare {texts} in {language}")


def test_what_was_heard_well_is_not_compared_with_short_answers(spoken: list[tuple[float, float]]) -> None:
    spoken[:] = [(0.5, 1.7)]
    ears = Listener(ScriptedRecognizer(["家里有狗可以的。"]), None, WorkerPool(1, 2, 30), Never())
    assert ears.hear(sound(2.0), "zh", Topic.PREFERENCES).text == "家里有狗可以的。"


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(
    ("line", "confidence", "trouble"),
    [
        ("谢谢观看。", 0.9, Trouble.NOISE),
        ("嗯", 0.42, Trouble.NOISE),
        ("", 0.9, Trouble.UNCLEAR),
        ("会做饭会做饭会做饭会做饭会做饭会做饭", 0.9, Trouble.UNCLEAR),
        ("我做过月嫂也做过育儿嫂" * 6, 0.9, Trouble.UNCLEAR),
        ("树洋的老家", 0.3, Trouble.UNCLEAR),
    ],
)
def test_what_cannot_be_trusted_is_no_answer(line: str, confidence: float, trouble: Trouble) -> None:
    ears, _ = listener(line, line, confidence=confidence)
    assert ears.hear(sound(), "zh", None).trouble is trouble


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("line", ["好", "谢谢", "13800000000", "会，会，会"])
def test_short_answers_heard_surely_are_answers(line: str) -> None:
    ears, _ = listener(line)
    assert ears.hear(sound(), "zh", None).trouble is None


@pytest.mark.usefixtures("spoken")
def test_a_caption_is_cut_from_an_answer() -> None:
    ears, _ = listener("我做过三年月嫂。谢谢观看。")
    heard = ears.hear(sound(), "zh", None)
    assert (heard.text, heard.trouble) == ("我做过三年月嫂。", None)
    assert "".join(word.text for word in heard.words) == heard.text


def surely(text: str, language: Language, confidence: float) -> Transcript:
    word = Word(text=text, start=0, end=1)
    return Transcript(text=text, heard=text, language=language, seconds=1, words=(word,), confidence=confidence)


@pytest.mark.usefixtures("spoken")
def test_an_english_answer_in_a_chinese_interview_is_read_as_english() -> None:
    ears, recognizer = listener("", surely("I can cook.", "en", 0.9))
    heard = ears.hear(sound(), "zh", None)
    assert (heard.text, heard.language, heard.trouble) == ("I can cook.", "en", None)
    assert [call.language for call in recognizer.calls] == ["zh", None]


@pytest.mark.usefixtures("spoken")
def test_a_doubtful_chinese_answer_is_not_given_away_to_an_equally_doubtful_english_one() -> None:
    ears, _ = listener(surely("会一点", "zh", 0.45), surely("Way indian", "en", 0.5))
    assert ears.hear(sound(), "zh", None).text == "会一点"


@pytest.mark.usefixtures("spoken")
def test_a_third_language_is_told() -> None:
    third = surely("なにか", "zh", 0.3).model_copy(update={"trouble": Trouble.OTHER_LANGUAGE})
    ears, _ = listener(surely("那你卡", "zh", 0.3), third)
    assert ears.hear(sound(), "zh", None).trouble is Trouble.OTHER_LANGUAGE


@pytest.mark.usefixtures("spoken")
def test_an_interview_without_a_language_takes_the_one_that_was_spoken() -> None:
    ears, recognizer = listener("I can cook")
    assert ears.hear(sound(), None, None).language == "en"
    assert len(recognizer.calls) == 1


def mend(text: str, asking: Topic | None, language: Language) -> Repaired:
    assert (asking, language) == (Topic.JOB, "zh")
    at = text.index("约嫂")
    return Repaired(text.replace("约嫂", "月嫂"), (Change(at, at + 2, "约嫂", "月嫂"),))


@pytest.mark.usefixtures("spoken")
def test_a_mishearing_is_mended_and_both_are_kept() -> None:
    ears = Listener(ScriptedRecognizer(["我想做约嫂"]), mend, WorkerPool(1, 2, 30))
    heard = ears.hear(sound(), "zh", Topic.JOB)
    assert (heard.text, heard.heard) == ("我想做月嫂", "我想做约嫂")
    assert [(c.start, c.end, c.heard, c.understood) for c in heard.changes] == [(3, 5, "约嫂", "月嫂")]


@pytest.mark.usefixtures("spoken")
def test_what_is_no_answer_is_not_mended() -> None:
    ears = Listener(ScriptedRecognizer(["约嫂"] * 2, confidence=0.2), mend, WorkerPool(1, 2, 30))
    assert ears.hear(sound(), "zh", Topic.JOB).changes == ()


@pytest.mark.usefixtures("spoken")
async def test_a_failing_engine_is_told_to_the_caller() -> None:
    ears, _ = listener(UnavailableError("ears_failed"))
    with pytest.raises(UnavailableError):
        await ears.listen(sound(), "zh", None)


class Glancer(ScriptedRecognizer):
    """One that can tell soon what seems to be said: here, what it was given."""

    def glance(self, sound: Sound, language: Language) -> str:
        return f"{language} {sound.seconds:.2f}"


async def test_what_is_only_shown_is_told_by_a_glance_from_where_she_begins(spoken: list[tuple[float, float]]) -> None:
    spoken[:] = [(1.0, 5.0)]
    ears = Listener(Glancer(()), None, WorkerPool(1, 2, 30))
    assert await ears.glance(sound(), "zh") == "zh 4.25"


@pytest.mark.usefixtures("spoken")
async def test_a_recognizer_that_cannot_glance_is_asked_once_and_without_times() -> None:
    ears, recognizer = listener("我做过三年", Trouble.UNCLEAR, "我会做饭" * 6)
    assert await ears.glance(sound(), "zh") == "我做过三年"
    assert await ears.glance(sound(), "zh") == ""
    assert await ears.glance(sound(), "zh") == "", "what repeats itself is not shown"
    assert [call.words for call in recognizer.calls] == [False, False, False]


async def test_there_is_nothing_to_glance_at_in_silence(spoken: list[tuple[float, float]]) -> None:
    spoken.clear()
    ears, recognizer = listener()
    assert await ears.glance(sound(), "zh") == ""
    assert recognizer.calls == []
