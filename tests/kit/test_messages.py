"""Every sentence exists in both languages and fills its blanks."""

from __future__ import annotations

from string import Formatter

import pytest

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import AyiError, BadInputError, TooLargeError
from assistant.kit.messages import explain, keys


@pytest.mark.parametrize("key", sorted(keys()))
def test_both_languages_say_the_same_blanks(key: str) -> None:
    sentences = load_yaml(data_path("prompts", "errors.yaml"))[key]
    blanks = {
        language: {name for _, name, _, _ in Formatter().parse(text) if name} for language, text in sentences.items()
    }
    assert set(blanks) == {"zh", "en"}
    assert blanks["zh"] == blanks["en"]


def test_a_sentence_is_filled_in_the_language_asked_for() -> None:
    error = TooLargeError("turn_too_long", length=9000, limit=4000)
    assert "4000 字" in explain(error, "zh")
    assert "4000 at a time" in explain(error, "en")


def test_a_key_without_a_sentence_says_the_general_one() -> None:
    assert explain(BadInputError("no_such_key"), "en") == explain(AyiError("internal"), "en")
