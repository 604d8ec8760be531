"""Speech is found whether it is loud or quiet, at once or frame by frame; noise and silence are not speech."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.speech.activity import FRAME, FRAME_SECONDS, StreamingActivity, probabilities, spans_of, speech_spans
from assistant.speech.model import HEARING_RATE, Sound

RANDOM = np.random.default_rng(7)


def noise(seconds: float, loudness: float) -> Sound:
    return Sound(RANDOM.normal(0, loudness, int(seconds * HEARING_RATE)).astype(np.float32))


def frames(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def test_frame_by_frame_equals_the_whole() -> None:
    sound = noise(2.0, 0.1)
    streaming = StreamingActivity()
    fed = [streaming.feed(sound.samples[n : n + FRAME]) for n in range(0, len(sound.samples) - FRAME + 1, FRAME)]
    assert np.allclose(fed, probabilities(sound)[: len(fed)], atol=1e-4)


def test_a_frame_is_left_as_it_was_and_a_reset_forgets() -> None:
    frame = noise(1, 0.2).samples[:FRAME]
    before, streaming = frame.copy(), StreamingActivity()
    first = streaming.feed(frame)
    streaming.feed(frame)
    streaming.reset()
    assert streaming.feed(frame) == first
    assert np.array_equal(frame, before)
    with pytest.raises(ValueError, match="512"):
        streaming.feed(frame[:-1])


@pytest.mark.parametrize("loudness", [0.0, 0.0001, 0.003, 0.05, 0.3])
def test_silence_and_noise_are_not_speech_at_any_level(loudness: float) -> None:
    assert speech_spans(noise(3.0, loudness)) == []


def test_nothing_has_no_spans() -> None:
    assert speech_spans(Sound(np.zeros(0, np.float32))) == []


def test_a_span_bridges_short_pauses_and_ends_at_long_ones() -> None:
    short, long = [0.1] * 5, [0.1] * 12
    likely = frames(*[0.9] * 10, *short, *[0.9] * 10, *long, *[0.9] * 10)
    spans = spans_of(likely, len(likely) * FRAME_SECONDS)
    assert [(round(a / FRAME_SECONDS), round(b / FRAME_SECONDS)) for a, b in spans] == [(0, 25), (37, 47)]


def test_doubtful_frames_continue_a_span_and_never_begin_one() -> None:
    assert spans_of(frames(*[0.45] * 40), 40 * FRAME_SECONDS) == []
    assert spans_of(frames(*[0.9] * 5, *[0.45] * 30), 35 * FRAME_SECONDS) == [(0.0, 35 * FRAME_SECONDS)]


def test_a_click_is_no_span() -> None:
    assert spans_of(frames(*[0.0] * 20, 0.9, 0.9, *[0.0] * 20), 42 * FRAME_SECONDS) == []


@settings(deadline=None)
@given(st.lists(st.floats(0, 1, width=32), max_size=200))
def test_spans_are_in_order_apart_and_inside(values: list[float]) -> None:
    seconds = len(values) * FRAME_SECONDS
    ends = [moment for span in spans_of(frames(*values), seconds) for moment in span]
    assert ends == sorted(ends)
    assert all(0 <= moment <= seconds for moment in ends)
