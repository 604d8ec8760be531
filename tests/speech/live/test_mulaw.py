"""Telephone sound: the codes of G.711, and rates changed without clicks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.live.mulaw import Resampler, decode, encode


@pytest.mark.parametrize(
    ("sample", "code"), [(0, 0xFF), (32_124, 0x80), (-32_124, 0x00), (8, 0xFE), (-8, 0x7E), (1_000, 0xCE)]
)
def test_known_codes_of_the_standard(sample: int, code: int) -> None:
    assert encode(np.array([sample], dtype=np.int16)) == bytes([code])
    assert abs(int(decode(bytes([code]))[0]) - sample) <= max(8, abs(sample) // 25)


def test_every_code_survives_a_round_trip() -> None:
    codes = bytes(code for code in range(256) if code != 0x7F)  # minus nought is nought
    assert encode(decode(codes)) == codes


@given(st.integers(-32_768, 32_767))
def test_no_sample_moves_further_than_its_step(sample: int) -> None:
    again = int(decode(encode(np.array([sample], dtype=np.int16)))[0])
    # Half a step: steps double with the loudness, from eight on.
    assert abs(again - sample) <= (abs(sample) + 132) / 32 + 1


@pytest.mark.parametrize(("rate", "wanted"), [(8_000, 16_000), (24_000, 8_000), (16_000, 16_000)])
def test_a_tone_keeps_its_pitch_and_loudness_however_it_is_cut(rate: int, wanted: int) -> None:
    times = np.arange(rate) / rate
    tone = (10_000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16)
    whole = Resampler(rate, wanted).feed(tone)
    pieces = Resampler(rate, wanted)
    cut = np.concatenate([pieces.feed(tone[start : start + 157]) for start in range(0, len(tone), 157)])
    assert np.array_equal(whole, cut)
    assert abs(len(whole) - wanted) <= 1
    spectrum = np.abs(np.fft.rfft(whole[: wanted // 2].astype(float)))
    assert int(np.argmax(spectrum)) * 2 == 440
    assert 9_000 < np.max(np.abs(whole[200:])) < 11_000


def test_what_a_telephone_cannot_carry_does_not_come_back_as_something_else() -> None:
    times = np.arange(24_000) / 24_000
    hiss = (10_000 * np.sin(2 * np.pi * 7_000 * times)).astype(np.int16)
    assert np.max(np.abs(Resampler(24_000, 8_000).feed(hiss)[100:])) < 600


def test_odd_rates_are_refused() -> None:
    with pytest.raises(ValueError, match="whole"):
        Resampler(44_100, 8_000)
