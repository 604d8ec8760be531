"""The shapes of a mouth, from sounds and their times."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.mouth import shape_of, spread, visemes, voiced
from assistant.speech.phonemes import phonemes


@pytest.mark.parametrize(("sound", "shape"), [("p", "closed"), ("m", "closed"), ("f", "f"), ("a", "a"), ("u", "u")])
def test_sounds_have_their_shapes(sound: str, shape: str) -> None:
    assert shape_of(sound) == shape


def test_lips_meet_for_mama_and_part_for_its_vowels() -> None:
    assert [v.shape for v in visemes(list("ma→ma"), [0.1] * 5)] == ["closed", "a", "closed", "a"]


def test_a_mark_is_a_rest_and_a_tone_keeps_the_shape() -> None:
    shapes = visemes(list("a→.u"), [0.2, 0.1, 0.3, 0.2])
    assert [(v.shape, v.start, v.end) for v in shapes] == [("a", 0, 0.3), ("rest", 0.3, 0.6), ("u", 0.6, 0.8)]


def test_a_shape_too_short_to_be_seen_joins_its_neighbour() -> None:
    assert [v.shape for v in visemes(list("apa"), [0.2, 0.01, 0.2])] == ["a"]


@given(st.lists(st.tuples(st.sampled_from("apmfoui. →ŋ"), st.floats(0, 0.5)), max_size=30))
def test_shapes_follow_each_other_without_gaps(sounds: list[tuple[str, float]]) -> None:
    shapes = visemes([sound for sound, _ in sounds], [length for _, length in sounds])
    total = sum(length for _, length in sounds)
    assert all(one.end == pytest.approx(other.start, abs=1e-3) for one, other in pairwise(shapes))
    assert (shapes[-1].end if shapes else 0) == pytest.approx(total, abs=0.05)


def test_without_times_the_shapes_fill_the_voiced_part() -> None:
    tone = (0.5 * 32767 * np.sin(np.arange(24_000) / 20)).astype(np.int16)
    samples = np.concatenate([np.zeros(12_000, np.int16), tone, np.zeros(12_000, np.int16)])
    shapes = spread(list(phonemes("妈妈好")), samples, 24_000)
    assert (shapes[0].shape, shapes[-1].shape) == ("rest", "rest")
    assert shapes[1].start == pytest.approx(0.5, abs=0.02)
    assert shapes[-1].start == pytest.approx(1.5, abs=0.02)
    assert shapes[1].shape == "closed"


def test_silence_has_no_voiced_part() -> None:
    silence = np.zeros(24_000, np.int16)
    assert voiced(silence, 24_000) == (0, 0)
    assert [v.shape for v in spread(["a"], silence, 24_000)] == ["rest"]
    assert spread(["a"], np.zeros(0, np.int16), 24_000) == ()
