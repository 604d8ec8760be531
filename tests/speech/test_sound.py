"""Arithmetic on sound keeps pitch, length and loudness what they should be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.model import HEARING_RATE, Sound
from assistant.speech.sound import at_speaking_level, from_pcm16, level_db, part, resampled, to_pcm16


def tone(seconds: float, rate: int = HEARING_RATE, pitch: float = 300.0, loudness: float = 0.5) -> Sound:
    times = np.arange(int(seconds * rate)) / rate
    return Sound(np.asarray(loudness * np.sin(2 * np.pi * pitch * times), dtype=np.float32))


@given(st.binary(max_size=400))
def test_sixteen_bits_go_to_samples_and_back(data: bytes) -> None:
    sound = from_pcm16(data)
    assert len(sound.samples) == len(data) // 2
    back = to_pcm16(sound.samples)
    assert np.abs(back.astype(int) - np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(int)).max(initial=0) <= 1


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_another_rate_keeps_length_pitch_and_loudness(rate: int) -> None:
    heard = resampled(tone(1.0, rate).samples, rate, HEARING_RATE)
    assert len(heard) == pytest.approx(HEARING_RATE, abs=2)
    assert int(np.argmax(np.abs(np.fft.rfft(heard)))) == pytest.approx(300, abs=1)
    assert level_db(heard[500:-500]) == pytest.approx(level_db(tone(1.0).samples), abs=0.1)


def test_what_the_lower_rate_cannot_hold_vanishes_instead_of_folding_back() -> None:
    heard = resampled(tone(1.0, 48_000, 11_000.0).samples, 48_000, HEARING_RATE)
    assert level_db(heard[500:-500]) < -60


def test_telephone_sound_is_brought_to_the_rate_of_hearing() -> None:
    phone = to_pcm16(tone(0.5, 8_000).samples).tobytes()
    assert from_pcm16(phone, 8_000).seconds == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("loudness", [0.002, 0.02, 0.9])
def test_quiet_and_loud_speakers_come_to_one_level(loudness: float) -> None:
    assert level_db(at_speaking_level(tone(1.0, loudness=loudness)).samples) == pytest.approx(-23, abs=0.5)


def test_a_click_does_not_keep_a_quiet_voice_down() -> None:
    quiet = tone(2.0, loudness=0.005).samples.copy()
    quiet[1000:1010] = 1.0
    assert level_db(at_speaking_level(Sound(quiet)).samples[5000:]) > -30


def test_silence_stays_silence() -> None:
    assert not at_speaking_level(Sound(np.zeros(1000, np.float32))).samples.any()
    assert level_db(np.zeros(0, np.float32)) == -120


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_a_part_never_reaches_outside(start: float, end: float) -> None:
    piece = part(tone(1.0), start, end)
    assert piece.seconds <= 1.0
    assert piece.seconds == pytest.approx(max(0.0, min(1, max(0, end)) - min(1, max(0, start))), abs=1e-3)
