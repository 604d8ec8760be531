"""How an interview by voice is compared with the same one typed, and the files its worker sends."""

from __future__ import annotations

import numpy as np

from assistant.speech.decode import decode
from assistant.speech.model import Clip
from evals.speech.caller import webm
from evals.speech.walk import compared


def test_the_order_of_lists_and_the_words_of_a_skill_make_no_difference() -> None:
    typed = {"jobs": ["cook", "nanny"], "skills": [{"id": "cooking", "evidence": "做饭"}]}
    spoken = {"jobs": ["nanny", "cook"], "skills": [{"id": "cooking", "evidence": "会做饭"}]}
    assert compared(typed, spoken) == (2, [])


def test_a_field_too_few_or_too_many_is_a_difference() -> None:
    fields, differing = compared({"name": "刘芳", "age": 45}, {"name": "刘方", "phone": "13911112222"})
    assert fields == 3
    assert [line.split(":")[0] for line in differing] == ["age", "name", "phone"]


def test_what_she_sends_is_a_recording_with_a_quiet_room_around_it() -> None:
    clip = Clip((np.sin(np.arange(24_000) / 20) * 9_000).astype(np.int16), 24_000)
    sound = decode(webm(clip), max_seconds=10, max_bytes=1_000_000, wall_seconds=30)
    assert 1.5 < sound.seconds < 1.8
