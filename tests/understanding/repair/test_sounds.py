"""Sounds of characters and how near they are."""

from __future__ import annotations

from assistant.understanding.repair.sounds import Nearness, Syllable, syllables


def test_every_character_has_its_sound_and_others_have_none() -> None:
    assert syllables("月嫂a") == [Syllable("y", "ue", 4), Syllable("s", "ao", 3), None]


def test_a_character_sounds_as_its_word_says() -> None:
    assert syllables("银行")[1] == Syllable("h", "ang", 2)
    assert syllables("行走")[0] == Syllable("x", "ing", 2)


def test_distance_counts_confusions_and_hardly_tones() -> None:
    nearness = Nearness([["z", "zh"], ["n", "l"]], [["an", "ang"]])
    assert nearness.distance(Syllable("z", "ao", 3), Syllable("z", "ao", 3)) == 0
    assert nearness.distance(Syllable("z", "ao", 3), Syllable("z", "ao", 4)) == 0.1
    assert nearness.distance(Syllable("z", "an", 3), Syllable("zh", "ang", 3)) == 2
    assert nearness.distance(Syllable("z", "ao", 3), Syllable("b", "ao", 3)) is None


def test_syllables_that_may_be_confused_have_one_key() -> None:
    nearness = Nearness([["z", "zh"]], [["an", "ang"], ["ang", "uang"]])
    assert nearness.key(Syllable("z", "an", 1)) == nearness.key(Syllable("zh", "uang", 4))
    assert nearness.key(Syllable("z", "an", 1)) != nearness.key(Syllable("c", "an", 1))
