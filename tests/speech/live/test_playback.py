"""What is said: in order, a little ahead of the ear, and stopped at a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.live.limits import limits
from assistant.speech.live.playback import Playback, resample
from assistant.speech.live.wire import Hush, Outgoing, Speak, Spoken
from assistant.speech.model import Clip, Viseme

RATE = 24_000


def clip(seconds: float, rate: int = RATE) -> Clip:
    samples = (1_000 * np.sin(np.arange(int(seconds * rate)) / 20)).astype(np.int16)
    return Clip(samples, rate, (Viseme(start=0, end=seconds, shape="a"),))


def playback() -> Playback:
    return Playback(limits().playback, RATE)


def drain(one: Playback, until: float, step: float = 0.05) -> list[tuple[float, Outgoing]]:
    return [(n * step, each) for n in range(int(until / step) + 1) for each in one.pump(n * step)]


def test_each_clip_is_announced_sent_whole_and_closed_in_order() -> None:
    one = playback()
    one.add("一。", clip(2.0))
    one.add("二。", clip(1.0))
    sent = [each for _, each in drain(one, 5.0)]
    kinds = [(type(each).__name__, getattr(each, "clip", None)) for each in sent if not isinstance(each, bytes)]
    assert kinds == [("Speak", 1), ("Spoken", 1), ("Speak", 2), ("Spoken", 2)]
    assert sum(len(each) for each in sent if isinstance(each, bytes)) == 2 * 3 * RATE
    assert not one.busy


def test_sound_is_sent_only_a_little_ahead() -> None:
    one = playback()
    one.add("一。", clip(10.0))
    sent = 0.0
    for at, each in drain(one, 5.0):
        sent += len(each) / 2 / RATE if isinstance(each, bytes) else 0.0
        assert sent <= at + limits().playback.lead + limits().playback.frame + 1e-6
    assert sent > 5.0


def test_a_hush_leaves_what_was_not_heard() -> None:
    one = playback()
    one.add("一。", clip(2.0))
    one.add("二。", clip(1.0))
    list(one.pump(0.0))
    list(one.pump(1.0))
    message, unsaid = one.hush(1.0, rewind=0.4)
    assert message == Hush(clip=1)
    assert [piece.text for piece in unsaid] == ["一。", "二。"]
    assert [round(piece.clip.seconds, 2) for piece in unsaid if piece.clip] == [1.4, 1.0]
    assert unsaid[0].clip is not None
    assert unsaid[0].clip.visemes[0].end == pytest.approx(1.4)
    assert list(one.pump(2.0)) == []


def test_a_late_client_moves_the_end() -> None:
    one = playback()
    number = one.add("一。", clip(1.0))
    list(one.pump(0.0))
    one.played(number, 0.2, now=0.7)
    assert one.left(0.7) == pytest.approx(0.8)


def test_clips_of_another_rate_are_sent_at_ours() -> None:
    one = playback()
    one.add("一。", clip(1.0, 16_000))
    sent = [each for _, each in drain(one, 2.0)]
    assert sum(len(each) for each in sent if isinstance(each, bytes)) == 2 * RATE
    assert any(isinstance(each, Speak) and each.seconds == 1.0 for each in sent)
    assert any(isinstance(each, Spoken) for each in sent)


@given(
    st.integers(1, 4_000), st.sampled_from([8_000, 16_000, 22_050, 24_000]), st.sampled_from([8_000, 16_000, 24_000])
)
def test_resampling_keeps_the_length_in_seconds(size: int, rate: int, wanted: int) -> None:
    samples = np.full(size, 1_000, dtype=np.int16)
    assert abs(len(resample(samples, rate, wanted)) / wanted - size / rate) <= 1 / wanted
