"""What tests may rely on in the scripted engines."""

from __future__ import annotations

import itertools
from threading import Event, Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.kit.errors import UnavailableError
from assistant.speech.model import HEARING_RATE, Recognizer, Sound, Synthesizer, Transcript, Trouble
from assistant.speech.scripted import (
    ScriptedRecognizer,
    ScriptedSynthesizer,
    ScriptExhaustedError,
    fingerprint,
    spread,
)


def tone(seconds: float, pitch: float = 200.0) -> Sound:
    times = np.arange(int(seconds * HEARING_RATE)) / HEARING_RATE
    return Sound(np.asarray(0.3 * np.sin(2 * np.pi * pitch * times), dtype=np.float32))


def test_lines_are_answered_one_a_call_and_calls_are_kept() -> None:
    recognizer: Recognizer = ScriptedRecognizer(["我姓王。", "四十八。"])
    first = recognizer.transcribe(tone(2.0), "zh")
    assert (first.text, first.heard, first.seconds, first.trouble) == ("我姓王。", "我姓王。", 2.0, None)
    assert recognizer.transcribe(tone(1.0), "zh", words=False).words == ()
    assert isinstance(recognizer, ScriptedRecognizer)
    assert [call.seconds for call in recognizer.calls] == [2.0, 1.0]
    with pytest.raises(ScriptExhaustedError):
        recognizer.transcribe(tone(1.0), "zh")


def test_a_line_can_be_a_trouble_an_error_or_a_whole_transcript() -> None:
    whole = Transcript(text="会", heard="回", language="zh", seconds=1.0, confidence=0.4)
    recognizer = ScriptedRecognizer([Trouble.NOISE, UnavailableError("ears_missing"), whole])
    noise = recognizer.transcribe(tone(1.0), "zh")
    assert (noise.trouble, noise.text, noise.confidence) == (Trouble.NOISE, "", 0.0)
    with pytest.raises(UnavailableError):
        recognizer.transcribe(tone(1.0), "zh")
    assert recognizer.transcribe(tone(1.0), "zh") is whole


def test_a_script_by_length_takes_the_nearest() -> None:
    recognizer = ScriptedRecognizer({1.0: "会", 5.0: "我做过三年月嫂"})
    assert recognizer.transcribe(tone(4.2), "zh").text == "我做过三年月嫂"
    assert recognizer.transcribe(tone(1.1), "zh").text == "会"


def test_a_script_by_recording_knows_its_recordings() -> None:
    low, high = tone(1.0), tone(1.0, 400.0)
    recognizer = ScriptedRecognizer({fingerprint(low): "低", fingerprint(high): "高"})
    assert [recognizer.transcribe(sound, "zh").text for sound in (high, low)] == ["高", "低"]
    with pytest.raises(ScriptExhaustedError):
        recognizer.transcribe(tone(2.0), "zh")


def test_a_function_may_answer_by_what_it_is_played() -> None:
    recognizer = ScriptedRecognizer(lambda sound, _: "短" if sound.seconds < 1 else "长")
    assert [recognizer.transcribe(tone(s), None).text for s in (0.5, 2.0)] == ["短", "长"]


def test_without_a_language_the_words_decide() -> None:
    recognizer = ScriptedRecognizer(["I can cook", "我会做饭"])
    assert [recognizer.transcribe(tone(1.0), None).language for _ in range(2)] == ["en", "zh"]


def test_a_held_engine_answers_when_let_go() -> None:
    hold, answers = Event(), list[str]()
    recognizer = ScriptedRecognizer(["好"], hold=hold)
    thread = Thread(target=lambda: answers.append(recognizer.transcribe(tone(1.0), "zh").text))
    thread.start()
    assert answers == []
    hold.set()
    thread.join(timeout=10)
    assert answers == ["好"]


@given(st.text(max_size=40), st.floats(min_value=0.1, max_value=60))
def test_spread_words_join_to_the_text_and_never_overlap(text: str, seconds: float) -> None:
    words = spread(text, seconds)
    assert "".join(word.text for word in words) == text
    assert all(a.end <= b.start + 1e-9 for a, b in itertools.pairwise(words))
    assert all(word.end <= seconds + 1e-2 for word in words)


def test_the_synthesizer_is_deterministic_and_longer_for_longer_words() -> None:
    synthesizer: Synthesizer = ScriptedSynthesizer()
    once, again = (synthesizer.speak("您会做月子餐吗？", "zh") for _ in range(2))
    assert np.array_equal(once.samples, again.samples)
    assert once.seconds > synthesizer.speak("您好", "zh").seconds
    assert once.visemes[-1].end == pytest.approx(once.seconds, abs=1e-3)
    assert once.visemes[-1].shape == "rest"
    assert all(a.end == b.start for a, b in zip(once.visemes, once.visemes[1:], strict=False))


def test_the_synthesizer_fails_as_often_as_told() -> None:
    synthesizer = ScriptedSynthesizer(failures=[UnavailableError("mouth_missing")])
    with pytest.raises(UnavailableError):
        synthesizer.speak("好", "zh")
    assert synthesizer.speak("好", "zh").seconds > 0
    assert synthesizer.calls == [("好", "zh"), ("好", "zh")]
