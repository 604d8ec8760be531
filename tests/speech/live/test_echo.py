"""Our own voice is known again by its shape and by its words."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.speech.live.echo import EchoGate, sounds_like_us
from assistant.speech.live.limits import limits
from assistant.speech.live.playback import Playback
from assistant.speech.live.windows import WINDOW, WINDOW_SECONDS
from assistant.speech.model import Clip
from tests.speech.live.fakes import hum, speech

OURS = speech(4.0)
BEGINNING = 11


def judged(microphone: np.ndarray, delay: float) -> list[bool]:
    """Which windows of the microphone the gate takes for our own voice; it is `delay` behind what is played."""
    playback = Playback(limits().playback, 16_000)
    playback.add("一。", Clip((OURS * 32_767).astype(np.int16), 16_000))
    for n in range(200):
        list(playback.pump(n * 0.02))
    gate = EchoGate(limits().echo)
    windows = microphone[: len(microphone) // WINDOW * WINDOW].reshape(-1, WINDOW)
    return [gate.feed(window, n * WINDOW_SECONDS + delay, playback.bands_at) for n, window in enumerate(windows)]


@pytest.mark.parametrize("delay", [0.05, 0.12, 0.4])
@pytest.mark.parametrize("loud", [0.02, 0.3])
def test_an_echo_is_known_however_faint_and_late(delay: float, loud: float) -> None:
    found = judged(OURS[: 3 * 16_000] * np.float32(loud), delay)[20:]
    assert sum(found) / len(found) > 0.9


def test_somebody_else_is_no_echo() -> None:
    other = np.flip(speech(3.0)).copy()
    assert sum(judged(other, 0.1)[BEGINNING:]) <= 5
    assert sum(judged(hum(3.0), 0.1)[BEGINNING:]) <= 5


def test_what_sounds_before_there_is_enough_to_compare_is_taken_for_our_own() -> None:
    assert all(judged(OURS[:16_000], 0.1)[:BEGINNING])


def test_without_anything_played_nothing_is_an_echo() -> None:
    gate = EchoGate(limits().echo)
    assert not any(gate.feed(OURS[n * WINDOW : (n + 1) * WINDOW], n * 0.03, None) for n in range(60))


@pytest.mark.parametrize(
    ("heard", "ours"),
    [
        ("问您几个问题", True),
        ("我问您几个问题，慢慢说。", True),
        ("您几个文题慢慢说", True),
        ("我做了八年了", False),
        ("好的", False),
        ("", False),
    ],
)
def test_our_own_words_are_known(heard: str, ours: bool) -> None:  # noqa: FBT001 - a parameter of the specification
    assert sounds_like_us(heard, "我问您几个问题，您慢慢说。您做这行几年了？", limits().echo) is ours
