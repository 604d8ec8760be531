"""The sentences errors are told in, from `prompts/errors.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from assistant.kit.data import data_path, load_yaml
from assistant.kit.errors import AyiError

MessageLanguage = Literal["zh", "en"]


@cache
def _sentences() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = load_yaml(data_path("prompts", "errors.yaml"))
    return loaded


def explain(error: AyiError, language: MessageLanguage) -> str:
    """What `error` says to its user, in her language; the general sentence if the key has none."""
    sentences = _sentences()
    sentence = sentences.get(error.key, sentences["internal"])[language]
    return sentence.format(**error.values)


def keys() -> frozenset[str]:
    """Every key that has a sentence."""
    return frozenset(_sentences())
