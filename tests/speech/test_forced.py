"""Forced scoring: the decoder's own numbers for given texts, with a scripted decoder and with the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.kit.settings import Settings
from assistant.profile.model import Language
from assistant.speech import fetch
from assistant.speech.forced import Known, totals
from assistant.speech.model import HEARING_RATE, Sound
from assistant.speech.sound import resampled
from assistant.speech.whisper import shared

pytest.importorskip("ctranslate2")


@dataclass
class Aligned:
    """What `align` gives back for one text."""

    text_token_probs: list[float]


class Decoder:
    """Believes in 有 with its full stop, and halves the belief for every token of anything else."""

    def __init__(self) -> None:
        self.tokens: list[list[int]] = []

    def align(self, encoded: Any, start: list[int], tokens: list[list[int]], frames: list[int]) -> list[Aligned]:
        assert start == [1, 2]
        assert encoded.shape[0] == len(tokens) == len(frames)
        self.tokens = tokens
        return [Aligned([0.9 if chr(each[0]) == "有" else 0.5] * len(each)) for each in tokens]


class Letters:
    """One token a character."""

    def encode(self, text: str) -> list[int]:
        return [ord(character) for character in text]


def test_every_text_is_scored_whole_and_in_both_spellings() -> None:
    decoder, tokenizer = Decoder(), Letters()
    encoded = np.zeros((1, 10, 4), np.float32)
    found = totals(decoder, tokenizer, encoded, [1, 2], ["有", "会"])
    assert {"".join(map(chr, each)) for each in decoder.tokens} == {"有。", "会。", "會。"}
    assert [tokens for _, tokens in found] == [2, 2]
    assert [total for total, _ in found] == pytest.approx([2 * log(0.9), log(2 * 0.25)])


def test_a_sound_that_never_changes_is_listened_to_once_for_each_text() -> None:
    asked: list[list[str]] = []

    def find(texts: Sequence[str], language: Language) -> list[float]:
        assert language == "zh"
        asked.append(list(texts))
        return [-float(len(text)) for text in texts]

    known = Known()
    assert known.totals(["有", "没有"], "zh", find) == [-1, -2]
    assert known.totals(["没有了", "有"], "zh", find) == [-3, -1]
    assert asked == [["有", "没有"], ["没有了"]]


@pytest.mark.skipif(
    any(fetch.missing_packages(model) for model in fetch.catalogue().embedded),
    reason="the packages of ears and mouth are not installed",
)
@pytest.mark.voice
@pytest.mark.xdist_group("voice")
def test_the_answer_that_was_spoken_fits_best_and_on_silence_none_does(voice_data: Path) -> None:
    from assistant.speech.synthesis import make_synthesizer

    mouth = make_synthesizer(Settings(_env_file=None, data_dir=voice_data))
    assert mouth is not None
    clip = mouth.speak("白班。", "zh")
    samples = np.asarray(clip.samples / np.float32(32768), dtype=np.float32)
    spoken = Sound(resampled(samples, clip.rate, HEARING_RATE))
    ears = shared(fetch.folder_of(voice_data, fetch.EARS), 2)
    scores = ears.score(spoken, ("住家", "白班", "不住家", "夜班", "钟点工"), "zh")
    ranked = sorted(scores, key=lambda score: score.total, reverse=True)
    assert ranked[0].text == "白班"
    assert ranked[0].total > ranked[1].total + 3
    assert all(score.on_silence < -8 for score in scores)
    assert ranked[0].total > ranked[0].on_silence
