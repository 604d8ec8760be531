"""The words of the consumers' assistant, from `prompts/consumer/`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from assistant.kit.data import data_path, load_yaml
from assistant.profile.model import Language


class Words:
    """One language's sentences, by key."""

    def __init__(self, language: Language, loaded: dict[str, Any]) -> None:
        self.language = language
        self._loaded = loaded

    def say(self, key: str, **slots: object) -> str:
        """A sentence with its slots filled; `key` may be dotted.

        Raises:
            KeyError: there is no such sentence.
        """
        found: Any = self._loaded
        for part in key.split("."):
            found = found[part]
        return str(found).format(**slots) if slots else str(found)

    def has(self, group: str, key: str) -> bool:
        """Whether a group of sentences has one under this key."""
        return key in self._loaded[group]

    def several(self, key: str) -> list[str]:
        """A list of sentences."""
        return [str(each) for each in self._loaded[key]]

    def names(self, names: Sequence[str]) -> str:
        """Names as they are listed inside a sentence."""
        if len(names) < 2:
            return "".join(names)
        return self.say("name_join").join(names[:-1]) + self.say("names_and") + names[-1]


@cache
def words(language: Language) -> Words:
    """The sentences of `language`."""
    return Words(language, load_yaml(data_path("prompts", "consumer", f"{language}.yaml")))
