"""The data the live conversation is tuned by is whole and in order."""

from __future__ import annotations

import pytest

from assistant.profile.model import Language
from assistant.speech.live.limits import limits, phrases


def test_the_waits_grow_with_what_is_unsaid() -> None:
    turn = limits().turn_end
    waits = (turn.try_after, turn.acknowledge, turn.complete, turn.usual, turn.open, turn.half_said, turn.digits)
    assert list(waits) == sorted(waits)


def test_a_whole_answer_waits_longer_than_a_breath() -> None:
    assert limits().turn_end.complete > 0.65


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_phrase_is_there_in_both_languages(language: Language) -> None:
    said = phrases(language)
    assert len(said.nudges) == len(limits().nudges)
    assert all(text.strip() for text in said.fixed())
    words = limits().words[language]
    assert all(isinstance(word, str) for word in (*words.dangling, *words.back_channels, *words.yes_no))
